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
  const data = (): Promise<R["data"]> => sent.then((response) => response.data);
  const withResponse = (): Promise<R> =>
    sent.then(({ status, headers, data }) => ({ status, headers: headerRecord(headers), data }) as AnyResponse as R);
  return {
    then: (onDone, onError) => data().then(onDone, onError),
    catch: (onError) => data().catch(onError),
    finally: (onEnd) => data().finally(onEnd),
    withResponse,
    settle: () =>
      withResponse().then(
        (response): Settled<R, E> => ({ ...response, ok: true }),
        (error: unknown) => {
          if (error instanceof ServiceError) return { ok: false, error };
          throw error;
        },
      ),
  } as Call<R, E>;
}
