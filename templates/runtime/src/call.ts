import { ServiceError } from "./errors.js";
import { headerRecord } from "./headers.js";
import { send } from "./send.js";
import type { AnyResponse, Call, CallOptions, Client, RawResponse, RequestSpec, Settled } from "./types.js";

/** A response as callers get it. `Headers` are heavy, and thousands of pollers may keep one. */
export const plainResponse = ({ status, headers, data }: RawResponse): AnyResponse => ({
  status,
  headers: headerRecord(headers),
  data,
});

/**
 * Starts a call. Nothing is thrown: whatever goes wrong, also before anything is sent, rejects the promise.
 */
export function call<R extends AnyResponse, E = unknown>(
  client: Client<object>,
  request: RequestSpec,
  options?: CallOptions,
): Call<R, E> {
  return callOf(send(client, request, options));
}

/** What is on its way, as callers get it. */
export function callOf<R extends AnyResponse, E>(sent: Promise<RawResponse>): Call<R, E> {
  const data = sent.then((response): R["data"] => response.data);
  return Object.assign(data, {
    withResponse() {
      // Who asks for the response hears of its failure there.
      data.catch(() => {});
      return sent.then(plainResponse) as Promise<R>;
    },
  });
}

/** The response of a call, with an error answer of the service as a value. Other failures still reject. */
export const settle = <R extends AnyResponse, E = unknown>(call: Call<R, E>): Promise<Settled<R, E>> =>
  call.withResponse().then(
    (response) => ({ ...response, ok: true }),
    (error: unknown) => {
      if (error instanceof ServiceError) return { ok: false, error };
      throw error;
    },
  );
