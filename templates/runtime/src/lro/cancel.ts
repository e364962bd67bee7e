import type { ServiceError } from "../errors.js";
import type { CallOptions } from "../types.js";
import { latest } from "./link.js";
import { TrackPoller } from "./poller.js";
import type { CancellablePoller, CancelOutcome, Poller } from "./types.js";
import { hurry } from "./wait.js";

/** The poller of an operation that the service can be asked to cancel. */
export class Cancellable extends TrackPoller implements CancellablePoller<unknown> {
  /**
   * Asks the service to cancel the operation. The request is a call, or an operation of its own, of which the start is
   * awaited. Answers that say no:
   *
   * - 409 (ARM and Batch: it has ended by now), 404 (it is gone), Google's FAILED_PRECONDITION, and an operation that
   *   starts with 204 (AKS: there is nothing to abort): `alreadyEnded`
   * - 501 and 405, Google's UNIMPLEMENTED: `notCancellable`
   */
  async cancel(options?: CallOptions): Promise<CancelOutcome> {
    const track = TrackPoller.track(this);
    await track.start;
    if (track.state.done) return "alreadyEnded";
    try {
      const asked = track.spec.cancel?.(latest(track), options) as PromiseLike<unknown> & Partial<Poller<unknown>>;
      if ((await asked.started?.())?.status === 204) return "alreadyEnded";
      if (!asked.started) await asked;
      hurry(track);
      return "requested";
    } catch (error) {
      const { status, code } = error as Partial<ServiceError>;
      const why = `${status}${code}`;
      if (/^40[49]|FAILED_P/.test(why)) return "alreadyEnded";
      if (/^(405|501)|UNIMPL/.test(why)) return "notCancellable";
      throw error;
    }
  }
}
