import { TokenError } from "../lro/errors.js";
import { checksum } from "../lro/token.js";
import type { Client } from "../types.js";

/** Writes where an upload goes on; the address alone permits that, so the token is a secret. */
export function encodeSession({ endpoint: at, service }: Client<object>, id: string, session: string): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ v: 1, service, at, id, session }));
  const text = btoa(String.fromCharCode(...bytes)).replace(/\W/g, (char) =>
    char === "+" ? "-" : char === "/" ? "_" : "",
  );
  return `${text}.${checksum(text)}`;
}

/**
 * The session of a token. Throws `TokenError` where the token is damaged, of another operation, service or endpoint, or
 * leads to an origin that the client does not trust: whoever forges a token must not choose who gets the bytes.
 */
export function decodeSession({ endpoint, service, state }: Client<object>, id: string, token: string): string {
  const [text = "", sum] = token.split(".");
  if (sum !== checksum(text)) throw new TokenError("Not a token of an upload, or a damaged one");
  let found: Readonly<Record<string, unknown>>;
  try {
    const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
    found = Object(JSON.parse(new TextDecoder().decode(bytes))) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new TokenError("Not a token of an upload", { cause });
  }
  for (const [key, expected] of [
    ["v", 1],
    ["service", service],
    ["at", endpoint],
    ["id", id],
  ] as const) {
    if (found[key] !== expected)
      throw new TokenError(`Token of an upload for ${String(found[key])}, not ${String(expected)}`);
  }
  const session = String(found["session"]);
  if (!URL.canParse(session) || !state.origins.some((origin) => new URL(session).href.startsWith(origin)))
    throw new TokenError("The token leads to an origin that the client does not trust");
  return session;
}
