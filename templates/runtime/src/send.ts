import type { ServiceError } from "./errors.js";
import { exchange } from "./exchange.js";
import { sentHeaders } from "./headers.js";
import { checkRules } from "./rules.js";
import { openScope } from "./scope.js";
import type { CallOptions, Client, RawResponse, RequestSpec } from "./types.js";
import { requestUrl } from "./url.js";

/**
 * Sends a request, with credential, redirects and retries, and reads its answer.
 *
 * Rejects with `ArgumentError` (nothing was sent), `ServiceError` (an answer other than 2xx), `TransportError`,
 * `TimeoutError`, or the signal's reason.
 */
export async function send(
  client: Client<object>,
  request: RequestSpec,
  options: CallOptions = {},
): Promise<RawResponse> {
  const { clock, state, options: defaults } = client;
  const {
    signal,
    timeout = defaults.timeout,
    tryTimeout = defaults.tryTimeout ?? 100_000,
    onEvent = defaults.onEvent,
    idempotent = request.idempotent ?? !/^P(OS|A)/.test(request.method),
  } = options;
  const { limit = 3, baseDelay = 500, maxDelay = 60_000 } = { ...defaults.retry, ...options.retry };
  const { body, encode } = request;
  // Bytes, Blobs, streams and forms have a tag, plain data has none; the platform knows the media type of some.
  const isPlain = body !== undefined && !Object(body)[Symbol.toStringTag];
  const { contentType = isPlain ? "application/json" : undefined } = request;
  checkRules(client, request);
  const url = requestUrl(client, request, options.query);
  const headers = sentHeaders({
    accept: request.accept ?? "application/json",
    "content-type": contentType,
    ...defaults.headers,
    ...request.headers,
    ...options.headers,
  });
  const content = encode ? encode(body) : isPlain && /json/.test(`${contentType}`) ? JSON.stringify(body) : body;
  // A stream can be read only once.
  const least = content instanceof ReadableStream ? 3 : idempotent ? 1 : 2;
  const deadline = timeout ? clock.now() + timeout : Infinity;
  for (let attempt = 0; ; attempt++) {
    const event = { call: request, attempt };
    const scope = openScope(tryTimeout, deadline - clock.now(), signal);
    onEvent?.({ ...event, type: "request", headers });
    try {
      const response = await Promise.race([
        exchange(client, request, url, headers, content, scope, attempt),
        scope.ended,
      ]);
      state.tokens = Math.min(state.tokens + (attempt ? 5 : 1), 500);
      onEvent?.({ ...event, type: "response", status: response.status });
      return response;
    } catch (error) {
      scope.rest();
      const { retryable = 0, retryAfter = 0 } = Object(error) as Partial<ServiceError>;
      const delay = Math.min(maxDelay, retryAfter + clock.random() * baseDelay * 2 ** attempt);
      const repeats = retryable >= least && attempt < limit && state.tokens > 4 && clock.now() + delay < deadline;
      onEvent?.({ ...event, type: "error", error, delay: repeats && delay });
      if (!repeats) throw error;
      state.tokens -= 5;
      await clock.sleep(delay, signal);
    }
  }
}
