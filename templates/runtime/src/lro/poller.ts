import type { AnyResponse, Client, RequestSpec } from "../types.js";
import { PollingError } from "./errors.js";
import { begin, type Track } from "./track.js";
import type { CancellablePoller, OperationSpec, Place, Poller, PollerOptions, State, WaitOptions } from "./types.js";
import { hurry, tell, until } from "./wait.js";

/**
 * Makes the poller of every kind of operation: sends the request that starts it, or goes on from a place where an
 * operation that runs already can be asked.
 */
export function pollerOf<T, M, S extends AnyResponse>(
  client: Client<object>,
  request: RequestSpec,
  spec: OperationSpec,
  options: PollerOptions = {},
  from?: Place,
): CancellablePoller<T, M, S> {
  const { resumed: { place = from, start } = {} } = options;
  const track: Track = {
    client,
    request,
    spec,
    options,
    place,
    state: { status: "notStarted", done: false },
    due: 0,
    waits: 0,
    failures: 0,
    waiters: [],
  };
  const poller = new (spec.poller ?? TrackPoller)(track as never) as CancellablePoller<unknown> as CancellablePoller<
    T,
    M,
    S
  >;
  track.poller = poller;
  track.start = start ?? (place ? Promise.resolve(undefined) : begin(track));
  // Whoever waits is told; a start that nobody waits for must not end the process.
  track.start.catch(() => {});
  return poller;
}

const hasEnd = ({ end }: Track): boolean => !!end;

/** What awaiting gives. */
function result({ end }: Track): unknown {
  if (end?.error) throw end.error;
  return end?.data;
}

/** What users see of a track. A class, for thousands may wait: methods of their own would double the memory of each. */
export class TrackPoller implements Poller<unknown> {
  readonly #track: Track;
  readonly id: string;

  constructor(track: Track) {
    this.#track = track;
    this.id = track.spec.id;
  }

  get state(): State {
    return this.#track.state;
  }

  get status(): string {
    return this.state.status;
  }

  async started(): Promise<AnyResponse> {
    const response = await this.#track.start;
    if (!response) throw new PollingError(`${this.id} was not started here`);
    return response;
  }

  async poll(limits?: WaitOptions): Promise<State> {
    const track = this.#track;
    const { state } = track;
    hurry(track);
    await until(track, () => track.state.done || track.state !== state, limits);
    return track.state;
  }

  wait(limits?: WaitOptions): Promise<unknown> {
    return until(this.#track, hasEnd, limits).then(result);
  }

  // To await a poller is to wait for its result.
  then<A, B>(
    onDone?: ((value: unknown) => A | PromiseLike<A>) | null,
    onError?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.wait().then(onDone, onError);
  }

  catch<R>(onError?: ((reason: unknown) => R | PromiseLike<R>) | null): Promise<unknown> {
    return this.wait().catch(onError);
  }

  finally(onEnd?: (() => void) | null): Promise<unknown> {
    return this.wait().finally(onEnd);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<State, void, undefined> {
    const track = this.#track;
    let seen: State | undefined;
    while (!seen?.done) {
      await until(track, () => track.state !== seen && !!track.state.response);
      seen = track.state;
      yield seen;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    tell(this.#track, { error: new DOMException("Disposed", "AbortError") });
  }

  /** What is behind a poller. */
  static track(poller: unknown): Track {
    return (poller as TrackPoller).#track;
  }
}
