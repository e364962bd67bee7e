import { headerRecord } from "../headers.js";
import type { AnyResponse, Client, RequestSpec } from "../types.js";
import { cancelOperation } from "./cancel.js";
import { TokenError } from "./errors.js";
import { encodeToken } from "./token.js";
import { begin, type Track } from "./track.js";
import {
  resumeToken,
  type CancellablePoller,
  type OperationSpec,
  type Place,
  type PollerOptions,
  type WaitOptions,
} from "./types.js";
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
  const { deadline, [resumeToken]: { place = from, error } = {} } = options;
  const track: Track = {
    client,
    request,
    spec,
    options: typeof deadline === "number" ? { ...options, deadline: new Date(client.clock.now() + deadline) } : options,
    place,
    state: { status: "notStarted", done: false },
    version: 0,
    due: 0,
    waits: 0,
    failures: 0,
    waiters: new Set(),
  };
  const poller = facadeOf(track) as CancellablePoller<T, M, S>;
  track.poller = poller;
  track.start = error ? Promise.reject(error) : place ? Promise.resolve(undefined) : begin(track);
  // Whoever waits is told; a start that nobody waits for must not end the process.
  track.start.catch(() => {});
  return poller;
}

/** What users see of a track. */
function facadeOf(track: Track): CancellablePoller<unknown> {
  const { id } = track.spec;
  const wait = async (limits?: WaitOptions): Promise<unknown> => {
    await until(track, () => !!track.end, limits);
    const { error, data } = track.end ?? {};
    if (error) throw error;
    return data;
  };
  return {
    id,
    get state() {
      return track.state;
    },
    get status() {
      return track.state.status;
    },
    async started() {
      const response = await track.start;
      if (!response) throw new TokenError(`${id} was not started here`);
      const { status, headers, data } = response;
      return { status, headers: headerRecord(headers), data };
    },
    async poll(limits) {
      const { version } = track;
      hurry(track);
      await until(track, () => track.state.done || track.version > version, limits);
      return track.state;
    },
    wait,
    // oxlint-disable-next-line unicorn/no-thenable -- to await a poller is to wait for its result
    then: (onDone, onError) => wait().then(onDone, onError),
    catch: (onError) => wait().catch(onError),
    finally: (onEnd) => wait().finally(onEnd),
    async *[Symbol.asyncIterator]() {
      for (let version = 0; version < track.version || !track.state.done;) {
        await until(track, () => version < track.version);
        ({ version } = track);
        yield track.state;
      }
    },
    [Symbol.asyncDispose]: async () => tell(track, { error: new DOMException("Disposed", "AbortError") }),
    toToken: () => encodeToken(track),
    cancel: (callOptions) => cancelOperation(track, callOptions),
  };
}
