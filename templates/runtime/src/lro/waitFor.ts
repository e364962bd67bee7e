import type { AnyResponse, Client, RequestSpec } from "../types.js";
import { dig } from "./field.js";
import { pollerOf } from "./poller.js";
import type { CancellablePoller, OperationSpec, PollerOptions } from "./types.js";

/** Which states of a resource end a wait. Compared as they are, in any case of letters. */
export interface WaitSpec<A extends object = object> extends Pick<
  OperationSpec<A>,
  "id" | "cancel" | "poller" | "interval"
> {
  /** Path of the property that holds the state. */
  readonly property: readonly string[];
  /** The wait ends with the resource. */
  readonly until: readonly string[];
  /** The wait ends with `OperationFailedError`. */
  readonly failed?: readonly string[] | undefined;
  /** A 404 ends the wait well: it is for a deletion. */
  readonly untilAbsent?: boolean | undefined;
}

const holds = (states: readonly string[] | undefined, state: string): boolean =>
  !!states?.some((one) => one.toLowerCase() === state.toLowerCase());

/**
 * Waits until a resource is in a state, where the service has no protocol for its operations (Batch tasks, jobs, pools
 * and nodes). The resource is read with `request`, the first time as soon as somebody waits.
 */
export function waitFor<T, M = T, A extends object = object>(
  client: Client<object>,
  request: RequestSpec & { readonly args?: A | undefined },
  wait: WaitSpec<A>,
  options?: PollerOptions,
): CancellablePoller<T, M> {
  const { id, cancel, poller, interval, property, until, failed, untilAbsent } = wait;
  const spec: OperationSpec<A> = {
    id,
    cancel,
    poller,
    interval,
    protocol: {
      read({ data, status: code }, { place = {} }) {
        // That a 404 is an answer at all is due to `untilAbsent`.
        const status = code === 404 ? "absent" : String(dig(data, property) ?? "unknown");
        const isReached = code === 404 || holds(until, status);
        const outcome = isReached ? "succeeded" : holds(failed, status) ? "failed" : undefined;
        return { outcome, place, result: data, state: { status, metadata: data } };
      },
    },
  };
  const place = { absent: untilAbsent || undefined };
  return pollerOf<T, M, AnyResponse>(client, request, spec as OperationSpec, options, place);
}
