/** Base of all errors of the runtime. Where two copies of this package may meet, compare `name`. */
export abstract class ArmatureError extends Error {
  /** Whether the request may be sent again: 0 no, 1 if it is idempotent, 2 in any case. */
  declare readonly retryable: 0 | 1 | 2;

  /** `fields` become properties; `cause` is the standard one. */
  constructor(message: string, fields?: object) {
    super(message, fields);
    Object.assign(this, fields);
  }

  /** For logs: without body and cause, which can hold what does not belong there. */
  toJSON(): object {
    return { ...this, name: this.name, message: this.message, body: undefined };
  }
}

/** A detail of an error, as ARM (`code`, `message`, `target`) or Google (`@type`, …) give it. */
export type ErrorDetail = Readonly<Record<string, unknown>>;

/** The properties of a {@link ServiceError}. */
export type ServiceErrorFields<E = unknown> = Omit<ServiceError<E>, Exclude<keyof ArmatureError, "retryable">>;

/** The service answered, and the answer is an error. */
export class ServiceError<E = unknown> extends ArmatureError {
  declare readonly status: number;
  /** The service's own code, such as `OperationNotAllowed` or `NOT_FOUND`. */
  declare readonly code: string | undefined;
  declare readonly target: string | undefined;
  declare readonly details: readonly ErrorDetail[];
  /** The body: JSON, else its text. */
  declare readonly body: E;
  /** Those that are safe to log. Names in lower case. */
  declare readonly headers: Readonly<Record<string, string>>;
  declare readonly requestId: string | undefined;
  declare readonly method: string;
  /** Query values that can be secrets are replaced. */
  declare readonly url: string;
  /** In ms, where the service asked to wait. */
  declare readonly retryAfter: number | undefined;

  override get name(): "ServiceError" {
    return "ServiceError";
  }
}

/** An argument breaks a rule; nothing was sent. */
export class ArgumentError extends ArmatureError {
  declare readonly parameter: string;
  /** The rule that is broken, such as `pattern`. */
  declare readonly rule: string;

  override get name(): "ArgumentError" {
    return "ArgumentError";
  }
}

export const argumentError = (parameter: string, rule: string): ArgumentError =>
  new ArgumentError(`${parameter}: ${rule}`, { parameter, rule });

/**
 * - `connection`: no connection, or it was lost before the response (see `cause` and `code`)
 * - `timeout`: no answer, or no further piece of one, in `tryTimeout`
 * - `truncated`: the connection was lost in the body
 * - `oversize`: the body is longer than `maxResponseBytes`
 * - `content-type`: the body is not JSON, and does not say that it is
 * - `json`: the body says that it is JSON, and is not
 * - `redirect`: too many redirects, or one that is not followed
 * - `paging`: a listing leads back to a page that was read
 */
export type TransportReason =
  "connection" | "timeout" | "truncated" | "oversize" | "content-type" | "json" | "redirect" | "paging";

/** No usable answer of the service. */
export class TransportError extends ArmatureError {
  declare readonly reason: TransportReason;
  declare readonly requestId: string | undefined;
  /** The platform's code of a connection failure, such as `ECONNRESET`. */
  declare readonly code: string | undefined;

  override get name(): "TransportError" {
    return "TransportError";
  }
}

export const transportError = (reason: TransportReason, detail: unknown, fields?: object): TransportError =>
  new TransportError(`${reason} ${detail}`, { reason, ...fields });

// Errors of long-running operations are in lro/errors.ts; they extend ArmatureError.
