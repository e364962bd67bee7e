import { transportError } from "./errors.js";
import type { AbortSignalLike } from "./platform.js";

/** The life of one attempt: what ends it early. */
export interface Scope {
  readonly signal: AbortSignalLike;
  /** Rejects when the attempt is ended early, for what ignores signals. */
  readonly ended: Promise<never>;
  /** Begins a wait: from now on the limits and the caller's signal count. */
  touch(): void;
  /** Ends the wait: neither timer nor listener is left. */
  rest(): void;
}

/**
 * Opens a scope. `idle` limits each wait, in ms; 0 or Infinity is no limit.
 *
 * Limits are on sockets, so they are by the machine's timers and not by the client's clock.
 */
export function openScope(idle: number, caller: AbortSignalLike | undefined): Scope {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due: number;
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
  const arm = (): void => {
    const left = due - Date.now();
    if (left > 0) timer = setTimeout(arm, left);
    else end(transportError("timeout", `${idle} ms`, { retryable: 1 }));
  };
  return {
    signal: controller.signal,
    ended: new Promise((_, reject) => (fail = reject)),
    rest,
    touch() {
      // Timers of more than 2^31-1 ms would fire at once.
      due = Date.now() + Math.min(idle || 2e9, 2e9);
      if (timer || controller.signal.aborted) return;
      arm();
      caller?.addEventListener("abort", onAbort);
      if (caller?.aborted) onAbort();
    },
  };
}
