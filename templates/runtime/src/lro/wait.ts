import type { Deadline } from "./deadline.js";
import { Pause } from "./pause.js";
import { ask, ended, type Failure, type Track, type Waiter } from "./track.js";
import type { WaitOptions } from "./types.js";

/**
 * Waits until `ready`, and gives the track; the poller's own signal holds unless there is another. Thousands may wait:
 * there is nothing of what limits a wait that has no limits, and functions that need no track of their own are shared.
 */
export function until(
  track: Track,
  ready: (track: Track) => boolean,
  { signal }: WaitOptions = track.options,
): Promise<Track> {
  return new Promise((resolve, reject) => {
    const waiter: Waiter = (failure) => {
      if (!failure && !ready(track)) return;
      track.waiters = track.waiters.filter((other) => other !== waiter);
      if (onAbort) signal.removeEventListener("abort", onAbort);
      if (!track.waiters.length) track.halt?.abort();
      if (!failure) return resolve(track);
      reject(failure.error);
      if (!track.waiters.length) ended(track, failure.error);
    };
    const onAbort =
      signal && ((): void => waiter({ error: (signal as Partial<Deadline>).fail?.(track) ?? signal.reason }));
    track.waiters = [...track.waiters, waiter];
    if (ready(track)) return waiter();
    if (signal?.aborted) return onAbort?.();
    if (onAbort) signal.addEventListener("abort", onAbort);
    if (!track.running) void run(track);
  });
}

export function tell({ waiters }: Track, failure?: Failure): void {
  for (const waiter of waiters) waiter(failure);
}

/** Asks at once, and from then on in short intervals again. */
export function hurry(track: Track): void {
  track.waits = track.due = 0;
  if (track.halt instanceof Pause) track.halt.abort();
}

/** Pauses before the next question. No function waits meanwhile, for its frame would be held by each that pauses. */
function rest(track: Track, time: number): void {
  const pause = (track.halt = new Pause());
  track.client.clock.sleep(time, pause).then(
    () => run(track),
    (error: unknown) => {
      if (!pause.aborted) tell(track, { error });
      void run(track);
    },
  );
}

/**
 * The loop that all waits share. It runs while there are any, so that nothing is polled and no timer held without
 * somebody to tell.
 */
async function run(track: Track): Promise<void> {
  track.running = true;
  try {
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
