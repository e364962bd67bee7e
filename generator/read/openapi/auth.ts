import type { AuthScheme, Json } from "../../model/index.ts";
import { isObject, type JsonObject, type Located } from "../../source/document.ts";
import { addressesIn, armAuth, isArm, isHeaderName, scopesOf } from "../azure/auth.ts";
import { readAuth } from "../extensions.ts";
import { compareText, isList, textOf } from "../values.ts";
import type { Reader } from "./reader.ts";
import type { RawOperation, SpecView } from "./view.ts";

/** The ways of proving who calls that a document names; an overlay's list stands instead of the spec's. */
export function authOf(reader: Reader, view: SpecView, origin: string): readonly AuthScheme[] {
  const said = readAuth(view.root, reader.sink, "credential");
  if (said !== null) return said;
  if (isArm(origin)) return armAuth();
  const { schemes, requirements } = view.security();
  const fixed = origin.includes("{") ? null : origin;
  const found = new Map<string, AuthScheme>();
  const missing = new Set<string>();
  for (const [name, required] of requiredSchemes(view, requirements, [...schemes.keys()].toSorted(compareText))) {
    const scheme = schemes.get(name);
    if (scheme === undefined && missing.has(name)) continue;
    if (scheme === undefined) {
      missing.add(name);
      reader.sink.report("auth/unknown", view.root.at, `A security requirement names "${name}", which is not defined`);
      continue;
    }
    for (const lowered of lowerScheme(reader, scheme, required, fixed)) found.set(JSON.stringify(lowered), lowered);
  }
  return [...found.values()];
}

type Required = readonly (readonly [string, readonly string[]])[];

/**
 * Schemes by name, with the scopes that are asked for: of the document, then what single operations take beside, else all
 * there are.
 */
function requiredSchemes(view: SpecView, requirements: readonly Json[] | null, all: readonly string[]): Required {
  const usual = requirements?.flatMap(entriesOf) ?? [];
  const named = new Set(usual.map(([name]) => name));
  const ofOperations = view.operations().flatMap(({ node }) => {
    const own = node.value["security"];
    return isList(own) ? own.flatMap(entriesOf).filter(([name]) => !named.has(name)) : [];
  });
  const found = [...usual, ...ofOperations];
  return requirements !== null || found.length > 0 ? found : all.map((name) => [name, []]);
}

function entriesOf(requirement: Json): Required {
  if (!isObject(requirement)) return [];
  const names = Object.keys(requirement).toSorted(compareText);
  return names
    .map((name) => [name, requirement[name]] as const)
    .map(([name, scopes]) => [name, isList(scopes) ? scopes.filter((scope) => typeof scope === "string") : []]);
}

function lowerScheme(
  reader: Reader,
  scheme: Located<JsonObject>,
  required: readonly string[],
  origin: string | null,
): readonly AuthScheme[] {
  const { value } = scheme;
  switch (value["type"]) {
    case "oauth2":
    case "openIdConnect":
      return [{ kind: "oauth2", scopes: scopesOf(value, required, origin), tokens: "credential" }];
    case "basic":
      return [{ kind: "basic" }];
    case "http": {
      const kind = textOf(value, "scheme")?.toLowerCase();
      if (kind === "basic" || kind === "bearer") return [{ kind }];
      break;
    }
    case "apiKey": {
      const name = textOf(value, "name");
      const location = value["in"];
      if (name === null || (location !== "query" && location !== "header" && location !== "cookie")) break;
      if (location === "header" && !isHeaderName(value)) break;
      return [{ kind: "apiKey", name, location }];
    }
  }
  reader.sink.report(
    "auth/unsupported",
    scheme.at,
    `No client can use this scheme: ${JSON.stringify(value["type"] ?? null)}`,
  );
  return [];
}

/** What an operation says of authentication in place of its document. */
export interface OperationAuth {
  readonly authenticated: boolean;
  readonly scopes: readonly string[] | null;
}

export function operationAuth(operation: RawOperation, auth: readonly AuthScheme[]): OperationAuth {
  const own = operation.node.value["security"];
  if (!isList(own)) return { authenticated: true, scopes: null };
  if (own.length === 0) return { authenticated: false, scopes: null };
  const asked = own.flatMap((requirement) =>
    isObject(requirement) ? Object.values(requirement).flatMap(addressesIn) : [],
  );
  const usual = new Set(auth.flatMap((scheme) => (scheme.kind === "oauth2" ? scheme.scopes : [])));
  const differs = asked.length > 0 && (asked.length !== usual.size || asked.some((scope) => !usual.has(scope)));
  return { authenticated: true, scopes: differs ? [...new Set(asked)] : null };
}
