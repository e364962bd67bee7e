import type { AbortSignalLike, FetchInit, FetchLike, ResponseLike } from "../platform.js";
import type { Clock } from "../types.js";

export interface VirtualClockOptions {
  /** Time at the beginning, in ms since 1970. Default 2030-01-01. */
  readonly now?: number | undefined;
  /** From 0 to below 1. Default 0: no jitter. */
  readonly random?: (() => number) | undefined;
  /** Whether time passes by itself as soon as everybody sleeps. Default true. */
  readonly auto?: boolean | undefined;
}

/** A clock whose time passes without anybody waiting for it: hours of polling take milliseconds. */
export interface VirtualClock extends Clock {
  /** How many sleep now. */
  readonly sleeping: number;
  /** Lets time pass: wakes who sleeps no longer than that, in order, and lets each go on before the next. */
  advance(ms: number): Promise<void>;
  /** Keeps time from passing by itself until the work is done. */
  during<T>(work: Promise<T>): Promise<T>;
  /** `fetch` over the network, during which time does not pass by itself. Reads bodies to their end. */
  fetch(this: void, inner: FetchLike): FetchLike;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Lets everything go on that does not wait for time or network. */
async function settle(): Promise<void> {
  const { setImmediate = setTimeout } = globalThis as { setImmediate?: (run: () => void) => unknown };
  for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => void setImmediate(resolve));
}

const earliest = (sleepers: ReadonlySet<Sleeper>): Sleeper | undefined =>
  [...sleepers].reduce<Sleeper | undefined>((first, one) => (first && first.due <= one.due ? first : one), undefined);

/** Adds somebody who sleeps until `due`; rejects with `signal.reason` as soon as the signal is aborted. */
function fallAsleep(sleepers: Set<Sleeper>, due: number, signal?: AbortSignalLike): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      sleepers.delete(sleeper);
      signal?.removeEventListener("abort", onAbort);
    };
    const onAbort = (): void => {
      leave();
      reject(signal?.reason);
    };
    const sleeper: Sleeper = {
      due,
      wake: () => {
        leave();
        resolve();
      },
    };
    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort);
    sleepers.add(sleeper);
  });
}

/** Makes a {@link VirtualClock}, to be given to a client as `clock`. */
export function virtualClock(options: VirtualClockOptions = {}): VirtualClock {
  const { random = () => 0, auto = true } = options;
  const sleepers = new Set<Sleeper>();
  let time = options.now ?? Date.UTC(2030, 0, 1);
  let work = 0;
  let isRunning = false;

  const wakeNext = (until: number): boolean => {
    const sleeper = earliest(sleepers);
    if (!sleeper || sleeper.due > until) return false;
    time = Math.max(time, sleeper.due);
    sleeper.wake();
    return true;
  };

  /** Wakes one after the other, for as long as all that happens in between is done. */
  const run = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    for (;;) {
      await settle();
      if (work > 0 || !wakeNext(Infinity)) break;
    }
    isRunning = false;
  };

  const during = async <T>(job: Promise<T>): Promise<T> => {
    work++;
    try {
      return await job;
    } finally {
      work--;
      if (auto && sleepers.size > 0) void run();
    }
  };

  const sleep = (ms: number, signal?: AbortSignalLike): Promise<void> => {
    const slept = fallAsleep(sleepers, time + Math.max(0, ms), signal);
    if (auto && !signal?.aborted) void run();
    return slept;
  };

  return {
    now: () => time,
    random,
    sleep,
    get sleeping() {
      return sleepers.size;
    },
    async advance(ms) {
      const until = time + ms;
      do await settle();
      while (wakeNext(until));
      time = until;
    },
    during,
    fetch: (inner) => (url, init) => during(buffered(inner, url, init)),
  };
}

/** A response that has been read to its end, so that nothing more is awaited from the network. */
async function buffered(inner: FetchLike, url: string, init: FetchInit): Promise<ResponseLike> {
  const response = await inner(url, init);
  const { status, headers } = response;
  const body = await response.arrayBuffer();
  const copy = new Response(body.byteLength > 0 ? body : null, { status, headers: headers as Headers });
  return Object.defineProperty(copy, "url", { value: response.url || url });
}
