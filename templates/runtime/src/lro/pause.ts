import type { AbortSignalLike } from "../platform.js";

/** Stops a pause. Thousands of pollers may pause, and the signal of an `AbortController` weighs a kilobyte. */
export class Pause implements AbortSignalLike {
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
