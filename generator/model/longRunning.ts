import type { Name } from "./name.ts";
import type { Docs } from "./location.ts";
import type { TypeRef } from "./types.ts";

/**
 * How the state of a long-running operation is found.
 *
 * - `header`: response headers name a status address (Azure-AsyncOperation, Operation-Location, Location), else the
 *   resource's own `provisioningState` tells. `final` says where the result is: at the status address itself, at the
 *   address that `Location` gave, or at the address that the operation started from; null leaves it to the method.
 * - `operation`: the body of the start is an operation object; `get` reads it again. `aip151` has `name`, `done`,
 *   `error`, `response`; `compute` has `status` and `selfLink`.
 */
export type Poll =
  | { readonly kind: "header"; readonly final: FinalState | null }
  | { readonly kind: "operation"; readonly style: "aip151" | "compute"; readonly get: OperationLink | null };

export type FinalState = "statusBody" | "location" | "operationLocation" | "originalUri";

/** Another operation, and where each of its arguments comes from. */
export interface OperationLink {
  /** Id of the operation to call. */
  readonly operation: string;
  /** By wire name of the linked operation's parameter. */
  readonly arguments: readonly LinkArgument[];
}

export interface LinkArgument {
  readonly parameter: string;
  /** The wire name of a parameter of the operation that links, or the path of a field in its latest body. */
  readonly from: { readonly kind: "parameter"; readonly wire: string } | { readonly kind: "field"; readonly path: readonly string[] };
}

export interface LongRunning {
  readonly poll: Poll;
  /** What the operation yields in the end; null where it yields nothing. */
  readonly result: TypeRef | null;
  /** Progress data beside the status. */
  readonly metadata: TypeRef | null;
  /** How the service is asked to cancel; null where it cannot. */
  readonly cancel: OperationLink | null;
}

/** A wait until the resource that an operation reads is in one of some states. */
export interface Wait {
  readonly name: Name;
  /** Path of the property that holds the state. */
  readonly property: readonly string[];
  readonly until: readonly string[];
  /** States that end the wait as failed. */
  readonly failed: readonly string[];
  /** A 404 ends the wait as succeeded: the wait is for a deletion. */
  readonly untilAbsent: boolean;
  readonly cancel: OperationLink | null;
  readonly docs: Docs;
}
