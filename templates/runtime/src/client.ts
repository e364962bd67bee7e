import { systemClock } from "./clock.js";
import { argumentError } from "./errors.js";
import type { Client, ClientOptions, ServiceDefaults } from "./types.js";
import { expand, parseUrl } from "./url.js";

const refuse = (): never => {
  throw argumentError("credential", "function");
};

/**
 * Makes a client from the caller's options and what generated code knows of the service.
 *
 * Throws `ArgumentError` for an endpoint that is not https (unless `allowInsecure`), or whose parameters are missing.
 */
export function createClient<P extends object = Readonly<Record<string, unknown>>>(
  options: ClientOptions,
  defaults: ServiceDefaults<P>,
): Client<P> {
  const { service, apiVersion = "", parameters = {} as P } = defaults;
  const { credential, allowInsecure } = options;
  const { sign = refuse } = defaults;
  // A value at the start is a whole address; others are encoded, and encoded characters are no part of a host.
  const template = defaults.endpoint.replace(/^{(?!!)/, "{!");
  const { origin, pathname } = parseUrl(
    expand(template, (name) => parameters[name as keyof P]),
    undefined,
    options.allowInsecure,
  );
  return {
    service,
    endpoint: (origin + pathname).replace(/\/+$/, ""),
    apiVersion,
    parameters,
    options,
    clock: options.clock ?? systemClock,
    state: {
      // A retry costs 5: a service in trouble is not hit by the retries of all calls.
      tokens: 500,
      scopes: options.scopes ?? defaults.scopes ?? [],
      origins: [origin, ...(options.trustedOrigins ?? [])].map(
        (url) => parseUrl(url, undefined, allowInsecure).origin + "/",
      ),
      sign:
        typeof credential === "function"
          ? (request, refusal) => (refusal && credential.length < 2 ? undefined : credential(request, refusal))
          : credential && sign(credential as never),
    },
  };
}
