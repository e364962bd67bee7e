import type { Paging } from "../../model/index.ts";
import { schemaId, referenceOf, type Context } from "./context.ts";
import type { Method } from "./methods.ts";
import { entriesOf, flagOf, nodeOf, textOf, type Entry } from "./node.ts";
import { typeOf, type Scope } from "./schemas.ts";

const sizes = ["pageSize", "maxResults"];
/** Lists beside the items: what could not be read, and remarks. */
const beside = /^(errors|missing[A-Z]\w*|prefixes|unreachable\w*|warnings)$/;

function propertiesOf(context: Context, schema: string | null): readonly Entry[] {
  const node = schema === null ? undefined : context.schemas.get(schema);
  return node === undefined ? [] : entriesOf(node, "properties");
}

function has(entries: readonly Entry[], key: string): boolean {
  return entries.some((entry) => entry.key === key);
}

function isList({ node }: Entry): boolean {
  return textOf(node, "type") === "array";
}

function isOfObjects({ node }: Entry): boolean {
  const items = nodeOf(node, "items");
  return items !== null && (referenceOf(items) !== null || textOf(items, "type") === "object");
}

/**
 * The one list that the pages are pages of: the only one, else `items`, else the one named after the resource
 * (`sessions.list` has `session`) or the method (`searchThings` has `things`). Null where that leaves several or none.
 */
function itemsProperty(method: Method, properties: readonly Entry[]): Entry | null {
  // Items by their zone (`aggregatedList` of Compute): no list beside them is what the pages are about.
  if (properties.some((entry) => entry.key === "items" && !isList(entry))) return null;
  const lists = properties.filter((entry) => isList(entry) && !beside.test(entry.key));
  const current = lists.filter(({ node }) => !flagOf(node, "deprecated"));
  const objects = current.filter(isOfObjects);
  const candidates = objects.length > 0 ? objects : current;
  if (candidates.length <= 1) return candidates[0] ?? null;
  const group = (method.groups.at(-1) ?? "").toLowerCase();
  const name = method.name.toLowerCase();
  const tests: readonly ((key: string) => boolean)[] = [
    (key) => key === "items",
    (key) => key === group || `${key}s` === group,
    (key) => name.endsWith(key),
    (key) => key.endsWith(group),
  ];
  for (const test of tests) {
    const fitting = candidates.filter(({ key }) => test(key.toLowerCase()));
    if (fitting.length === 1) return fitting[0] ?? null;
  }
  return null;
}

/** `nextPageToken` of the answer; `pageToken` where a list as old as BigQuery's calls the next one that. */
function tokenProperty(properties: readonly Entry[]): string | null {
  return ["nextPageToken", "pageToken"].find((key) => has(properties, key)) ?? null;
}

/**
 * Paging by token (AIP-158): the answer has a token that goes into the query, or the body, of the next request. Where
 * it is not clear which of several lists holds the items, or there is none, the page as a whole is its one item.
 */
export function readPaging(scope: Scope, method: Method): Paging | null {
  const { context } = scope;
  const answer = propertiesOf(context, method.response);
  const body = propertiesOf(context, method.request);
  const query = entriesOf(method.node, "parameters").filter(({ node }) => textOf(node, "location") !== "path");
  const token = tokenProperty(answer);
  const location = has(query, "pageToken") ? "query" : has(body, "pageToken") ? "body" : null;
  if (token === null || location === null || method.response === null) return null;
  const items = itemsProperty(method, answer);
  const schema = { kind: "named", id: schemaId(context, method.response) } as const;
  const list = items === null ? null : typeOf(scope, items.node, [method.response, items.key]);
  return {
    items: items === null ? [] : [items.key],
    itemType: list?.kind === "array" ? list.items : schema,
    next: { kind: "token", path: [token], parameter: "pageToken", location },
    pageSize: sizes.find((key) => has(location === "query" ? query : body, key)) ?? null,
  };
}
