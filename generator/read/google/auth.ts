import type { AuthScheme } from "../../model/index.ts";
import { compareText } from "../values.ts";
import type { Context } from "./context.ts";
import type { Method } from "./methods.ts";
import { entriesOf, nodeOf, textOf, textsOf } from "./node.ts";

/**
 * How callers prove who they are: a token, or an API key where the API has the parameter for it.
 *
 * A method takes a token with any one of its scopes, so the service's own are the fewest that together serve every
 * method, found greedily; a client that asks for all that are declared would ask for far too much.
 */
export function readAuth(context: Context, methods: readonly Method[]): readonly AuthScheme[] {
  const declared = declaredScopes(context);
  const key = entriesOf(context.root, "parameters").some((entry) => entry.key === "key");
  const wanted = methods.map(scopesOf).filter((scopes) => scopes.length > 0);
  const scopes = wanted.length > 0 ? fewestScopes(wanted, textOf(context.root, "name") ?? "") : declared;
  const oauth: readonly AuthScheme[] = scopes.length > 0 ? [{ kind: "oauth2", scopes, tokens: "authClient" }] : [];
  return key ? [...oauth, { kind: "apiKey", name: "key", location: "query" }] : oauth;
}

function declaredScopes(context: Context): readonly string[] {
  const auth = nodeOf(context.root, "auth");
  const oauth = auth === null ? null : nodeOf(auth, "oauth2");
  return oauth === null ? [] : entriesOf(oauth, "scopes").map((entry) => entry.key);
}

/** The method's scopes, each once, in code unit order. */
function scopesOf(method: Method): readonly string[] {
  return [...new Set(textsOf(method.node, "scopes"))].sort(compareText);
}

/** A small set of scopes of which each list has one: always the scope that serves most of what is left. */
function fewestScopes(wanted: readonly (readonly string[])[], api: string): readonly string[] {
  const chosen: string[] = [];
  let left = wanted;
  while (left.length > 0) {
    const counts = new Map<string, number>();
    for (const scope of left.flat()) counts.set(scope, (counts.get(scope) ?? 0) + 1);
    const [best] = [...counts].sort(([a, m], [b, n]) => n - m || compareScopes(a, b, api));
    if (best === undefined) break;
    chosen.push(best[0]);
    left = left.filter((scopes) => !scopes.includes(best[0]));
  }
  return chosen.sort(compareText);
}

/**
 * Which of two scopes that serve equally many methods is the better one: the platform's, since that is what the usual
 * tools hand out, or one named after the API; then the shorter, which is the general one (`…/drive`, `…/drive.file`).
 */
function compareScopes(a: string, b: string, api: string): number {
  const rank = (scope: string): number => (scope.endsWith("/cloud-platform") ? 0 : scope.includes(api) ? 1 : 2);
  return rank(a) - rank(b) || a.length - b.length || compareText(a, b);
}

/** What one method asks for; null where that is just what the service asks for, or nothing is said. */
export function methodScopes(method: Method, auth: readonly AuthScheme[]): readonly string[] | null {
  const scopes = scopesOf(method);
  const own = auth.find((scheme) => scheme.kind === "oauth2");
  const same = own !== undefined && own.scopes.length === scopes.length && own.scopes.every((s) => scopes.includes(s));
  return scopes.length === 0 || same ? null : scopes;
}
