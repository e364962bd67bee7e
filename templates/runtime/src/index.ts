export * from "./lro/index.js";
export { authClient, tokenCredential } from "./auth.js";
export { call, settle } from "./call.js";
export { createClient } from "./client.js";
export { sleep, systemClock } from "./clock.js";
export type {
  AccessToken,
  AuthClient,
  AuthHeaders,
  AuthRequest,
  Credential,
  GetTokenOptions,
  SignRequest,
  TokenCredential,
} from "./credential.js";
export { apiKey, basic, bearerToken } from "./credentials.js";
export { ArgumentError, ArmatureError, ServiceError, TransportError } from "./errors.js";
export type { ErrorDetail, ServiceErrorFields, TransportReason } from "./errors.js";
export { form, multipart, writeBody } from "./forms.js";
export { onHost } from "./host.js";
export { headerRecord, requestId, retryAfter } from "./headers.js";
export * from "./lro/index.js";
export { observe, type CallEvent } from "./observe.js";
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
export { asData, asExists, asNone, asStream, asString } from "./reading.js";
export { checkList, checkNumber, checkText } from "./rules.js";
export { send } from "./send.js";
export { sharedKey } from "./sharedKey.js";
export { readBytes, readText, withProgress } from "./streams.js";
export { traceEvents, type TraceApi, type TraceSpan } from "./tracing.js";
export type {
  AnyResponse,
  Attempt,
  ByPageOptions,
  Call,
  CallOptions,
  Check,
  Client,
  ClientOptions,
  ClientState,
  Clock,
  HeaderValue,
  HttpMethod,
  Observer,
  Page,
  Pages,
  PagingSpec,
  QueryValue,
  RawResponse,
  ReadBody,
  RequestSpec,
  ResponseOf,
  RetryOptions,
  Rule,
  ServiceDefaults,
  Settled,
  WriteBody,
} from "./types.js";
export { toJson, toMediaType } from "./writing.js";
export {
  asText,
  cookie,
  deepObject,
  formObject,
  headerPrefix,
  join,
  joinObject,
  linkPath,
  linkQuery,
} from "./values.js";
