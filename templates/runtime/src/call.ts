import { ServiceError } from "./errors.js";
import { headerRecord } from "./headers.js";
import { send } from "./send.js";
import type { AnyResponse, Call, CallOptions, Client, RequestSpec, Settled } from "./types.js";

/**
 * Starts a call. Nothing is thrown: whatever goes wrong, also before anything is sent, rejects the promise.
 */
export function call<R extends AnyResponse, E = unknown>(
  client: Client<object>,
  request: RequestSpec,
  options?: CallOptions,
): Call<R, E> {
  const sent = send(client, request, options);
  const data = sent.then((response): R["data"] => response.data);
  const withResponse = (): Promise<R> => {
    // Who asks for the response hears of its failure there.
    data.catch(() => {});
    return sent.then(
      ({ status, headers, data }) => ({ status, headers: headerRecord(headers), data }) as AnyResponse as R,
    );
  };
  const settle = (): Promise<Settled<R, E>> =>
    withResponse().then(
      (response) => ({ ...response, ok: true }),
      (error: unknown) => {
        if (error instanceof ServiceError) return { ok: false, error };
        throw error;
      },
    );
  return Object.assign(data, { withResponse, settle });
}
