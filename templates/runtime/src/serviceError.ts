import { ServiceError, type ErrorDetail } from "./errors.js";
import { requestId, retryAfter } from "./headers.js";
import type { ResponseLike } from "./platform.js";
import { redact } from "./url.js";

type Fields = Readonly<Record<string, unknown>>;

const fields = Object as (value: unknown) => Fields;

/** The first text that is not empty. */
const text = (...values: unknown[]): string | undefined =>
  values.find((v): v is string => !!v && typeof v === "string");

/** Headers that tell of the request and the service's limits, and hold no secrets. */
const loggable = /request-id|ratelimit|error-code|^(content-type|date|etag|retry-after|www-authenticate)$/;

/**
 * Makes the error of an answer. Understands ARM and Google (`{error: {code, message, …}}`), Batch and OData
 * (`{code, message: {value}, values}`, `{"odata.error": …}`), OAuth (`{error: "…", error_description}`) and problem
 * details (RFC 9457).
 */
export function serviceError(
  method: string,
  url: string,
  response: ResponseLike,
  body: unknown,
  now: number,
): ServiceError {
  const { status, statusText, headers } = response;
  const top = fields(body);
  const error = fields(top.error ?? top["odata.error"] ?? body);
  const code = text(error.code, error.status, top.error, headers.get("x-ms-error-code"), error.type);
  const message = text(error.message, fields(error.message).value, error.detail, error.title, top.error_description);
  const details = error.details ?? error.values ?? error.errors;
  const wait = retryAfter(headers, now);
  const shown: Record<string, string> = {};
  headers.forEach((value, name) => loggable.test(name) && (shown[name] = value));
  return new ServiceError(
    [`${status} ${statusText}`.trim(), code, message?.slice(0, 2000)].filter(Boolean).join(": "),
    {
      status,
      code,
      target: text(error.target),
      details: (Array.isArray(details) ? details : []) as readonly ErrorDetail[],
      body,
      headers: shown,
      requestId: requestId(headers),
      method,
      url: redact(url),
      retryAfter: wait,
      // 429 and "503, come back later" say that the request was not looked at.
      retryable:
        status === 429 || (status === 503 && wait !== undefined) ? 2 : /408|50[0234]/.test(String(status)) ? 1 : 0,
    },
  );
}
