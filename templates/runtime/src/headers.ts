import { argumentError } from "./errors.js";
import type { HeadersLike } from "./platform.js";
import type { HeaderValue } from "./types.js";

/**
 * Adds headers whose names match, names in lower case. Refuses what could end the header early or is not latin-1 (RFC 9110 section 5.5),
 * and names that are not tokens.
 */
export function addHeaders(
  to: Record<string, string>,
  from: Readonly<Record<string, HeaderValue>> | undefined,
  which: RegExp,
): void {
  for (const name in from) {
    const value = from[name];
    const key = name.toLowerCase();
    if (value == null) delete to[key];
    else if (which.test(key)) to[key] = String(value);
    if (/[^\t -~\x80-\xff]/.test(to[key] ?? "") || /[^\w!#$%&'*+.^`|~-]/.test(key)) throw argumentError(name, "header");
  }
}

/** Headers as a record, names in lower case. */
export function headerRecord(headers: HeadersLike): Record<string, string> {
  const record: Record<string, string> = {};
  headers.forEach((value, name) => (record[name] = value));
  return record;
}

/** The service's id of a request. */
export const requestId = (headers: HeadersLike): string | undefined =>
  headers.get("x-ms-request-id") ??
  headers.get("request-id") ??
  headers.get("x-goog-request-id") ??
  headers.get("x-request-id") ??
  undefined;

/**
 * How long the service asks to wait, in ms: `retry-after-ms`, `x-ms-retry-after-ms`, or `Retry-After` in seconds or as
 * a date (RFC 9110 section 10.2.3). `now` is ms since 1970.
 */
export function retryAfter(headers: HeadersLike, now: number): number | undefined {
  const ms = headers.get("retry-after-ms") ?? headers.get("x-ms-retry-after-ms");
  const time = headers.get("retry-after");
  // `Number("")` is 0, which is no answer.
  const wait = ms ? +ms : time ? +time * 1000 : NaN;
  const left = wait >= 0 ? wait : Date.parse(time ?? "") - now;
  return left >= 0 ? left : left < 0 ? 0 : undefined;
}
