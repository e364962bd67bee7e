import type { Clock } from "@armature/runtime";

export interface FastClock extends Clock {
  /** What was waited for, in ms, in order. */
  readonly waits: readonly number[];
}

/** Longer sleeps are limits, such as deadlines, and not waits: they end when shorter ones have taken that long. */
const longest = 600_000;

/** A clock on which every wait is over at once: its time jumps. Chance always gives the middle. */
export function fastClock(): FastClock {
  const waits: number[] = [];
  const limits: { readonly due: number; readonly end: () => void }[] = [];
  let now = Date.parse("2025-03-04T09:30:00Z");
  const pass = (ms: number): void => {
    waits.push(ms);
    now += ms;
    for (const limit of limits.filter(({ due }) => due <= now)) limit.end();
  };
  return {
    waits,
    now: () => now,
    random: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason as Error);
        if (ms > longest) return void limits.push({ due: now + ms, end: resolve });
        pass(ms);
        // A turn of the event loop, so that what else is due can run.
        return setImmediate(resolve);
      }),
  };
}
