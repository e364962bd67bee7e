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
 * Rejects with `ArgumentError` (nothing was sent), `ServiceError` (an answer other than 2xx), `TransportError`, or
 * the signal's reason.
 */
export async function send(
  client: Client<object>,
  request: RequestSpec,
  options: CallOptions = {},
): Promise<RawResponse> {
  const { clock, state, options: defaults } = client;
  const {
    signal,
    tryTimeout = defaults.tryTimeout ?? 100_000,
    idempotent = request.idempotent ?? !/^P(OS|A)/.test(request.method),
  } = options;
  const { limit = 3, baseDelay = 500, maxDelay = 60_000 } = { ...defaults.retry, ...options.retry };
  checkRules(client, request);
  const url = requestUrl(client, request, options.query);
  const headers = sentHeaders({
    accept: request.accept ?? "application/json",
    "content-type": request.contentType,
    ...defaults.headers,
    ...request.headers,
    ...options.headers,
  });
  const content = request.encode ? request.encode(request.body, headers) : request.body;
  for (let attempt = 0; ; attempt++) {
    const scope = openScope(tryTimeout, signal);
    const exchanged = (): Promise<RawResponse> =>
      Promise.race([exchange(client, request, url, headers, content, scope), scope.ended]);
    try {
      const response = await (defaults.observer
        ? defaults.observer.attempt({ call: request, attempt, headers }, exchanged)
        : exchanged());
      state.tokens = Math.min(state.tokens + (attempt ? 5 : 1), 500);
      return response;
    } catch (error) {
      scope.rest();
      const { retryable = 0, retryAfter = 0 } = Object(error) as Partial<ServiceError>;
      // A stream that was sent is locked: it can be read only once.
      const isSpent = (content as { readonly locked?: boolean } | undefined)?.locked;
      if (retryable < (idempotent ? 1 : 2) || isSpent || attempt >= limit || state.tokens < 5) throw error;
      state.tokens -= 5;
      await clock.sleep(Math.min(maxDelay, retryAfter + clock.random() * baseDelay * 2 ** attempt), signal);
    }
  }
}
