import { ServiceError } from "./errors.js";
import { requestId, retryAfter } from "./headers.js";
import type { ResponseLike } from "./platform.js";
import type { RequestSpec } from "./types.js";
import { redact } from "./url.js";

type Fields = Readonly<Record<string, unknown>>;

/** The first text that is not empty. */
const text = (...values: unknown[]): string | undefined =>
  values.find((v) => typeof v === "string" && v) as string | undefined;

/** Headers that tell of the request and the service's limits, and hold no secrets. */
const loggable = /request-id|ratelimit|error-code|^(content-type|date|etag|retry-after|www-authenticate)$/;

/**
 * Makes the error of an answer with this body. Understands ARM and Google (`{error: {code, message, …}}`), Batch and OData
 * (`{code, message: {value}, values}`, `{"odata.error": …}`), OAuth (`{error: "…", error_description}`) and problem
 * details (RFC 9457).
 */
export function serviceError(
  { decode = JSON.parse as (text: string) => unknown }: RequestSpec,
  method: string,
  url: string,
  response: ResponseLike,
  content: string,
  now: number,
): ServiceError {
  const { status, statusText, headers } = response;
  let body: unknown = content;
  try {
    body = decode(content, true);
  } catch {
    // Then it stays a text.
  }
  const top = Object(body) as Fields;
  const error = Object(top.error ?? top["odata.error"] ?? body) as Fields;
  const code = text(error.code, error.status, top.error, headers.get("x-ms-error-code"), error.type);
  const message = text(
    error.message,
    (Object(error.message) as Fields).value,
    error.detail,
    error.title,
    top.error_description,
    "no details",
  ) as string;
  const details = error.details ?? error.values ?? error.errors;
  const wait = retryAfter(headers, now);
  const shown: Record<string, string> = {};
  headers.forEach((value, name) => loggable.test(name) && (shown[name] = value));
  return new ServiceError(`${status} ${code ?? statusText}: ${message.slice(0, 2000)}`, {
    status,
    code,
    target: text(error.target),
    details: Array.isArray(details) ? details : [],
    body,
    headers: shown,
    requestId: requestId(headers),
    method,
    url: redact(url),
    retryAfter: wait,
    // 429 and "503, come back later" say that the request was not looked at.
    retryable: status === 429 || (status === 503 && (wait as number) >= 0) ? 2 : +/408|50[0234]/.test(`${status}`),
  });
}
