import type { Context } from "./context.ts";
import { sameGroups, type Method } from "./methods.ts";
import { entriesOf, nodeOf, textOf, textsOf, type Entry, type Node } from "./node.ts";

/** How an operation object says that it is done: `aip151` by `done`, `compute` by `status`. */
export type Style = "aip151" | "compute";

/** A method that reads an operation object again, and its neighbour that cancels it. */
export interface Poller {
  readonly style: Style;
  /** Name of the schema of the operation object. */
  readonly schema: string;
  readonly get: Method;
  readonly cancel: Method | null;
}

/** The long-running operations of an API. */
export interface OperationKinds {
  /** Schemas that are operation objects. */
  readonly styles: ReadonlyMap<string, Style>;
  readonly pollers: readonly Poller[];
}

export function findOperationKinds(context: Context, methods: readonly Method[]): OperationKinds {
  const styles = new Map<string, Style>();
  for (const [name, node] of context.schemas) {
    const style = styleOf(name, node);
    if (style !== null) styles.set(name, style);
  }
  return { styles, pollers: methods.flatMap((method) => pollerOf(method, methods, styles) ?? []) };
}

function pollerOf(get: Method, methods: readonly Method[], styles: ReadonlyMap<string, Style>): Poller | null {
  const style = get.response === null ? undefined : styles.get(get.response);
  if (get.response === null || style === undefined || get.httpMethod !== "GET" || get.name !== "get") return null;
  const neighbours = methods.filter((method) => sameGroups(method.groups, get.groups));
  return { style, schema: get.response, get, cancel: neighbours.find(({ name }) => name === "cancel") ?? null };
}

/** Whether the method starts an operation: it answers with one, and is none of those that handle operations. */
export function startsOperation(method: Method, kinds: OperationKinds): boolean {
  if (method.response === null || !kinds.styles.has(method.response)) return false;
  if (kinds.pollers.some((poller) => sameGroups(poller.get.groups, method.groups))) return false;
  return !/operations$/i.test(method.groups.at(-1) ?? "");
}

/**
 * google.longrunning.Operation has `name`, `done`, `error` and `response` (AIP-151). Operations of Compute Engine, and
 * of the services that took after it, are called so, and have a `status` that can be DONE.
 */
function styleOf(name: string, node: Node): Style | null {
  const properties = new Map(entriesOf(node, "properties").map((entry): [string, Entry] => [entry.key, entry]));
  const typeOf = (key: string): string | null => {
    const property = properties.get(key)?.node;
    return property === undefined ? null : textOf(property, "type");
  };
  if (
    typeOf("name") === "string" &&
    typeOf("done") === "boolean" &&
    properties.has("error") &&
    properties.has("response")
  ) {
    return "aip151";
  }
  const status = properties.get("status")?.node;
  if (status === undefined || !/operation$/i.test(name) || (!properties.has("name") && !properties.has("id")))
    return null;
  return textsOf(status, "enum").some((value) => value.toUpperCase() === "DONE") ? "compute" : null;
}

/** The property of an operation object; null where it has none of that name. */
export function operationField(context: Context, schema: string, key: string): Node | null {
  const node = context.schemas.get(schema);
  const properties = node === undefined ? null : nodeOf(node, "properties");
  return properties === null ? null : nodeOf(properties, key);
}
