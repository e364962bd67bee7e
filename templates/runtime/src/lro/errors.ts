import { ArmatureError, type ErrorDetail } from "../errors.js";
import type { State } from "./types.js";

/** The operation has failed. */
export class OperationFailedError extends ArmatureError {
  /** The service's own code, such as `QuotaExceeded` or `RESOURCE_EXHAUSTED`; the status where it gives none. */
  declare readonly code: string;
  declare readonly target: string | undefined;
  declare readonly details: readonly ErrorDetail[];
  /** The operation's status, as the service writes it. */
  declare readonly status: string;
  /** The last state, with body and response. */
  declare readonly state: State;

  override get name(): "OperationFailedError" {
    return "OperationFailedError";
  }
}

/** The operation was cancelled, by whomever. */
export class OperationCancelledError extends ArmatureError {
  /** As of {@link OperationFailedError}. */
  declare readonly code: string;
  declare readonly target: string | undefined;
  declare readonly details: readonly ErrorDetail[];
  declare readonly status: string;
  declare readonly state: State;

  override get name(): "OperationCancelledError" {
    return "OperationCancelledError";
  }
}

/** A call or a wait has come to its deadline; an operation may still run. */
export class DeadlineError extends ArmatureError {
  /** The last state known, of an operation that was waited for. */
  declare readonly state: State | undefined;

  override get name(): "DeadlineError" {
    return "DeadlineError";
  }
}

/** The state of an operation cannot be found out: too many polls failed (see `cause`), or an answer makes no sense. */
export class PollingError extends ArmatureError {
  override get name(): "PollingError" {
    return "PollingError";
  }
}

/** A resume token cannot be made or used. */
export class TokenError extends ArmatureError {
  override get name(): "TokenError" {
    return "TokenError";
  }
}
