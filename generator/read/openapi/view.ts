import type { HttpMethod, Json, ListStyle } from "../../model/index.ts";
import { childLocation, isObject, type JsonObject, type Located, type SourceDocument } from "../../source/document.ts";
import { refOf } from "../../source/refs.ts";
import { pathContainers } from "../azure/paths.ts";
import { elementsOf, isList, listOf, membersOf, objectAt, objectOf, textOf } from "../values.ts";
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
  /** The address of the server that it lives on, where that is another than the document's; null for most. */
  readonly server: string | null;
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
  const usual = new Set(elementsOf(serversNode(root), "servers").map(serverUrl));
  reportIncoming(reader, root, "webhooks");
  for (const container of pathContainers) {
    for (const [path, written] of membersOf(root, container)) {
      const item = refOf(written.value) === null ? written : reader.resolveObject(written);
      if (item === null || path.startsWith("x-")) continue;
      const shared = parameterNodes(reader, item);
      for (const [key, given] of membersOfItem(item)) {
        const method = methods[key];
        // Specifications in many files keep single operations apart too, although OpenAPI does not have that.
        const node = refOf(given.value) === null ? given : reader.resolveObject(given);
        if (node === null) continue;
        if (method === undefined) {
          reader.sink.report("operation/method", node.at, `No client sends requests of method ${key.toUpperCase()}`);
        } else {
          reportIncoming(reader, node, "callbacks");
          const server = ownServer(reader, [node, item], usual);
          operations.push({ method, path, node, server, parameters: merge(shared, parameterNodes(reader, node)) });
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

/**
 * The server that an operation, else its path, names for itself; null where it is one of the document's. What is no
 * https address cannot be called beside the service's.
 */
function ownServer(reader: Reader, places: readonly Located<JsonObject>[], usual: ReadonlySet<string>): string | null {
  const place = places.find(({ value }) => listOf(value, "servers").length > 0);
  const [server] = place === undefined ? [] : elementsOf(place, "servers");
  const url = server === undefined ? null : serverUrl(server);
  if (server === undefined || url === null || usual.has(url)) return null;
  if (/^https:\/\/[^{}]+$/.test(url) && URL.canParse(url)) return url;
  reader.reportOnce(
    "server/operation",
    server.at,
    server.at.pointer,
    `No client calls ${url} beside the service's host`,
  );
  return null;
}

/** The address of a server as it is unless callers say otherwise, without a slash at its end. */
function serverUrl(server: Located<JsonObject>): string {
  const variables = new Map(
    membersOf(server, "variables").map(([name, { value }]) => [name, textOf(value, "default")]),
  );
  return (textOf(server.value, "url") ?? "")
    .replace(/\{([^{}]+)\}/g, (whole, name: string) => variables.get(name) ?? whole)
    .replace(/\/+$/, "");
}

/** What the service sends to its callers is theirs to receive: a client has no part in it. */
function reportIncoming(reader: Reader, { value, at }: Located<JsonObject>, key: "callbacks" | "webhooks"): void {
  if (Object.keys(objectOf(value, key) ?? {}).length === 0) return;
  reader.reportOnce(
    "spec/incoming",
    childLocation(at, key),
    key,
    `Requests that the service sends are left out: ${key}`,
  );
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
