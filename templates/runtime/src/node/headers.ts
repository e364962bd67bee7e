import type { HeadersLike } from "../platform.js";

/** Decides over connection and framing, which are the transport's; also refused by `fetch`. */
const refused = /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect)$/i;

type Pairs = Iterable<readonly [name: string, value: string]>;

/**
 * Headers to send, as names and values in turn. Throws a `TypeError` for one that is the transport's own.
 * `content-length` is left out: it is counted, not believed.
 */
export function requestHeaders(given: unknown): string[] {
  const flat: string[] = [];
  const add = (name: string, value: unknown): void => {
    if (refused.test(name)) throw new TypeError(`The header ${name} cannot be set`);
    if (name.toLowerCase() !== "content-length") flat.push(name, String(value));
  };
  if (given && typeof given === "object" && Symbol.iterator in given) {
    for (const [name, value] of given as Pairs) add(name, value);
  } else {
    const record = given as Readonly<Record<string, unknown>>;
    for (const name in record) add(name, record[name]);
  }
  return flat;
}

/** The value of a header in names and values in turn. */
export function valueOf(flat: readonly string[], wanted: string): string | undefined {
  for (let at = 0; at < flat.length; at += 2) {
    const name = flat[at];
    if (name === wanted || (name?.length === wanted.length && name.toLowerCase() === wanted)) return flat[at + 1];
  }
  return undefined;
}

/** Headers of an answer. `Headers` would check every name and value again. */
export interface ReceivedHeaders extends HeadersLike {
  /** Values of `set-cookie`, which cannot be joined. */
  getSetCookie(): string[];
}

/**
 * Reads headers from names and values in turn, as late as somebody asks. A repeated name has its values joined by
 * commas (RFC 9110 section 5.2); only `set-cookie` is told one by one.
 */
export function receivedHeaders(raw: readonly string[]): ReceivedHeaders {
  let joined: Map<string, string> | undefined;
  const cookies: string[] = [];
  const all = (): Map<string, string> => {
    if (joined) return joined;
    joined = new Map();
    for (let at = 0; at < raw.length; at += 2) {
      const name = (raw[at] ?? "").toLowerCase();
      const value = raw[at + 1] ?? "";
      const before = joined.get(name);
      joined.set(name, before === undefined ? value : `${before}, ${value}`);
      if (name === "set-cookie") cookies.push(value);
    }
    return joined;
  };
  return {
    get: (name) => all().get(name.toLowerCase()) ?? null,
    forEach(callback) {
      for (const [name, value] of all()) {
        if (name !== "set-cookie") callback(value, name);
        else for (const cookie of cookies) callback(cookie, name);
      }
    },
    getSetCookie: () => (all(), [...cookies]),
  };
}
