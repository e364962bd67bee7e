import { systemClock } from "./clock.js";
import type { Client, ClientOptions, ServiceDefaults } from "./types.js";
import { expand, parseUrl } from "./url.js";

/**
 * Makes a client from the caller's options and what generated code knows of the service.
 *
 * Throws `ArgumentError` for an endpoint that is not https (unless `allowInsecure`), or whose parameters are missing.
 */
export function createClient<P extends object = Readonly<Record<string, unknown>>>(
  options: ClientOptions,
  defaults: ServiceDefaults<P>,
): Client<P> {
  const { service, apiVersion = "", parameters = {} as P, scopes = [], sign } = defaults;
  const { credential, clock = systemClock, trustedOrigins = [] } = options;
  const parse = (url: string): URL => parseUrl(url, options.allowInsecure);
  const { origin, pathname } = parse(expand(defaults.endpoint, (name) => parameters[name as keyof P]));
  return {
    service,
    endpoint: (origin + pathname).replace(/\/+$/, ""),
    apiVersion,
    parameters,
    options,
    clock,
    state: {
      // A retry costs 5: a service in trouble is not hit by the retries of all calls.
      tokens: 500,
      scopes: options.scopes ?? scopes,
      origins: [origin, ...trustedOrigins].map((url) => parse(url).origin + "/"),
      sign:
        typeof credential === "function"
          ? (request, refusal) => (credential.length < 2 && refusal ? undefined : credential(request, refusal))
          : credential && sign(credential as never),
    },
  };
}
