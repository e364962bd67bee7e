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
 *   `error`, `response`; `compute` has `status` (`DONE` in any case) and mostly `selfLink`, which is the address to
 *   poll where `get` is null.
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
  readonly from: ArgumentSource;
}

/** Where the value of a link's argument comes from. */
export type ArgumentSource =
  /** A parameter of the operation that links, by wire name. */
  | { readonly kind: "parameter"; readonly wire: string }
  /** A field of the latest body that the operation that links, or its poll, was answered with. */
  | { readonly kind: "field"; readonly path: readonly string[] }
  /** A field of the body that the operation that links was called with. */
  | { readonly kind: "body"; readonly path: readonly string[] }
  /** Some of the segments of another value that `/` separates; `from` and `to` count as `Array.prototype.slice` does. */
  | { readonly kind: "segments"; readonly of: ArgumentSource; readonly from: number; readonly to: number | null }
  /** Texts and other values, one after the other. */
  | { readonly kind: "concat"; readonly of: readonly (string | ArgumentSource)[] };

export interface LongRunning {
  readonly poll: Poll;
  /** What the operation yields in the end; null where it yields nothing. */
  readonly result: TypeRef | null;
  /** Reads the result once the operation has ended well; null where the poll itself says where the result is. */
  readonly read: OperationLink | null;
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
