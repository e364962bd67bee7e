import type { HttpMethod, Json, ListStyle } from "../../model/index.ts";
import { childLocation, isObject, type JsonObject, type Located, type SourceDocument } from "../../source/document.ts";
import { refOf } from "../../source/refs.ts";
import { pathContainers } from "../azure/paths.ts";
import { elementsOf, isList, listOf, membersOf, objectAt, textOf } from "../values.ts";
import type { Reader } from "./reader.ts";

/*
 * What differs between Swagger 2.0 and OpenAPI 3.x, behind one small surface. Nothing is converted: every node keeps
 * the place where its author wrote it.
 */

export interface SpecView {
  readonly document: SourceDocument;
  readonly root: Located<JsonObject>;
  readonly info: JsonObject;
  operations(): readonly RawOperation[];
  parameters(operation: RawOperation): readonly RawParameter[];
  body(operation: RawOperation): RawBody | null;
  responses(operation: RawOperation): readonly RawResponse[];
  /** Media type that a request names although it has no body; null where there is no need. */
  bodilessType(operation: RawOperation): string | null;
  security(): RawSecurity;
  servers(): readonly RawServer[];
}

export interface RawOperation {
  readonly method: HttpMethod;
  /** The path as the key has it, with a query where the key has one. */
  readonly path: string;
  readonly node: Located<JsonObject>;
  /** The path's own first, those of the operation in their place where both name the same. */
  readonly parameters: readonly ParameterNode[];
}

export interface ParameterNode {
  readonly node: Located<JsonObject>;
  /** Written apart and referred to. */
  readonly shared: boolean;
}

export interface RawParameter extends ParameterNode {
  readonly wire: string;
  readonly location: "path" | "query" | "header" | "cookie" | "host";
  readonly schema: Located;
  /** How several values are written, should it have several. */
  readonly list: ListStyle;
  /** How an object is written, should it be one. */
  readonly object: "form" | "deepObject" | "json" | null;
}

export interface RawContent {
  readonly mediaType: string;
  readonly schema: Located | null;
  /** Fields of a form, where they are written one by one; null where they are the schema's properties. */
  readonly fields: readonly RawField[] | null;
  /** What OpenAPI 3 says of the encoding of single fields. */
  readonly encoding: JsonObject | null;
}

export interface RawField {
  readonly wire: string;
  readonly node: Located<JsonObject>;
  readonly schema: Located;
  readonly required: boolean;
  readonly list: ListStyle;
  /** Objects and lists become fields of their own: `name[key]`. */
  readonly deep: boolean;
  readonly mediaType: string | null;
}

export interface RawBody {
  readonly node: Located<JsonObject>;
  readonly required: boolean;
  readonly contents: readonly RawContent[];
}

export interface RawHeader {
  readonly wire: string;
  readonly node: Located<JsonObject>;
  readonly schema: Located;
}

export interface RawResponse {
  /** `200`, `4XX`, `default`. */
  readonly status: string;
  readonly node: Located<JsonObject>;
  readonly contents: readonly RawContent[];
  readonly headers: readonly RawHeader[];
}

export interface RawSecurity {
  readonly schemes: ReadonlyMap<string, Located<JsonObject>>;
  /** Requirements that hold for every operation; null where the document says nothing. */
  readonly requirements: readonly Json[] | null;
}

export interface RawServer {
  /** With scheme and base path; `{name}` stands for a parameter. */
  readonly url: string;
  readonly parameters: readonly RawParameter[];
}

const methods: Readonly<Record<string, HttpMethod>> = {
  delete: "DELETE",
  get: "GET",
  head: "HEAD",
  options: "OPTIONS",
  patch: "PATCH",
  post: "POST",
  put: "PUT",
};

/** The same answer every time, worked out the first time. */
export function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | null = null;
  return () => (done ??= { value: work() }).value;
}

/** What `read` gives for a parameter, each read once: most operations refer to the same few. */
export function sharedParameters(
  read: (parameter: ParameterNode) => readonly RawParameter[],
): (parameter: ParameterNode) => readonly RawParameter[] {
  const known = new Map<JsonObject, readonly RawParameter[]>();
  return (parameter) => {
    const found = known.get(parameter.node.value) ?? read(parameter);
    known.set(parameter.node.value, found);
    return found;
  };
}

/** Every operation of a document, with its parameters resolved and merged with those of its path. */
export function operationsOf(reader: Reader, root: Located<JsonObject>): readonly RawOperation[] {
  const operations: RawOperation[] = [];
  const usual = JSON.stringify(serversNode(root).value["servers"]);
  for (const container of pathContainers) {
    for (const [path, written] of membersOf(root, container)) {
      const item = refOf(written.value) === null ? written : reader.resolveObject(written);
      if (item === null || path.startsWith("x-")) continue;
      const shared = parameterNodes(reader, item);
      reportServers(reader, item, usual);
      for (const [key, given] of membersOfItem(item)) {
        const method = methods[key];
        // Specifications in many files keep single operations apart too, although OpenAPI does not have that.
        const node = refOf(given.value) === null ? given : reader.resolveObject(given);
        if (node === null) continue;
        reportServers(reader, node, usual);
        if (method === undefined) {
          reader.sink.report("operation/method", node.at, `No client sends requests of method ${key.toUpperCase()}`);
        } else {
          operations.push({ method, path, node, parameters: merge(shared, parameterNodes(reader, node)) });
        }
      }
    }
  }
  return operations;
}

/**
 * The node whose `servers` are the document's: the document itself, or where it names none, the first of its paths or
 * operations that names those which most of them name.
 */
export function serversNode(root: Located<JsonObject>): Located<JsonObject> {
  if (listOf(root.value, "servers").length > 0) return root;
  const counts = new Map<string, { readonly node: Located<JsonObject>; count: number }>();
  for (const [, item] of membersOf(root, "paths")) {
    for (const node of [item, ...membersOfItem(item).map(([, operation]) => operation)]) {
      if (listOf(node.value, "servers").length === 0) continue;
      const key = JSON.stringify(node.value["servers"]);
      const known = counts.get(key) ?? { node, count: 0 };
      counts.set(key, { ...known, count: known.count + 1 });
    }
  }
  const [most] = [...counts.values()].toSorted((a, b) => b.count - a.count);
  return most?.node ?? root;
}

/** OpenAPI 3 lets single operations live elsewhere; a client has one host. */
function reportServers(reader: Reader, node: Located<JsonObject>, usual: string): void {
  if (!Object.hasOwn(node.value, "servers") || JSON.stringify(node.value["servers"]) === usual) return;
  const at = childLocation(node.at, "servers");
  reader.sink.report("server/operation", at, "Servers of single paths or operations have no effect");
}

const verbs = new Set([...Object.keys(methods), "trace", "query"]);

function membersOfItem(item: Located<JsonObject>): readonly (readonly [string, Located<JsonObject>])[] {
  return Object.entries(item.value).flatMap(([key, value]) =>
    verbs.has(key) && isObject(value) ? [[key, { value, at: childLocation(item.at, key) }] as const] : [],
  );
}

/** The objects in a list that may be written elsewhere as a whole. */
function listAt(reader: Reader, parent: Located<JsonObject>, key: string): readonly Located<JsonObject>[] {
  const written = objectAt(parent, key);
  const list = written === null || refOf(written.value) === null ? null : reader.resolve(written);
  if (list === null || !isList(list.value)) return elementsOf(parent, key);
  return list.value.flatMap((value, index) => (isObject(value) ? [{ value, at: childLocation(list.at, index) }] : []));
}

/** The parameters in a list, each once: of two of one name and place the later, which is said where they differ. */
function parameterNodes(reader: Reader, parent: Located<JsonObject>): readonly ParameterNode[] {
  const found = new Map<string, ParameterNode>();
  for (const written of listAt(reader, parent, "parameters")) {
    const node = reader.resolveObject(written);
    if (node === null) continue;
    const key = parameterKey(node.value);
    const known = found.get(key)?.node.value ?? node.value;
    if (known !== node.value && JSON.stringify(known) !== JSON.stringify(node.value)) {
      const { name, in: place } = node.value;
      reader.sink.report(
        "parameter/repeated",
        written.at,
        `"${String(name)}" is in the ${String(place)} twice; the last holds`,
      );
    }
    found.set(key, { node, shared: refOf(written.value) !== null });
  }
  return [...found.values()];
}

const parameterKey = (value: JsonObject): string => `${textOf(value, "in")} ${textOf(value, "name")}`;

/** One parameter per name and place; the later wins, in the place of the earlier. */
function merge(first: readonly ParameterNode[], second: readonly ParameterNode[]): readonly ParameterNode[] {
  if (first.length === 0) return second;
  const merged = new Map<string, ParameterNode>();
  for (const parameter of [...first, ...second]) {
    merged.set(parameterKey(parameter.node.value), parameter);
  }
  return [...merged.values()];
}
