import type { ServiceError } from "../errors.js";
import type { CallOptions } from "../types.js";
import { latest } from "./link.js";
import type { Track } from "./track.js";
import type { CancelOutcome, Poller } from "./types.js";
import { hurry } from "./wait.js";

/**
 * Asks the service to cancel an operation. The request is a call, or an operation of its own, of which the start is
 * awaited. Answers that say no:
 *
 * - 409 (ARM and Batch: it has ended by now), 404 (it is gone), Google's FAILED_PRECONDITION, and an operation that
 *   starts with 204 (AKS: there is nothing to abort): `alreadyEnded`
 * - 501 and 405, Google's UNIMPLEMENTED: `notCancellable`
 */
export async function requestCancel(track: Track, options: CallOptions | undefined): Promise<CancelOutcome> {
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
