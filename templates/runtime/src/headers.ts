import { argumentError } from "./errors.js";
import type { HeadersLike } from "./platform.js";
import type { HeaderValue } from "./types.js";

/**
 * Headers to send, names in lower case. Refuses what could end a header early or is not
 * latin-1 (RFC 9110 section 5.5), and names that are not tokens.
 */
export function sentHeaders(from: Readonly<Record<string, HeaderValue>> | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in from) {
    const value = from[name];
    const key = name.toLowerCase();
    if (value == null) {
      // Deleting, even what is not there, makes an object slow.
      if (headers[key]) delete headers[key];
    } else {
      const text = (headers[key] = String(value));
      if (/[^\t -~\x80-\xff]/.test(text) || /[^\w!#$%&'*+.^`|~-]/.test(key)) throw argumentError(name, "header");
    }
  }
  return headers;
}

/** Headers as a record, names in lower case. */
export function headerRecord(headers: HeadersLike): Record<string, string> {
  const record: Record<string, string> = {};
  headers.forEach((value, name) => (record[name] = value));
  return record;
}

/** The service's id of a request. */
export const requestId = (headers: HeadersLike): string | undefined =>
  headers.get("x-ms-request-id") ?? headers.get("request-id") ?? headers.get("x-request-id") ?? undefined;

/**
 * How long the service asks to wait, in ms: `retry-after-ms`, `x-ms-retry-after-ms`, or `Retry-After` in seconds or as
 * a date (RFC 9110 section 10.2.3). `now` is ms since 1970.
 */
export function retryAfter(headers: HeadersLike, now: number): number | undefined {
  const time = headers.get("retry-after");
  const ms = headers.get("retry-after-ms") ?? headers.get("x-ms-retry-after-ms") ?? (time && +time * 1000);
  const wait = parseFloat(ms as string) || Date.parse(time as string) - now;
  return wait >= 0 ? wait : wait < 0 ? 0 : undefined;
}
