import { apiKey, type Credential } from "@armature/runtime";
import type { InspectOperation } from "../../generator/inspect.ts";
import { fastClock } from "../output/clock.ts";
import { tokenCredential } from "../output/credentials.ts";
import { load, type GeneratedClient } from "./clients.ts";
import type { ExtraCall } from "./extraCall.ts";
import type { CookieFetch } from "./fetch.ts";
import { invoke, type Outcome } from "./invoke.ts";
import { callOptions } from "./overrides.ts";

/** One call of a generated function. */
export interface Attempt {
  readonly spec: string;
  readonly operation: InspectOperation;
  readonly args: Record<string, unknown>;
  /** Of the client, over those that all share. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Makes a call with a client and cookies of its own. */
export async function attempt(
  clients: ReadonlyMap<string, GeneratedClient>,
  cookies: CookieFetch,
  url: string,
  { spec, operation, args, options }: Attempt,
): Promise<Outcome> {
  const generated = clients.get(spec);
  if (generated === undefined) throw new Error(`no client of ${spec}`);
  cookies.clear();
  const exports = await load(generated);
  const shared = {
    credential: tokenCredential("token"),
    allowInsecure: true,
    clock: fastClock(),
    fetch: cookies.fetch,
  };
  // Clients send their credential to the addresses that the specifications name as well as to the server's own.
  const client = exports.createClient({ ...shared, trustedOrigins: [url], ...options });
  return invoke(exports, client, operation, args, callOptions(operation.id));
}

/** The token's text is that of the scopes it was asked for. */
const scopesAsToken: Credential = {
  getToken: (scopes) =>
    Promise.resolve({ token: [scopes].flat().join(" "), expiresOnTimestamp: Date.parse("2100-01-01T00:00:00Z") }),
};

export function credentialOf({ credential }: ExtraCall): { readonly credential?: Credential | undefined } {
  if (credential === undefined) return {};
  return {
    credential: credential === "scopes" ? scopesAsToken : apiKey(credential.key, { header: credential.header }),
  };
}
