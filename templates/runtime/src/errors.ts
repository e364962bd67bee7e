/**
 * Base of all errors of the runtime. `instanceof` compares by name, so that it also holds for errors of another copy
 * of this package in the same program.
 */
export abstract class ArmatureError extends Error {
  /** Present on every error of the runtime, whichever copy made it. */
  get armature(): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    const error = value as ArmatureError | undefined | null;
    return !!error?.armature && (this === ArmatureError || error.name === this.prototype.name);
  }
}

/** A detail of an error, as ARM (`code`, `message`, `target`) or Google (`@type`, …) give it. */
export type ErrorDetail = Readonly<Record<string, unknown>>;

/** The service answered, and the answer is an error. */
export class ServiceError<E = unknown> extends ArmatureError {
  override get name(): "ServiceError" {
    return "ServiceError";
  }
  readonly status: number;
  /** The service's own code, such as `OperationNotAllowed` or `NOT_FOUND`. */
  readonly code: string | undefined;
  readonly target: string | undefined;
  readonly details: readonly ErrorDetail[];
  /** The body: JSON, else its text. */
  readonly body: E;
  /** Those that are safe to log. Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string | undefined;
  readonly method: string;
  /** Query values that can be secrets are replaced. */
  readonly url: string;
  /** In ms, where the service asked to wait. */
  readonly retryAfter: number | undefined;

  constructor(message: string, fields: ServiceErrorFields<E>) {
    super(message);
    this.status = fields.status;
    this.code = fields.code;
    this.target = fields.target;
    this.details = fields.details;
    this.body = fields.body;
    this.headers = fields.headers;
    this.requestId = fields.requestId;
    this.method = fields.method;
    this.url = fields.url;
    this.retryAfter = fields.retryAfter;
  }
}

export interface ServiceErrorFields<E = unknown> {
  readonly status: number;
  readonly code: string | undefined;
  readonly target: string | undefined;
  readonly details: readonly ErrorDetail[];
  readonly body: E;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string | undefined;
  readonly method: string;
  readonly url: string;
  readonly retryAfter: number | undefined;
}

/** An argument breaks a rule; nothing was sent. */
export class ArgumentError extends ArmatureError {
  override get name(): "ArgumentError" {
    return "ArgumentError";
  }
  readonly parameter: string;
  /** The rule that is broken, such as `pattern`. */
  readonly rule: string;

  constructor(parameter: string, rule: string, message: string = `${parameter}: ${rule}`) {
    super(message);
    this.parameter = parameter;
    this.rule = rule;
  }
}

/**
 * - `connection`: no connection, or it was lost before the response (see `cause`)
 * - `truncated`: the connection was lost in the body
 * - `oversize`: the body is longer than `maxResponseBytes`
 * - `content-type`: the body is not of the type that was asked for
 * - `json`: the body is not JSON
 * - `redirect`: too many redirects, or one that is not followed
 */
export type TransportReason = "connection" | "truncated" | "oversize" | "content-type" | "json" | "redirect";

/** No usable answer of the service. */
export class TransportError extends ArmatureError {
  override get name(): "TransportError" {
    return "TransportError";
  }
  readonly reason: TransportReason;
  readonly requestId: string | undefined;

  constructor(reason: TransportReason, message: string, cause?: unknown, requestId?: string) {
    super(message, { cause });
    this.reason = reason;
    this.requestId = requestId;
  }
}

/** A time limit has passed. */
export class TimeoutError extends ArmatureError {
  override get name(): "TimeoutError" {
    return "TimeoutError";
  }
  /** The limit in ms. */
  readonly timeout: number;

  constructor(what: string, timeout: number) {
    super(`${what} after ${timeout} ms`);
    this.timeout = timeout;
  }
}

// Errors of long-running operations are in lro/errors.ts; they extend ArmatureError.
