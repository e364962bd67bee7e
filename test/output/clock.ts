import type { Clock } from "@armature/runtime";

export interface FastClock extends Clock {
  /** What was waited for, in ms, in order. */
  readonly waits: readonly number[];
}

/** A clock on which every wait is over at once: its time jumps. Chance always gives the middle. */
export function fastClock(): FastClock {
  const waits: number[] = [];
  let now = Date.parse("2025-03-04T09:30:00Z");
  return {
    waits,
    now: () => now,
    random: () => 0.5,
    sleep: (ms, signal) => {
      if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
      waits.push(ms);
      now += ms;
      // A turn of the event loop, so that what else is due can run.
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
}
