import { argumentError, type ServiceError } from "./errors.js";
import type { AuthHeaders, AuthRequest, SignRequest } from "./credential.js";

/** Headers whose values are signed, in this order; `content-length` and `date` are apart. */
const before = ["content-encoding", "content-language"];
const after = ["if-modified-since", "if-match", "if-none-match", "if-unmodified-since", "range"];

/** Length in bytes of a body, as it will be sent; empty where no length is sent. */
function contentLength({ body, method }: AuthRequest): string {
  if (body == null) return /^P(OST|UT)$/.test(method) ? "0" : "";
  if (typeof body === "string") return `${new TextEncoder().encode(body).length}`;
  const { size, byteLength } = body as { readonly size?: number; readonly byteLength?: number };
  const length = size ?? byteLength;
  if (length === undefined) throw argumentError("body", "length");
  return `${length}`;
}

/** The account with the path, and the query: names in lower case and in order, values decoded. */
function canonicalResource(account: string, url: string): string {
  const { pathname, searchParams } = new URL(url);
  const values = new Map<string, string[]>();
  for (const [name, value] of searchParams) {
    values.set(name.toLowerCase(), [...(values.get(name.toLowerCase()) ?? []), value]);
  }
  const query = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, all]) => `\n${name}:${all.sort().join()}`);
  return `/${account}${pathname}${query.join("")}`;
}

/** The text that is signed. */
function stringToSign(account: string, request: AuthRequest, headers: AuthHeaders): string {
  const value = (name: string): string => headers[name] ?? "";
  const ocp = Object.keys(headers)
    .filter((name) => name.startsWith("ocp-"))
    .sort();
  return [
    request.method,
    ...before.map(value),
    contentLength(request),
    value("content-md5"),
    value("content-type"),
    "", // The date is in ocp-date.
    ...after.map(value),
    ...ocp.map((name) => `${name}:${value(name)}`),
    canonicalResource(account, request.url),
  ].join("\n");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    throw argumentError("key", "base64");
  }
}

/** How far the service's clock is ahead, where that can be why it refused: it takes requests of up to 15 minutes. */
function skewOf({ status, headers }: ServiceError, request: AuthRequest): number | undefined {
  const skew = Date.parse(headers.date ?? "") - request.now;
  return status === 403 && Math.abs(skew) > 5 * 60_000 ? skew : undefined;
}

/**
 * A Batch account's key. `key` is the account's key in base64. Where the service refuses a request because this
 * machine's clock is wrong, its own is taken from then on. Throws `ArgumentError` for a key that is not base64.
 *
 * https://learn.microsoft.com/rest/api/batchservice/authenticate-requests-to-the-azure-batch-service
 */
export function sharedKey(options: { readonly account: string; readonly key: string }): SignRequest {
  const { account } = options;
  const secret = fromBase64(options.key);
  let key: ReturnType<typeof crypto.subtle.importKey> | undefined;
  let skew = 0;
  return async (request, refusal) => {
    const found = refusal && skewOf(refusal, request);
    if (refusal && (found === undefined || Math.abs(found - skew) < 60_000)) return undefined;
    skew = found ?? skew;
    const given = refusal ? undefined : request.headers["ocp-date"];
    const date = given ?? new Date(request.now + skew).toUTCString();
    key ??= crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const text = stringToSign(account, request, { ...request.headers, "ocp-date": date });
    const signature = await crypto.subtle.sign("HMAC", await key, new TextEncoder().encode(text));
    const encoded = btoa(String.fromCharCode(...new Uint8Array(signature)));
    return { "ocp-date": date, authorization: `SharedKey ${account}:${encoded}` };
  };
}
