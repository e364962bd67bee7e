import { systemClock } from "../clock.js";
import type { AbortSignalLike } from "../platform.js";
import type { Clock } from "../types.js";
import { DeadlineError } from "./errors.js";
import { Pause } from "./pause.js";
import type { State } from "./types.js";

interface Waited {
  readonly spec: { readonly id: string };
  readonly state: State;
}

/** A signal that ends what it is given to when a time has come. */
export interface Deadline extends AbortSignalLike {
  /** @internal The error of a wait; undefined where it was ended otherwise. */
  fail(waited?: Waited): DeadlineError | undefined;
}

/** Timers hold no more, in ms. */
const longest = 2 ** 31 - 1;

/**
 * Makes a signal for a call or a wait: what takes it rejects with `DeadlineError` when `when` has come, in ms from now,
 * or a time. It can be given to any number of calls and waits, and holds a timer only while one of them is on its way.
 * `signal` ends them earlier. `clock` should be that of the client, where the client has its own.
 */
export function deadline(
  when: number | Date,
  {
    signal,
    clock = systemClock,
  }: { readonly signal?: AbortSignalLike | undefined; readonly clock?: Clock | undefined } = {},
): Deadline {
  const at = typeof when === "number" ? clock.now() + when : +when;
  /** Who listens, with what takes them off again. */
  const listeners = new Map<() => void, () => void>();
  // What comes first stays the reason. A timer may be early by a part of a millisecond.
  let isOver = false;
  const isDue = (): boolean => (isOver ||= !signal?.aborted && clock.now() >= at);
  let error: DeadlineError | undefined;
  function fail(waited?: Waited): DeadlineError | undefined {
    if (!isDue()) return undefined;
    const { spec, state } = waited ?? {};
    const what = spec && state ? `${spec.id} ${state.status} at the deadline` : "The deadline has passed";
    return new DeadlineError(what, { state, retryable: 0 });
  }
  async function ring(tell: () => void, pause: Pause): Promise<void> {
    try {
      for (let left; (left = at - clock.now()) > 0;) await clock.sleep(Math.min(left, longest), pause);
    } catch (failure) {
      if (!pause.aborted) throw failure;
    }
    if (pause.aborted) return;
    isOver = true;
    tell();
  }
  const forget = (listener: () => void): void => {
    listeners.get(listener)?.();
    listeners.delete(listener);
  };
  return {
    fail,
    get aborted() {
      return isDue() || !!signal?.aborted;
    },
    get reason() {
      return isDue() ? (error ??= fail()) : signal?.reason;
    },
    addEventListener(type, listener) {
      if (listeners.has(listener)) return;
      const pause = new Pause();
      const tell = (): void => {
        forget(listener);
        listener();
      };
      listeners.set(listener, () => {
        signal?.removeEventListener(type, tell);
        pause.abort();
      });
      signal?.addEventListener(type, tell);
      void ring(tell, pause);
    },
    removeEventListener: (_type, listener) => forget(listener),
  };
}
