import { plainResponse } from "../call.js";
import type { ServiceError } from "../errors.js";
import { retryAfter } from "../headers.js";
import { asData } from "../reading.js";
import { send } from "../send.js";
import type { AnyResponse, Client, RawResponse, RequestSpec } from "../types.js";
import { OperationCancelledError, OperationFailedError, PollingError } from "./errors.js";
import { text } from "./field.js";
import type { OperationProblem, OperationSpec, Place, Poller, PollerOptions, State } from "./types.js";

/** Longest `Retry-After` in ms that is followed: ARM's own limit. */
const maxRetryAfter = 600_000;

/** A service that asks to be polled at once, again and again, is not polled faster than this, in ms. */
const minRetryAfter = 100;

/** What ends a wait before there is an end. */
export interface Failure {
  readonly error: unknown;
}

/** Tells a wait to look whether it is over; with a failure, that it is. */
export type Waiter = (failure?: Failure) => void;

/** One operation on its way: what is known of it, where and when to ask next, and who waits. */
export interface Track {
  readonly client: Client<object>;
  readonly request: RequestSpec;
  readonly spec: OperationSpec;
  readonly options: PollerOptions;
  /** As events name the operation. */
  poller?: Poller<unknown>;
  /** The answer to the start; undefined where something else has started the operation. */
  start?: Promise<AnyResponse | undefined>;
  place: Place | undefined;
  state: State;
  /** What awaiting gives; an `error` rejects. */
  end?: { readonly data?: unknown; readonly error?: unknown };
  /** When to ask next, by the client's clock. */
  due: number;
  /** Waits in a row whose length the service did not say. */
  waits: number;
  /** Questions in a row that had no answer. */
  failures: number;
  waiters: readonly Waiter[];
  /** The loop runs. */
  running?: boolean;
  /** Stops what it is doing: a question, or a `Pause` before the next one. */
  halt?: { abort(): void };
}

/** Tells that there is an outcome, or that nobody waits any more. */
export const ended = ({ client, poller }: Track, error: unknown): void =>
  client.options.observer?.ended?.(poller as Poller<unknown>, error);

/** Sends the request that starts the operation. One that cannot be followed has been started all the same. */
export async function begin(track: Track): Promise<AnyResponse> {
  const { client, request, options, poller } = track;
  const raw = await send(client, { ...request, operation: poller }, options);
  try {
    take(track, raw);
  } catch (error) {
    track.end = { error };
  }
  return track.state.response ?? plainResponse(raw);
}

/** Asks once; afterwards there is a new state, an end, or another time to ask. Throws where asking again is no use. */
export async function ask(track: Track): Promise<void> {
  const { client, spec, place, request, poller } = track;
  const { signal } = (track.halt = new AbortController());
  const options = { ...track.options, signal };
  const { tolerance = 5 } = options;
  const { url, absent } = place ?? {};
  try {
    // A read in any case: a token that was tampered with must not repeat a start.
    const call: RequestSpec = { ...(url ? { url } : request), as: asData, method: "GET", operation: poller };
    take(track, await ((!url && spec.protocol.ask?.(track, options)) || send(client, call, options)));
  } catch (error) {
    if (signal.aborted) return;
    const { status, retryAfter, retryable, reason } = Object(error) as Partial<ServiceError> & { reason?: string };
    if (status === 404 && absent) {
      take(track, new Response(null, { status }) as Partial<RawResponse> as RawResponse);
      return;
    }
    // Connections and gateways fail for a time, and ARM hands out addresses before they exist.
    if (!retryable && !reason && !(status === 404 && url)) throw error;
    track.due = client.clock.now() + pause(track, retryAfter);
    if (track.failures++ < tolerance) return;
    track.failures = 0;
    throw new PollingError(`${spec.id}: polls failed: ${error}`, { cause: error });
  }
}

function take(track: Track, raw: RawResponse): void {
  const { place, spec, client } = track;
  const { pick, result, id } = spec;
  const now = client.clock.now();
  const response = plainResponse(raw);
  let { data } = raw;
  let error: unknown;
  track.failures = 0;
  track.due = now + pause(track, retryAfter(raw.headers, now));
  if (place?.final) {
    if (raw.status === 202) return;
    track.state = { ...track.state, response };
  } else {
    const { outcome, place: next, result: found, state: said } = spec.protocol.read(raw, track);
    const state: State = Object.assign(said, { done: !!outcome, body: data, response });
    track.state = state;
    track.place = next;
    if (!outcome) return;
    if (outcome !== "succeeded") {
      const { status } = state;
      const { code, message, target, details } = Object(state.error) as OperationProblem;
      const name = text(code) ?? status;
      error = new (outcome === "failed" ? OperationFailedError : OperationCancelledError)(
        `${id} ${status}: ${text(message) ?? name}`,
        { code: name, target, details: [details ?? []].flat(), status, state },
      );
    } else if (next.final) {
      track.due = 0;
      return;
    }
    data = found;
  }
  track.end = { error, data: result ? undefined : pick ? pick(data as never) : data };
  ended(track, error);
}

/** How long to wait, in ms: as the service says, else longer every time, less a random part. */
function pause(track: Track, asked: number | undefined): number {
  const { client, spec, options } = track;
  const { interval = spec.interval ?? 1000, maxInterval = 30_000 } = options;
  return asked === undefined
    ? Math.min(interval * 1.5 ** track.waits++, maxInterval) * (1 - client.clock.random() / 5)
    : Math.min(Math.max(asked, Math.min(interval, minRetryAfter)), maxRetryAfter);
}
