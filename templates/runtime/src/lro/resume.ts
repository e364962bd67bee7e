import type { Client } from "../types.js";
import { TokenError } from "./errors.js";
import { checksum } from "./token.js";
import { resumeToken, type Place, type PollerOptions } from "./types.js";

interface Decoded {
  readonly v: number;
  readonly service: string;
  readonly api: string;
  readonly at: string;
  readonly id: string;
  readonly args: object;
  readonly place: Place;
}

/** Reads a token and checks that it was made by a client like this one. Throws `TokenError`. */
function decodeToken(client: Client<object>, token: string): Decoded {
  const { endpoint, service, apiVersion, state } = client;
  const [text = "", sum] = token.split(".");
  if (sum !== checksum(text)) throw new TokenError("Not a resume token, or a damaged one");
  let decoded: Partial<Decoded> | null;
  try {
    const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
    decoded = JSON.parse(new TextDecoder().decode(bytes), (key, value: unknown) =>
      // Addresses below the endpoint are written without it.
      /^(url|location|original)$/.test(key) && String(value).startsWith("/") ? endpoint + String(value) : value,
    ) as Partial<Decoded> | null;
  } catch (cause) {
    throw new TokenError("Not a resume token", { cause });
  }
  const { v, id, args, place } = decoded ?? {};
  if (v !== 1) throw new TokenError(`Resume token of version ${v}; this runtime reads version 1`);
  for (const [name, is, expected] of [
    ["service", decoded?.service, service],
    ["endpoint", decoded?.at, endpoint],
    ["api-version", decoded?.api, apiVersion],
  ]) {
    if (is !== expected) throw new TokenError(`Resume token for ${name} ${is}, not ${expected}`);
  }
  if (typeof id !== "string" || typeof args !== "object" || typeof place !== "object") {
    throw new TokenError("Incomplete resume token");
  }
  // Whoever forges a token must not choose which host is asked.
  for (const url of [place.url, place.location, place.original]) {
    if (url !== undefined && !(URL.canParse(url) && state.origins.includes(new URL(url).origin))) {
      throw new TokenError("Resume token leads to an origin that the client does not trust");
    }
  }
  return { v, service, api: apiVersion, at: endpoint, id, args, place };
}

/**
 * Continues an operation from a token of {@link Poller.toToken}, also in another process. `operation` is the function
 * that started it; nothing is started anew. The first poll is made as soon as somebody waits.
 *
 * The poller rejects with `TokenError` where the token is damaged, is of another operation, service, endpoint or
 * api-version, or leads to an origin that is neither the client's nor one of its `trustedOrigins`.
 */
export function resume<C extends Client<object>, P>(
  client: C,
  operation: (client: C, args: never, options?: PollerOptions) => P,
  token: string,
  options?: PollerOptions,
): P {
  let from: Partial<Decoded> & { readonly error?: unknown };
  try {
    from = decodeToken(client, token);
  } catch (error) {
    from = { error };
  }
  return operation(client, (from.args ?? {}) as never, { ...options, [resumeToken]: from });
}
