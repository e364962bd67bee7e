import type { AbortSignalLike } from "../platform.js";
import { DeadlineError } from "./errors.js";
import { ask, emitEnd, type Failure, type Track, type Waiter } from "./track.js";
import type { WaitOptions } from "./types.js";

/** Stops a pause. Thousands of pollers may pause, and the signal of an `AbortController` weighs a kilobyte. */
class Pause implements AbortSignalLike {
  aborted = false;
  stop: (() => void) | undefined;

  addEventListener(_type: "abort", listener: () => void): void {
    this.stop = listener;
  }

  removeEventListener(): void {
    this.stop = undefined;
  }

  abort(): void {
    this.aborted = true;
    this.stop?.();
  }
}

/**
 * Waits until `ready`, and gives the track; the poller's own limits hold unless there are others. Thousands may wait:
 * there is nothing of what limits a wait that has no limits, and functions that need no track of their own are shared.
 */
export function until(
  track: Track,
  ready: (track: Track) => boolean,
  { signal, deadline }: WaitOptions = track.options,
): Promise<Track> {
  return new Promise((resolve, reject) => {
    let timer: Pause | undefined;
    const waiter: Waiter = (failure) => {
      if (!failure && !ready(track)) return;
      track.waiters = track.waiters.filter((other) => other !== waiter);
      if (onAbort) signal.removeEventListener("abort", onAbort);
      timer?.abort();
      if (!track.waiters.length) track.halt?.abort();
      if (!failure) return resolve(track);
      reject(failure.error);
      if (!track.waiters.length) emitEnd(track, failure.error);
    };
    const onAbort = signal && ((): void => waiter({ error: signal.reason }));
    track.waiters = [...track.waiters, waiter];
    if (ready(track)) return waiter();
    if (signal?.aborted) return onAbort?.();
    if (onAbort) signal.addEventListener("abort", onAbort);
    if (deadline !== undefined) timer = limit(track, waiter, deadline);
    if (!track.running) void run(track);
  });
}

/** Ends a wait at its deadline, unless what it gives is stopped before. Timers hold no more than 2^31 ms. */
function limit(track: Track, waiter: Waiter, deadline: Date | number): Pause | undefined {
  const { client, spec } = track;
  const left = deadline instanceof Date ? +deadline - client.clock.now() : deadline;
  if (!(left < 2 ** 31)) return undefined;
  const timer = new Pause();
  const onDeadline = (): void => {
    const { state } = track;
    waiter({ error: new DeadlineError(`${spec.id} ${state.status} at the deadline`, { state }) });
  };
  client.clock.sleep(left, timer).then(onDeadline, () => {});
  return timer;
}

export function tell({ waiters }: Track, failure?: Failure): void {
  for (const waiter of waiters) waiter(failure);
}

/** Asks at once, and from then on in short intervals again. */
export function hurry(track: Track): void {
  track.waits = track.due = 0;
  if (track.pausing) track.halt?.abort();
}

/** Pauses before the next question. No function waits meanwhile, for its frame would be held by each that pauses. */
function rest(track: Track, time: number): void {
  const pause = (track.halt = new Pause());
  track.pausing = true;
  track.client.clock.sleep(time, pause).then(
    () => run(track),
    (error: unknown) => run(track, pause.aborted ? undefined : { error }),
  );
}

/**
 * The loop that all waits share. It runs while there are any, so that nothing is polled and no timer held without
 * somebody to tell.
 */
async function run(track: Track, failure?: Failure): Promise<void> {
  track.running = true;
  track.pausing = false;
  try {
    if (failure) throw failure.error;
    await track.start;
    while ((tell(track), track.waiters.length)) {
      const time = track.due - track.client.clock.now();
      if (time > 0) return rest(track, time);
      await ask(track);
    }
  } catch (error) {
    tell(track, { error });
  }
  track.running = false;
}
