import { TimeoutError } from "./errors.js";
import type { AbortSignalLike } from "./platform.js";

/** The life of one attempt: what ends it early. */
export interface Scope {
  readonly signal: AbortSignal;
  /** Rejects when the attempt is ended early, for what ignores signals. */
  readonly ended: Promise<never>;
  /** Begins a wait: from now on the limits and the caller's signal count. */
  touch(): void;
  /** Ends the wait: neither timer nor listener is left. */
  rest(): void;
}

/**
 * Opens a scope. `idle` limits each wait, `total` all of them, in ms; 0 or Infinity is no limit.
 *
 * Limits are on sockets, so they are by the machine's timers and not by the client's clock.
 */
export function openScope(idle: number, total: number, caller: AbortSignalLike | undefined): Scope {
  const controller = new AbortController();
  const last = Date.now() + total;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  let timeout = 0;
  let fail: (reason: unknown) => void;
  const end = (reason: unknown): void => {
    fail(reason);
    controller.abort(reason);
  };
  const onAbort = (): void => end(caller?.reason);
  const rest = (): void => {
    clearTimeout(timer);
    timer = undefined;
    caller?.removeEventListener("abort", onAbort);
  };
  // One timer serves all waits between two rests: setting one for each costs more than the rest of a scope.
  const arm = (wait: number): void => {
    timer = setTimeout(() => {
      const left = due - Date.now();
      if (left > 0) arm(left);
      else end(new TimeoutError(`No answer in ${timeout} ms`, { timeout, retryable: 1 }));
    }, wait);
  };
  return {
    signal: controller.signal,
    ended: new Promise((_, reject) => (fail = reject)),
    rest,
    touch() {
      const now = Date.now();
      // Timers of more than 2^31-1 ms would fire at once.
      timeout = Math.min(idle || 2e9, last - now, 2e9);
      due = now + timeout;
      if (timer) return;
      arm(timeout);
      caller?.addEventListener("abort", onAbort);
      if (caller?.aborted) onAbort();
    },
  };
}
