import type { Client } from "../types.js";
import { TokenError } from "./errors.js";
import { checksum } from "./token.js";
import type { Place, PollerOptions } from "./types.js";

interface Decoded {
  readonly id: string;
  readonly args: object;
  readonly place: Place;
}

const addresses = ["url", "location", "original"] as const;

function parse(token: string, endpoint: string): Partial<Readonly<Record<string, unknown>>> {
  const [text = "", sum] = token.split(".");
  if (sum !== checksum(text)) throw new TokenError("Not a resume token, or a damaged one");
  try {
    const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
    return Object(
      JSON.parse(new TextDecoder().decode(bytes), (key, value: unknown) =>
        // Addresses below the endpoint are written without it.
        addresses.some((name) => name === key) && String(value).startsWith("/") ? endpoint + String(value) : value,
      ),
    ) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new TokenError("Not a resume token", { cause });
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Reads a token and checks that it was made by a client like this one. Throws `TokenError`. */
function decode({ endpoint, service, apiVersion, state }: Client<object>, token: string): Decoded {
  const { v, service: of, at, api, id, args, place } = parse(token, endpoint);
  if (v !== 1) throw new TokenError(`Resume token of version ${String(v)}; this runtime reads version 1`);
  for (const [is, expected] of [
    [of, service],
    [at, endpoint],
    [api, apiVersion],
  ]) {
    if (is !== expected) throw new TokenError(`Resume token for ${String(is)}, not ${String(expected)}`);
  }
  if (typeof id !== "string" || !isObject(args) || !isObject(place)) throw new TokenError("Incomplete resume token");
  // Whoever forges a token must not choose which host is asked.
  const isTrusted = (url: string): boolean =>
    URL.canParse(url) && state.origins.some((origin) => new URL(origin).origin === new URL(url).origin);
  for (const name of addresses) {
    const url: unknown = (place as Place)[name];
    if (url !== undefined && !isTrusted(String(url))) {
      throw new TokenError("Resume token leads to an origin that the client does not trust");
    }
  }
  return { id, args, place };
}

/**
 * Continues an operation from a token of `toToken`, also in another process. `operation` is the function
 * that started it; nothing is started anew. The first poll is made as soon as somebody waits.
 *
 * The poller rejects with `TokenError` where the token is damaged, is of another operation, service, endpoint or
 * api-version, or leads to an origin that is neither the client's nor one of its `trustedOrigins`.
 */
export function resume<C extends Client<object>, P extends { readonly id: string }>(
  client: C,
  operation: (client: C, args: never, options?: PollerOptions) => P,
  token: string,
  options?: PollerOptions,
): P {
  const refuse = (reason: unknown): P =>
    operation(client, {} as never, { ...options, resumed: { start: Promise.reject(reason) } });
  try {
    const { id, args, place } = decode(client, token);
    const poller = operation(client, args as never, { ...options, resumed: { place } });
    return poller.id === id ? poller : refuse(new TokenError(`Resume token of ${id}, not ${poller.id}`));
  } catch (error) {
    return refuse(error);
  }
}
