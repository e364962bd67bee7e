import type { FetchLike } from "@armature/runtime";

/** A `fetch` that ends at the test server and keeps cookies, in which the server's long-running routes hold their state. */
export interface CookieFetch {
  readonly fetch: FetchLike;
  /** Forgets the cookies. */
  clear(): void;
}

/** What sends the requests: the platform's `fetch`, or another of its shape. */
type Transport = (url: string, init: RequestInit) => Promise<object>;

/** The specifications name this host, with or without parts of it as parameters. */
const hardCoded = /^https?:\/\/(?:localhost|host|127\.0\.0\.1)(?::\d+)?(?=[/?#]|$)/;

export function cookieFetch(origin: string, transport: Transport = fetch): CookieFetch {
  const jar = new Map<string, string>();
  const run = async (input: string, init: RequestInit = {}): Promise<object> => {
    const target = input.replace(hardCoded, origin);
    if (!target.startsWith(`${origin}/`)) throw new TypeError(`${input} is not the test server`);
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await transport(target, { ...init, headers });
    for (const cookie of (response as Response).headers.getSetCookie()) keep(jar, cookie);
    return response;
  };
  return { fetch: run as FetchLike, clear: () => jar.clear() };
}

function keep(jar: Map<string, string>, cookie: string): void {
  const [pair = ""] = cookie.split(";");
  const at = pair.indexOf("=");
  const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  if (value === "" || /expires=thu, 01 jan 1970/i.test(cookie)) jar.delete(name);
  else jar.set(name, value);
}
