import type { AbortSignalLike } from "../platform.js";
import { DeadlineError } from "./errors.js";
import { ask, emitEnd, type Track, type Waiter } from "./track.js";
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

/** Waits until `ready`; the poller's own limits hold unless there are others. */
export function until(track: Track, ready: () => boolean, options: WaitOptions = track.options): Promise<void> {
  const { client, spec } = track;
  const { signal, deadline } = options;
  const { clock } = client;
  return new Promise((resolve, reject) => {
    let timer: Pause | undefined;
    const waiter: Waiter = (failure) => {
      if (!failure && !ready()) return;
      track.waiters = track.waiters.filter((other) => other !== waiter);
      signal?.removeEventListener("abort", onAbort);
      timer?.abort();
      if (!track.waiters.length) track.halt?.abort();
      if (!failure) return resolve();
      reject(failure.error);
      if (!track.waiters.length) emitEnd(track, failure.error);
    };
    const onAbort = (): void => waiter({ error: signal?.reason });
    track.waiters = [...track.waiters, waiter];
    if (ready()) return waiter();
    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort);
    const limit = deadline instanceof Date ? +deadline - clock.now() : Number(deadline);
    // Timers hold no more; without a deadline this is NaN.
    if (limit < 2 ** 31) {
      timer = new Pause();
      const onDeadline = (): void => {
        const { state } = track;
        waiter({ error: new DeadlineError(`${spec.id} ${state.status} at the deadline`, { state }) });
      };
      clock.sleep(limit, timer).then(onDeadline, () => {});
    }
    if (!track.running) void run(track);
  });
}

export function tell({ waiters }: Track, failure?: { readonly error: unknown }): void {
  for (const waiter of waiters) waiter(failure);
}

/** Asks at once, and from then on in short intervals again. */
export function hurry(track: Track): void {
  track.waits = track.due = 0;
  if (track.pausing) track.halt?.abort();
}

/**
 * The loop that all waits share. It runs while there are any, so that nothing is polled and no timer held without
 * somebody to tell.
 */
async function run(track: Track): Promise<void> {
  const { clock } = track.client;
  track.running = true;
  try {
    await track.start;
    while ((tell(track), track.waiters.length)) {
      const rest = track.due - clock.now();
      track.pausing = rest > 0;
      if (track.pausing) {
        const pause = new Pause();
        track.halt = pause;
        try {
          await clock.sleep(rest, pause);
        } catch (error) {
          if (!pause.aborted) throw error;
        }
      } else await ask(track);
    }
  } catch (error) {
    tell(track, { error });
  }
  track.running = false;
}
