export * from "./lro/index.js";
export { call } from "./call.js";
export { createClient } from "./client.js";
export { sleep, systemClock } from "./clock.js";
export { apiKey, basic, bearerToken } from "./credentials.js";
export { ArgumentError, ArmatureError, ServiceError, TimeoutError, TransportError } from "./errors.js";
export type { ErrorDetail, ServiceErrorFields, TransportReason } from "./errors.js";
export { form, multipart, writeBody } from "./forms.js";
export { headerRecord, requestId, retryAfter } from "./headers.js";
export * from "./lro/index.js";
export { collect, pages } from "./pages.js";
export type {
  AbortSignalLike,
  BinaryBody,
  BinaryData,
  BlobLike,
  ByteStream,
  FetchInit,
  FetchLike,
  HeadersLike,
  MinimalFetchInit,
  MinimalStream,
  ResponseLike,
} from "./platform.js";
export { send } from "./send.js";
export { sharedKey } from "./sharedKey.js";
export { readBytes, readText, withProgress } from "./streams.js";
export { traceEvents, type TraceApi, type TraceSpan } from "./tracing.js";
export type {
  AccessToken,
  AnyResponse,
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
  PagingSpec,
  QueryValue,
  RawResponse,
  ReadAs,
  RequestSpec,
  ResponseOf,
  RetryOptions,
  Rule,
  ServiceDefaults,
  Settled,
  SignRequest,
  TokenCredential,
} from "./types.js";
export { asText, cookie, deepObject, formObject, headerPrefix, join, joinObject } from "./values.js";
