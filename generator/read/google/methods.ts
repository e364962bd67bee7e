import { entriesOf, nodeOf, textOf, type Node } from "./node.ts";
import { parsePath, type PathTemplate } from "./paths.ts";
import { referenceOf } from "./context.ts";

/** A method as it was found in the tree of resources. */
export interface Method {
  readonly id: string;
  readonly name: string;
  /** Names of the resources around it, outermost first; empty for a method of the API itself. */
  readonly groups: readonly string[];
  readonly httpMethod: string;
  /** From the root of the host. */
  readonly path: PathTemplate;
  /** Name of the schema of what it takes, and of what it answers with. */
  readonly request: string | null;
  readonly response: string | null;
  readonly node: Node;
}

/** All methods, by resource and then by name, in code unit order. An id that occurs again is reported and left out. */
export function collectMethods(root: Node): readonly Method[] {
  const api = textOf(root, "name") ?? "api";
  const methods = walk(root, { api, servicePath: textOf(root, "servicePath") ?? "" }, []);
  const seen = new Set<string>();
  return methods.filter(({ id, node }) => {
    if (seen.has(id)) node.sink.report("discovery/duplicate-id", node.at, `another method has the id ${id} too`);
    return !seen.has(id) && seen.add(id);
  });
}

/** What every method of a document has in common. */
interface Common {
  readonly api: string;
  /** Put before every path. */
  readonly servicePath: string;
}

function walk(resource: Node, common: Common, groups: readonly string[]): readonly Method[] {
  const own = entriesOf(resource, "methods").map(({ key, node }) => readMethod(node, key, common, groups));
  const nested = entriesOf(resource, "resources").flatMap(({ key, node }) => walk(node, common, [...groups, key]));
  return [...own, ...nested];
}

function readMethod(node: Node, name: string, common: Common, groups: readonly string[]): Method {
  const path = textOf(node, "path") ?? textOf(node, "flatPath") ?? "";
  return {
    id: textOf(node, "id") ?? [common.api, ...groups, name].join("."),
    name,
    groups,
    httpMethod: (textOf(node, "httpMethod") ?? "GET").toUpperCase(),
    path: parsePath(common.servicePath + path.replace(/^\/+/, "")),
    request: referenceOf(nodeOf(node, "request")),
    response: referenceOf(nodeOf(node, "response")),
    node,
  };
}

export function sameGroups(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

/** How many of the outermost resources two methods share. */
export function sharedDepth(a: readonly string[], b: readonly string[]): number {
  const different = a.findIndex((name, index) => name !== b[index]);
  return different < 0 ? Math.min(a.length, b.length) : different;
}
