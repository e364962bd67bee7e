import type { AnyResponse, Client, RequestSpec } from "../types.js";
import { pollerOf } from "./poller.js";
import type { CancellablePoller, OperationSpec, PollerOptions } from "./types.js";

/**
 * Starts a long-running operation at once. A start that fails rejects whoever awaits the poller; where nobody does,
 * nothing happens.
 */
export function longRunning<T, M = unknown, S extends AnyResponse = AnyResponse, A extends object = object>(
  client: Client<object>,
  request: RequestSpec & { readonly args?: A | undefined },
  spec: OperationSpec<A>,
  options?: PollerOptions,
): CancellablePoller<T, M, S> {
  return pollerOf<T, M, S>(client, request, spec as OperationSpec, options);
}

/**
 * Follows an operation that runs already. `request` reads its state, by its name or address: an operation object of
 * AIP-151 or Compute style, or an ARM operation status.
 */
export function watch<T, M = unknown, A extends object = object>(
  client: Client<object>,
  request: RequestSpec & { readonly args?: A | undefined },
  spec: OperationSpec<A>,
  options?: PollerOptions,
): CancellablePoller<T, M> {
  const place = { via: "status", url: request.url } as const;
  return pollerOf<T, M, AnyResponse>(client, request, spec as OperationSpec, options, place);
}
