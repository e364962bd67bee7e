export { call } from "./call.js";
export { createClient } from "./client.js";
export { ArgumentError, ArmatureError, ServiceError, TimeoutError, TransportError } from "./errors.js";
export type { ErrorDetail, ServiceErrorFields, TransportReason } from "./errors.js";
export { headerRecord, requestId, retryAfter } from "./headers.js";
export type {
  AbortSignalLike,
  ByteStream,
  FetchInit,
  FetchLike,
  HeadersLike,
  MinimalFetchInit,
  MinimalStream,
  ResponseLike,
} from "./platform.js";
export { send } from "./send.js";
export type {
  AccessToken,
  AnyResponse,
  AuthFailure,
  AuthHeaders,
  AuthRequest,
  ByPageOptions,
  Call,
  CallEvent,
  CallOptions,
  Client,
  ClientOptions,
  ClientState,
  Clock,
  Credential,
  GetTokenOptions,
  GoogleCredential,
  HeaderValue,
  HttpMethod,
  Page,
  Pages,
  QueryValue,
  RawResponse,
  ReadAs,
  RequestSpec,
  ResponseOf,
  RetryOptions,
  Rule,
  ServiceDefaults,
  Settled,
  SigningCredential,
  SignRequest,
  TokenCredential,
} from "./types.js";
