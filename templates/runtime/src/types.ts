import type { AbortSignalLike, FetchLike, HeadersLike, ResponseLike } from "./platform.js";
import type { AuthClient, SignRequest, TokenCredential } from "./credential.js";
import type { ServiceError } from "./errors.js";
import type { Poller } from "./lro/types.js";
import type { Scope } from "./scope.js";

export type HttpMethod = "DELETE" | "GET" | "HEAD" | "OPTIONS" | "PATCH" | "POST" | "PUT";

/** Time and chance, so that tests need neither. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with `signal.reason` as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignalLike): Promise<void>;
  /** From 0 to below 1. */
  random(): number;
}

/** How failed attempts are repeated. */
export interface RetryOptions {
  /** Attempts after the first. Default 3. 0 turns retries off. */
  readonly limit?: number | undefined;
  /** First delay in ms; doubles with every attempt, of which a random part is waited. Default 500. */
  readonly baseDelay?: number | undefined;
  /** Longest delay in ms, also of one that the service asks for. Default 60 000. */
  readonly maxDelay?: number | undefined;
}

/** Options of one call. `Q` is what its service takes in any query, where its specification says. */
export interface CallOptions<Q extends object = object> {
  /** Ends the call; what waits on it is rejected with `signal.reason`. `deadline(ms)` makes one that ends it in time. */
  readonly signal?: AbortSignalLike | undefined;
  /** Longest time of one attempt up to its response headers, and between two pieces of its body, in ms. 0: no limit. */
  readonly tryTimeout?: number | undefined;
  /** Further query parameters, beside the operation's own. Not sent with poll addresses and next links. */
  readonly query?: Q | undefined;
  /** Further request headers; `undefined` takes out a header that would be sent. */
  readonly headers?: Readonly<Record<string, HeaderValue>> | undefined;
  readonly retry?: RetryOptions | undefined;
  /**
   * Whether the request may be sent again where its fate is not known: after a lost connection, a timeout, 408, 500, 502,
   * 503 or 504. Default: all but POST and PATCH may. For these, `true` says that a second one does no harm, as where the
   * service knows it by an id that the caller gives. With a poller it is about the request that starts the operation.
   */
  readonly idempotent?: boolean | undefined;
}

/** Options of a client. `C` is the shape of its credential objects. */
export interface ClientOptions<C extends object = TokenCredential | AuthClient> {
  /** Address of the service, in place of its own. */
  readonly endpoint?: string | undefined;
  readonly apiVersion?: string | undefined;
  /** What proves the caller's identity: an object of the service's kind, or a function that signs requests. */
  readonly credential?: C | SignRequest | undefined;
  /** Scopes of the token, in place of the service's own. */
  readonly scopes?: readonly string[] | undefined;
  /** Further origins that the credential may go to, such as a regional host that answers polls. */
  readonly trustedOrigins?: readonly string[] | undefined;
  readonly fetch?: FetchLike | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, HeaderValue>> | undefined;
  readonly retry?: RetryOptions | undefined;
  /** As in {@link CallOptions}. Default 100 000. */
  readonly tryTimeout?: number | undefined;
  /** Longest response body in bytes, after decompression. Default 256 MiB. Does not hold for streams. */
  readonly maxResponseBytes?: number | undefined;
  /** Permits `http:` addresses. */
  readonly allowInsecure?: boolean | undefined;
  readonly clock?: Clock | undefined;
  /** Stands around every attempt: `observe(listener)` for logs, `traceEvents(api)` for OpenTelemetry, or your own. */
  readonly observer?: Observer | undefined;
}

/** What generated code knows of its service. */
export interface ServiceDefaults<P extends object = Readonly<Record<string, unknown>>> {
  /** Name for user agent, spans and resume tokens, such as `azure-batch`. */
  readonly service: string;
  /** Address; `{name}` stands for a value of `parameters`, `{!name}` for one that is an address itself. */
  readonly endpoint: string;
  readonly apiVersion?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
  /** How credential objects sign: `tokenCredential` or `authClient`. */
  readonly sign: (credential: never) => SignRequest;
  readonly parameters?: P | undefined;
}

/** A client: options and state that calls share. Made by `createClient`. */
export interface Client<P extends object = Readonly<Record<string, unknown>>> {
  readonly service: string;
  /** Absolute, without a slash at the end. */
  readonly endpoint: string;
  readonly apiVersion: string;
  readonly parameters: P;
  readonly options: ClientOptions;
  readonly clock: Clock;
  /** @internal What calls share; not for use outside the runtime. */
  readonly state: ClientState;
}

/** @internal */
export interface ClientState {
  /** Retries that may still be made; refilled by successes. */
  tokens: number;
  readonly scopes: readonly string[];
  /** Beginnings of the addresses that the credential may go to. */
  readonly origins: string[];
  readonly sign: SignRequest | undefined;
}

/** A value in a query: arrays repeat the name, null and undefined leave it out. */
export type QueryValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | readonly (string | number | bigint | boolean | null | undefined)[];

/** A value of a header; null and undefined leave it out. */
export type HeaderValue = string | number | bigint | boolean | null | undefined;

/** Says which member of a rule a value breaks, if any. */
export type Check = (value: never, rule: Rule) => keyof Rule | false | "" | undefined;

/** Limits of an argument. */
export interface Rule {
  /** Name of the argument. */
  readonly name: string;
  /** What looks at the limits: `checkText`, `checkNumber` or `checkList`. */
  readonly check?: Check;
  readonly required?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
}

/**
 * Reads the body of a success: `asData`, `asString`, `asNone`, `asExists`, `asStream`. `limit` is the most bytes that the
 * client takes.
 */
export type ReadBody = (
  response: ResponseLike,
  scope: Scope,
  limit: number | undefined,
  request: Pick<RequestSpec, "decode">,
) => unknown;

/** Writes a body: `toJson`, `toMediaType`, or one for XML. May add to the headers, whose names are in lower case. */
export type WriteBody = (body: unknown, headers: Record<string, string>) => unknown;

/** One request, as generated code writes it. */
export interface RequestSpec {
  readonly method: HttpMethod;
  /**
   * Path template: `{name}` is percent-encoded, `{+name}` keeps its slashes, `{!name}` is already encoded. Values come
   * from `args`, else from the client's parameters. Not needed where `url` is given.
   */
  readonly path?: string | undefined;
  /** An absolute address, in place of endpoint and path: a poll address or next link. */
  readonly url?: string | undefined;
  readonly args?: object | undefined;
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  readonly headers?: Readonly<Record<string, HeaderValue>> | undefined;
  /** Sent as it is, where nothing encodes it. */
  readonly body?: unknown;
  readonly contentType?: string | undefined;
  readonly accept?: string | undefined;
  readonly rules?: readonly Rule[] | undefined;
  readonly as: ReadBody;
  /** Statuses that are answers and no errors, beside 2xx: 404 where it says no, a redirect that is not followed. */
  readonly also?: readonly number[] | undefined;
  /** As {@link CallOptions.idempotent}, which goes before it. */
  readonly idempotent?: boolean | undefined;
  /** The poller that the request is made for, so that events can be put together. */
  readonly operation?: object | undefined;
  /** False sends no credential. */
  readonly credential?: boolean | undefined;
  /** Scopes of this operation, in place of the service's own. */
  readonly scopes?: readonly string[] | undefined;
  /** Writes the body; also an absent one. */
  readonly encode?: WriteBody | undefined;
  /** Reads a text that is not JSON, for `asData`; also an error's. */
  readonly decode?: ((text: string, isError: boolean) => unknown) | undefined;
}

/** A successful response: 2xx, or what the request takes for an answer, too. */
export interface RawResponse {
  readonly status: number;
  readonly headers: HeadersLike;
  /** Read as the request asked; `undefined` where there is no body. */
  readonly data: unknown;
  /** Where the response came from, after redirects. */
  readonly url: string;
}

/** A response by status. Names of headers are in lower case, values as on the wire. */
export interface ResponseOf<Status extends number, Data = undefined, Headers = Readonly<Record<string, string>>> {
  readonly status: Status;
  readonly headers: Headers & Readonly<Record<string, string | undefined>>;
  readonly data: Data;
}

/** Any {@link ResponseOf}. */
export interface AnyResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly data: unknown;
}

/** A call that has started: a promise of its data, with access to the response. */
export interface Call<R extends AnyResponse, E = unknown> extends Promise<R["data"]> {
  /** Status, headers and data. */
  withResponse(): Promise<R>;
  /** @internal Carries the type of the error body. */
  readonly "~error"?: E;
}

export type Settled<R extends AnyResponse, E = unknown> =
  (R & { readonly ok: true }) | { readonly ok: false; readonly error: ServiceError<E> };

/** Where a listing's pages hold their items, and what leads to the next one. */
export interface PagingSpec {
  /** Path of the items in the body. */
  readonly items: readonly string[];
  /** Path of the next page's address, absolute or relative to this page's. */
  readonly link?: readonly string[];
  /** Path of the next page's token, which goes into `parameter`. */
  readonly token?: readonly string[];
  /** Wire name of the token's parameter or field. */
  readonly parameter?: string;
  /** Where the token goes. Default: the query. */
  readonly in?: "body";
  /** Wire name of the parameter for the page's size. */
  readonly pageSize?: string;
  /** What is sent beside a link that is an address; of the query, what the link does not have. Default: a plain GET. */
  readonly further?: Partial<Pick<RequestSpec, "body" | "method" | "query">>;
  /** The operation that reads the page that a link leads to, where that is no plain address. */
  readonly next?: (link: string, options?: CallOptions) => Call<AnyResponse> | Pages<unknown>;
}

/** A page of a listing. */
export interface Page<T> {
  readonly items: readonly T[];
  /**
   * The next page's address or token; undefined on the last one. Continues the listing with {@link ByPageOptions}, also
   * in another process.
   */
  readonly continuationToken: string | undefined;
  readonly body: unknown;
  readonly response: AnyResponse;
}

export interface ByPageOptions {
  /** Of a {@link Page}: start after that one. */
  readonly continuationToken?: string | undefined;
  /** Asks for pages of at most so many items, where the service lets it. */
  readonly maxPageSize?: number | undefined;
}

/** A listing: its items, or its pages. Nothing is sent before it is iterated; every iteration starts anew. */
export interface Pages<T, E = unknown> extends AsyncIterable<T> {
  byPage(options?: ByPageOptions): AsyncGenerator<Page<T>, void, undefined>;
  /** @internal Carries the type of the error body. */
  readonly "~error"?: E;
}

/** An attempt of a call, the first or another. */
export interface Attempt {
  /** The same object in all attempts of a call. */
  readonly call: RequestSpec;
  /** From 0. */
  readonly attempt: number;
  /** Without the credential's. May be added to, for instance by trace context. Names in lower case. */
  readonly headers: Record<string, string>;
}

/** What a client lets know of its doings. */
export interface Observer {
  /** Stands around an attempt: has to call `send` and to give what that gives. */
  attempt(attempt: Attempt, send: () => Promise<RawResponse>): Promise<RawResponse>;
  /**
   * The outcome of a long-running operation is known; or nobody waits for it any more because of `error`, after which
   * polling may begin again. Its requests name the same object as `call.operation`.
   */
  ended?(operation: Pick<Poller<unknown>, "id" | "state">, error: unknown): void;
}
