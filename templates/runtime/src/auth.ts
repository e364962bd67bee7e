import { argumentError } from "./errors.js";
import { headerRecord } from "./headers.js";
import type { AuthClient, AuthHeaders, SignRequest, TokenCredential } from "./credential.js";

/** A token, or the place of one that is on its way. Times are ms since 1970. */
interface CachedToken {
  readonly claims: string | undefined;
  headers?: AuthHeaders;
  /** When a new one is asked for, while this one is still used. Infinity while one is on its way. */
  refresh: number;
  /** When this one is used no more. */
  expires: number;
  renewal?: Promise<void>;
}

/**
 * Bearer tokens of an Azure-shaped credential: kept until they expire, asked for early, and once for all callers that
 * wait at the same time. A challenge with claims (continuous access evaluation) is answered with a token for them.
 */
export function tokenCredential(credential: TokenCredential): SignRequest {
  const cache: Record<string, CachedToken> = {};
  const renew = async (token: CachedToken, scopes: readonly string[], now: number): Promise<void> => {
    token.refresh = Infinity;
    // Not at once again, lest a credential in trouble, or one whose tokens live shortly, is asked with every call.
    let refresh = now + 30_000;
    try {
      const given = await credential.getToken([...scopes], { enableCae: true, claims: token.claims });
      if (!given) throw argumentError("credential", "token");
      token.headers = { authorization: "Bearer " + given.token };
      // Clocks differ and requests take time.
      token.expires = given.expiresOnTimestamp - 30_000;
      refresh = given.refreshAfterTimestamp ?? Math.max(refresh, token.expires - 270_000);
    } finally {
      token.refresh = Math.min(token.expires, refresh);
    }
  };
  return async ({ scopes, now }, refusal) => {
    // WWW-Authenticate: Bearer …, error="insufficient_claims", claims="<base64>"
    const encoded = /claims="([\w+/=]+)"/.exec(refusal?.headers["www-authenticate"] ?? "")?.[1];
    if (refusal && !encoded) return undefined;
    const claims = encoded && atob(encoded);
    const key = `${scopes}`;
    let token = cache[key];
    if (!token || (claims && claims !== token.claims)) cache[key] = token = { claims, refresh: 0, expires: 0 };
    if (now >= token.refresh) {
      (token.renewal = renew(token, scopes, now)).catch(() => {});
    }
    if (now >= token.expires) await token.renewal;
    return token.headers;
  };
}

/**
 * The headers of a Google-shaped auth client, which caches by itself. It gives a record, `Headers` or a Map; or else a
 * token.
 */
export const authClient =
  (credential: AuthClient): SignRequest =>
  async ({ url }, refusal) => {
    if (refusal) return undefined;
    const headers = await credential.getRequestHeaders?.(url);
    if (headers) return headerRecord(new Headers(headers as Record<string, string>));
    const given = await credential.getAccessToken?.();
    const token = typeof given === "string" ? given : given?.token;
    return token ? { authorization: "Bearer " + token } : undefined;
  };
