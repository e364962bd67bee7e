import { argumentError } from "./errors.js";
import type { HeadersLike } from "./platform.js";
import type { AuthHeaders, Authorize, Credential, TokenCredential } from "./types.js";

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

const halfMinute = 30_000;

/**
 * Bearer tokens of an Azure-shaped credential: kept until they expire, asked for early, and once for all callers that
 * wait at the same time. A challenge with claims (continuous access evaluation) is answered with a token for them.
 */
function tokenAuthorize(credential: TokenCredential): Authorize {
  const cache: Record<string, CachedToken> = {};
  const renew = async (token: CachedToken, scopes: readonly string[], now: number): Promise<void> => {
    token.refresh = Infinity;
    try {
      const given = await credential.getToken([...scopes], { enableCae: true, claims: token.claims });
      if (!given) throw argumentError("credential", "token");
      token.headers = { authorization: "Bearer " + given.token };
      // Clocks differ and requests take time.
      token.expires = given.expiresOnTimestamp - halfMinute;
      token.refresh = given.refreshAfterTimestamp ?? token.expires - 9 * halfMinute;
    } finally {
      // Not at once again, lest a service in trouble, or one whose tokens live shortly, is asked with every call.
      token.refresh = Math.min(token.expires, Math.max(token.refresh % Infinity || 0, now + halfMinute));
    }
  };
  return async ({ scopes, now }, failure) => {
    // WWW-Authenticate: Bearer …, error="insufficient_claims", claims="<base64>"
    const encoded = /claims="([\w+/=-]+)"/.exec(failure?.headers.get("www-authenticate") ?? "")?.[1];
    if (failure && !encoded) return undefined;
    const claims = encoded && atob(encoded.replace(/-/g, "+").replace(/_/g, "/"));
    const key = scopes.join(" ");
    let token = cache[key];
    if (!token || (claims && claims !== token.claims)) cache[key] = token = { claims, refresh: 0, expires: 0 };
    if (now >= token.refresh) {
      token.renewal = renew(token, scopes, now);
      token.renewal.catch(() => {});
    }
    if (now >= token.expires) await token.renewal;
    return token.headers;
  };
}

/** The way of a credential, whatever its shape, to sign requests. */
export function authorizer(credential: Credential): Authorize {
  if ("authorize" in credential) return (request, failure) => credential.authorize(request, failure);
  if ("getToken" in credential) return tokenAuthorize(credential);
  return async (request, failure) => {
    if (failure) return undefined;
    if (typeof credential === "function") return credential(request);
    // Google's clients cache by themselves. They give a record, `Headers` or a Map; or else a token.
    const given: unknown = await (credential.getRequestHeaders?.(request.url) ?? credential.getAccessToken?.());
    if (!credential.getRequestHeaders) {
      const token =
        typeof given === "string" ? given : (given as { readonly token?: string } | null | undefined)?.token;
      return token ? { authorization: "Bearer " + token } : undefined;
    }
    if (!("forEach" in Object(given))) return given as AuthHeaders;
    const headers: Record<string, string> = {};
    (given as HeadersLike).forEach((value, name) => (headers[name] = value));
    return headers;
  };
}
