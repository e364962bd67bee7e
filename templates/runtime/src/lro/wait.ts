import { DeadlineError } from "./errors.js";
import { ask, emitEnd, type Track, type Waiter } from "./track.js";
import type { WaitOptions } from "./types.js";

/** Waits until `ready`; the poller's own limits hold unless there are others. */
export function until(track: Track, ready: () => boolean, options: WaitOptions = track.options): Promise<void> {
  const { waiters, client, spec } = track;
  const { signal, deadline } = options;
  const { clock } = client;
  return new Promise((resolve, reject) => {
    let timer: AbortController | undefined;
    const waiter: Waiter = (failure) => {
      if (!failure && !ready()) return;
      waiters.delete(waiter);
      signal?.removeEventListener("abort", onAbort);
      timer?.abort();
      if (!waiters.size) track.halt?.abort();
      if (!failure) return resolve();
      reject(failure.error);
      if (!waiters.size) emitEnd(track, failure.error);
    };
    const onAbort = (): void => waiter({ error: signal?.reason });
    waiters.add(waiter);
    if (ready()) return waiter();
    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort);
    const limit = deadline instanceof Date ? +deadline - clock.now() : Number(deadline);
    // Timers hold no more; without a deadline this is NaN.
    if (limit < 2 ** 31) {
      timer = new AbortController();
      clock.sleep(limit, timer.signal).then(
        () => waiter({ error: new DeadlineError(`${spec.id} ${track.state.status} at the deadline`, track) }),
        () => {},
      );
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
  const { client, waiters } = track;
  const { clock } = client;
  track.running = true;
  try {
    await track.start;
    while ((tell(track), waiters.size)) {
      const { signal } = (track.halt = new AbortController());
      const pause = track.due - clock.now();
      track.pausing = pause > 0;
      await (track.pausing ? clock.sleep(pause, signal) : ask(track, signal)).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  } catch (error) {
    tell(track, { error });
  }
  track.running = false;
}
