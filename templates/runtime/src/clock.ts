import type { AbortSignalLike } from "./platform.js";
import type { Clock } from "./types.js";

/** Waits; rejects with the signal's reason as soon as it is aborted, and leaves neither timer nor listener. */
export const sleep = (ms: number, signal?: AbortSignalLike): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
    if (signal?.aborted) done();
  });

/** The machine's own time and chance. */
export const systemClock: Clock = { now: Date.now, sleep, random: Math.random };
