import type { AuthScheme, Json } from "../../model/index.ts";
import { isObject, type JsonObject } from "../../source/document.ts";
import { isList, objectOf, textOf } from "../values.ts";
import { armHost } from "./paths.ts";

const armScheme: AuthScheme = { kind: "oauth2", scopes: [`https://${armHost}/.default`], tokens: "credential" };

/** Whether an address is Azure Resource Manager's, of any cloud. */
export function isArm(origin: string): boolean {
  return /^https:\/\/management\.(azure\.com|core\.windows\.net|chinacloudapi\.cn|usgovcloudapi\.net)$/i.test(origin);
}

/** How callers of Azure Resource Manager prove who they are: it takes tokens of Microsoft Entra ID, and nothing else. */
export function armAuth(): readonly AuthScheme[] {
  return [armScheme];
}

/**
 * The scopes to ask tokens for: those that the scheme names as addresses. `user_impersonation` alone means whatever
 * the host is, where the spec fixes one.
 */
export function scopesOf(scheme: JsonObject, required: readonly string[], origin: string | null): readonly string[] {
  const named = new Set<string>();
  for (const scope of [...required, ...listedScopes(scheme)]) if (isAddress(scope)) named.add(scope);
  if (named.size > 0) return [...named];
  const impersonates = required.includes("user_impersonation") || listedScopes(scheme).includes("user_impersonation");
  return impersonates && origin !== null && isPublic(origin) ? [`${origin}/.default`] : [];
}

/** Scopes that an operation asks for, where they are such as a token service knows. */
export function addressesIn(scopes: Json | undefined): readonly string[] {
  return isList(scopes) ? scopes.filter((scope) => typeof scope === "string").filter(isAddress) : [];
}

function listedScopes(scheme: JsonObject): readonly string[] {
  const flows = objectOf(scheme, "flows");
  const flat = flows === null ? [scheme] : Object.values(flows).filter(isObject);
  return flat.flatMap((flow) => Object.keys(objectOf(flow, "scopes") ?? {}));
}

/** Scopes are addresses (`https://…/.default`), or the id of an application with a permission behind it. */
function isAddress(scope: string): boolean {
  return /^(https?|api):\/\/[^\s"<>]+$/i.test(scope) || scope.endsWith("/.default");
}

function isPublic(origin: string): boolean {
  return /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(origin) && !/^https:\/\/[\d.]+$/.test(origin);
}

/** The name of a header, as RFC 9110 allows it; some specs have a title there. */
export function isHeaderName(scheme: JsonObject): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(textOf(scheme, "name") ?? "");
}
