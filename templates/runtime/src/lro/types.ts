/// <reference lib="esnext.disposable" preserve="true" />
import type { ErrorDetail } from "../errors.js";
import type { AbortSignalLike } from "../platform.js";
import type { AnyResponse, CallOptions, Client, RawResponse, RequestSpec } from "../types.js";

/** Why an operation failed, in the service's words. */
export interface OperationProblem {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly target?: string | undefined;
  readonly details?: readonly ErrorDetail[] | undefined;
}

/** What is known of an operation after an answer of the service. */
export interface State<M = unknown> {
  /**
   * The status as the service writes it, be it known or not. `notStarted` before the first answer. Where a protocol
   * reports none, by its terms: `InProgress` and `Succeeded` (ARM), `RUNNING` and `DONE` (AIP-151).
   */
  readonly status: string;
  /** The operation has ended, well or not. Its result may still have to be fetched: await the poller for it. */
  readonly done: boolean;
  /** 0 to 100, where the service tells. */
  readonly percentComplete?: number | undefined;
  /** Progress data beside the status, such as AIP-151's `metadata`. */
  readonly metadata?: M | undefined;
  /** RFC 3339, where the service tells. */
  readonly startTime?: string | undefined;
  readonly endTime?: string | undefined;
  readonly error?: OperationProblem | undefined;
  /** The latest body, unchanged. What is above is of it, and as little checked. */
  readonly body?: unknown;
  /** The latest answer; in the end the one that held the result. */
  readonly response?: AnyResponse | undefined;
}

/** Limits of one wait. */
export interface WaitOptions {
  /**
   * Ends this wait, and neither the operation nor other waits; the poller can be awaited again. `deadline(ms)` makes one
   * that ends it with `DeadlineError`. Default none: an operation may take days, so only who waits knows.
   */
  readonly signal?: AbortSignalLike | undefined;
}

/** Options of a poller: those of its calls, of its waits unless a wait has its own, and of its rhythm. */
export interface PollerOptions<Q extends object = object> extends CallOptions<Q>, WaitOptions {
  /** First wait in ms where the service names none. Default 1000; grows by half with every poll. */
  readonly interval?: number | undefined;
  /** Longest wait in ms where the service names none. Default 30 000. */
  readonly maxInterval?: number | undefined;
  /** How many polls in a row may fail, after their own retries, before the wait ends with `PollingError`. Default 5. */
  readonly tolerance?: number | undefined;
  /** @internal Continues an operation; set by `resume`. */
  readonly resumed?: Resumption | undefined;
}

/** @internal What a resume token says; or a `start` that has failed, where it cannot be used. */
export interface Resumption {
  readonly place?: Place | undefined;
  readonly start?: Promise<undefined> | undefined;
}

/**
 * What became of a request to cancel.
 *
 * - `requested`: the service has accepted it. Await the poller for the outcome: `OperationCancelledError`, or the
 *   result where the operation was faster.
 * - `alreadyEnded`: there was nothing left to cancel.
 * - `notCancellable`: the service cannot cancel this operation.
 */
export type CancelOutcome = "requested" | "alreadyEnded" | "notCancellable";

/**
 * An operation that runs in the service. It has been started; await the poller for its result, or iterate it for its
 * states. The service is polled only while somebody awaits or iterates; all share the same polls. A wait that was
 * aborted, ran into its deadline or failed for another reason than the operation's own end can be repeated.
 *
 * Awaiting rejects with `OperationFailedError` or `OperationCancelledError` where the operation ended so, and with
 * `ServiceError` (the start or a poll was refused), `PollingError`, `DeadlineError` or the signal's reason.
 */
export interface Poller<T, M = unknown, S extends AnyResponse = AnyResponse>
  extends PromiseLike<T>, AsyncIterable<State<M>>, AsyncDisposable {
  /** Id of the operation that was called. */
  readonly id: string;
  /** The latest status, as {@link State.status}. */
  readonly status: string;
  readonly state: State<M>;
  /** The answer to the request that started the operation. Rejects where this poller continues or watches one. */
  started(): Promise<S>;
  /** Polls now, whatever the rhythm, and gives the new state; the last one where the operation has ended. */
  poll(options?: WaitOptions): Promise<State<M>>;
  /** As awaiting the poller, with limits for this wait in place of the poller's. */
  wait(options?: WaitOptions): Promise<T>;
  catch<R = never>(onRejected?: ((reason: unknown) => R | PromiseLike<R>) | null): Promise<T | R>;
  finally(onFinally?: (() => void) | null): Promise<T>;
  /** Ends all waits; the operation goes on. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A poller of an operation that the service can be asked to cancel. */
export interface CancellablePoller<T, M = unknown, S extends AnyResponse = AnyResponse> extends Poller<T, M, S> {
  /** Asks the service to cancel the operation. To stop only the waiting, abort the wait. */
  cancel(options?: CallOptions): Promise<CancelOutcome>;
}

export type Outcome = "succeeded" | "failed" | "cancelled";

/** Where the next answer is to be had; plain JSON, so that a resume token can carry it. */
export interface Place {
  /** Absolute address. */
  readonly url?: string | undefined;
  /** Or values for {@link OperationSpec.path} or `get`: the operation's name and the like. */
  readonly args?: Readonly<Record<string, string>> | undefined;
  /** Header polling: what is at `url`, an operation status, the eventual answer, or the resource itself. */
  readonly via?: "status" | "location" | "resource" | undefined;
  /** Header polling: the latest `Location`. */
  readonly location?: string | undefined;
  /** Header polling: the address of the start. */
  readonly original?: string | undefined;
  /** The operation has succeeded; what is there is its result. */
  readonly final?: boolean | undefined;
  /** A 404 there is success. */
  readonly absent?: boolean | undefined;
}

/** Whose answer a {@link Protocol} reads. */
export interface Asked {
  /** Where the answer came from; undefined for the answer to the start. */
  readonly place: Place | undefined;
  /** The start. */
  readonly request: RequestSpec;
  readonly spec: OperationSpec;
}

/** What a question is made of. */
export interface Asking extends Asked {
  readonly client: Client<object>;
  readonly state: State;
  readonly poller?: Poller<unknown>;
}

/** What an answer says. */
export interface Reading {
  /** Undefined while the operation runs. */
  readonly outcome: Outcome | undefined;
  /** Where to ask next; with `final`, where the result is. */
  readonly place: Place;
  /** The result, where the answer holds it. */
  readonly result?: unknown;
  readonly state: Omit<State, "body" | "done" | "response">;
}

/** How operations of one kind are asked, and their answers read. */
export interface Protocol {
  /** Reads an answer. Throws where it makes no sense. */
  read(response: RawResponse, asked: Asked): Reading;
  /** Asks where a place has no address. */
  ask?(asked: Asking, options: CallOptions): Promise<RawResponse>;
}

/** How an operation is followed to its end; written by generated code. */
export interface OperationSpec<A extends object = object> {
  readonly id: string;
  readonly protocol: Protocol;
  /** Header polling: where the result is. Default by method, as the ARM async specification has it. */
  readonly final?: "statusBody" | "location" | "operationLocation" | "originalUri" | undefined;
  /** The operation yields nothing. */
  readonly result?: "none" | undefined;
  /** Takes the result out of the body that holds it. */
  readonly pick?: ((body: never) => unknown) | undefined;
  /** Template of the address of the operation object. */
  readonly path?: string | undefined;
  /** Or the call that reads the operation object. */
  readonly get?: ((state: Latest<A>, options?: CallOptions) => ResponseCall) | undefined;
  /** The call that reads the result of an operation that has succeeded. */
  readonly read?: ((state: Latest<A>, options?: CallOptions) => ResponseCall) | undefined;
  /** The call, or the operation, that cancels. */
  readonly cancel?: ((state: Latest<A>, options?: CallOptions) => PromiseLike<unknown>) | undefined;
  /** The poller to make where it has more than every one: `Cancellable`. */
  readonly poller?: (new (track: never) => Poller<unknown>) | undefined;
  /** Statuses in lower case that end the operation, beyond those of its protocol. */
  readonly ends?: Readonly<Record<string, Outcome>> | undefined;
  /** First wait in ms, unless the caller says otherwise. */
  readonly interval?: number | undefined;
}

/** Arguments of the start with the fields of the latest body over them. */
export type Latest<A extends object = object> = A & { readonly name: string };

/** A call as `call` gives it. */
export interface ResponseCall {
  withResponse(): Promise<AnyResponse>;
}
