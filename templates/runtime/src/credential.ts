import type { ServiceError } from "./errors.js";
import type { HeadersLike } from "./platform.js";

/** Token with its end of life, both in ms since 1970. */
export interface AccessToken {
  readonly token: string;
  readonly expiresOnTimestamp: number;
  readonly refreshAfterTimestamp?: number | undefined;
}

/** The shape of Azure's credentials. */
export interface TokenCredential {
  getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null>;
}

export interface GetTokenOptions {
  /** Claims of a challenge (continuous access evaluation). */
  claims?: string | undefined;
  enableCae?: boolean;
}

/** The shape of Google's auth clients: one of the two methods is enough. */
export interface AuthClient {
  getRequestHeaders?(url?: string): Promise<HeadersLike | object>;
  getAccessToken?(): Promise<string | null | undefined | { readonly token?: string | null | undefined }>;
}

/** A request that is about to be sent to an origin that the credential is for. */
export interface AuthRequest {
  readonly method: string;
  /** A credential may add to the query. */
  url: string;
  /** Names in lower case. */
  readonly headers: AuthHeaders;
  readonly body: unknown;
  readonly scopes: readonly string[];
  /** Time by the client's clock. */
  readonly now: number;
}

/** Headers of a signature. */
export type AuthHeaders = Readonly<Record<string, string>>;

/**
 * Gives the headers that sign a request. One that takes a second parameter is asked again, once per call, where the
 * service has refused a request; `undefined` lets the refusal stand.
 */
export type SignRequest = (
  request: AuthRequest,
  refusal?: ServiceError,
) => AuthHeaders | undefined | Promise<AuthHeaders | undefined>;

/** What proves the caller's identity: Azure's or Google's credential objects, or a function that signs requests. */
export type Credential = TokenCredential | AuthClient | SignRequest;
