import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import {
  makeName,
  type AuthScheme,
  type Docs,
  type Json,
  type LinkArgument,
  type Location,
  type OperationLink,
  type Paging,
  type Wait,
} from "../model/index.ts";
import { childLocation, isObject, type JsonObject, type Located } from "../source/document.ts";
import { childOf, flagOf, isList, isTrue, objectAt, textOf } from "./values.ts";

/*
 * Our own extensions, `x-armature-*`: what no spec format can say. Overlays put them into documents of any format, so
 * they mean the same wherever they stand.
 */

/** `x-armature-cancel` of an operation: how the service is asked to stop it. */
export function readCancel(operation: Located<JsonObject>, sink: DiagnosticSink): OperationLink | null {
  return readLink(childOf(operation, "x-armature-cancel"), sink);
}

/**
 * `{operationId, arguments: {name: {parameter} | {field}}}`: another operation, and where its arguments come from. A
 * field is a path of property names, or one name.
 */
export function readLink(link: Located | null, sink: DiagnosticSink): OperationLink | null {
  if (link === null) return null;
  const operation = isObject(link.value) ? textOf(link.value, "operationId") : null;
  if (!isObject(link.value) || operation === null) {
    sink.report("extension/invalid", link.at, 'A link to an operation needs an "operationId"');
    return null;
  }
  const given = objectAt({ value: link.value, at: link.at }, "arguments");
  const links: LinkArgument[] = [];
  for (const [parameter, from] of Object.entries(given?.value ?? {})) {
    const source = readSource(from);
    if (source !== null) links.push({ parameter, from: source });
    else invalid(sink, given?.at ?? link.at, parameter, 'an argument comes from {"parameter": …} or {"field": …}');
  }
  return { operation, arguments: links };
}

function readSource(from: Json): LinkArgument["from"] | null {
  if (!isObject(from)) return null;
  const wire = textOf(from, "parameter");
  if (wire !== null) return { kind: "parameter", wire };
  const path = readPath(from["field"]);
  return path === null ? null : { kind: "field", path };
}

/** A path of property names: a list, or one name, in which dots mean nothing. Null where it is neither. */
function readPath(value: Json | undefined): readonly string[] | null {
  if (typeof value === "string" && value !== "") return [value];
  if (!isList(value) || value.length === 0) return null;
  const steps = value.filter((step) => typeof step === "string");
  return steps.length === value.length ? steps : null;
}

/** `x-armature-waits` of an operation that reads a resource: `[{name, property, until, failed, untilAbsent, cancel}]`. */
export function readWaits(operation: Located<JsonObject>, sink: DiagnosticSink): readonly Wait[] {
  const list = childOf(operation, "x-armature-waits");
  if (list === null) return [];
  if (!isList(list.value)) {
    sink.report("extension/invalid", list.at, '"x-armature-waits" is a list');
    return [];
  }
  const waits: Wait[] = [];
  for (const [index, value] of list.value.entries()) {
    const wait = readWait({ value, at: childLocation(list.at, index) }, sink);
    if (wait !== null) waits.push(wait);
  }
  return waits;
}

function readWait(node: Located, sink: DiagnosticSink): Wait | null {
  if (!isObject(node.value)) return invalid(sink, node.at, null, "a wait is an object");
  const located = { value: node.value, at: node.at };
  const name = textOf(node.value, "name");
  if (name === null) return invalid(sink, node.at, "name", "a wait needs a name");
  const until = statesOf(located, "until", sink);
  const untilAbsent = isTrue(node.value, "untilAbsent");
  const property = readPath(node.value["property"]) ?? [];
  if (until.length === 0 && !untilAbsent) {
    return invalid(sink, node.at, "until", 'a wait needs states in "until", or "untilAbsent"');
  }
  if (until.length > 0 && property.length === 0) {
    return invalid(sink, node.at, "property", "a wait for states needs the property that holds the state");
  }
  return {
    name: makeName(name),
    property,
    until,
    failed: statesOf(located, "failed", sink),
    untilAbsent,
    cancel: readLink(childOf(located, "cancel"), sink),
    docs: { summary: textOf(node.value, "summary"), description: textOf(node.value, "description"), url: null },
  };
}

function statesOf(wait: Located<JsonObject>, key: string, sink: DiagnosticSink): readonly string[] {
  const states = childOf(wait, key);
  if (states === null) return [];
  const texts = isList(states.value) ? states.value.filter((state) => typeof state === "string") : [];
  if (!isList(states.value) || texts.length !== states.value.length) {
    invalid(sink, wait.at, key, "the states are a list of texts");
  }
  return texts;
}

type TokenSource = Extract<AuthScheme, { kind: "oauth2" }>["tokens"];

/**
 * `x-armature-auth` of a document: the ways of proving who calls, in place of what the spec says; null without it.
 * `tokens` is where callers of such documents have tokens from.
 */
export function readAuth(
  root: Located<JsonObject>,
  sink: DiagnosticSink,
  tokens: TokenSource,
): readonly AuthScheme[] | null {
  const list = childOf(root, "x-armature-auth");
  if (list === null) return null;
  const schemes: AuthScheme[] = [];
  for (const [index, value] of (isList(list.value) ? list.value : [list.value]).entries()) {
    const scheme = isObject(value) ? readScheme(value, tokens) : null;
    if (scheme === null) invalid(sink, childLocation(list.at, index), null, "no such kind of authentication");
    else schemes.push(scheme);
  }
  return schemes;
}

function readScheme(node: JsonObject, tokens: TokenSource): AuthScheme | null {
  const kind = node["kind"];
  if (kind === "basic" || kind === "bearer") return { kind };
  if (kind === "oauth2") {
    const scopes = node["scopes"];
    const given = isList(scopes) ? scopes.filter((scope) => typeof scope === "string") : [];
    return { kind, scopes: given, tokens };
  }
  if (kind === "sharedKey") {
    const variant = node["variant"];
    return variant === "batch" || variant === "storage" ? { kind, variant } : null;
  }
  if (kind !== "apiKey") return null;
  const name = textOf(node, "name");
  const location = node["location"];
  if (name === null || (location !== "query" && location !== "header" && location !== "cookie")) return null;
  return { kind, name, location };
}

/** `docs` with what `x-armature-docs` says instead: `{summary, description, url}`. */
export function overlayDocs(node: JsonObject, docs: Docs): Docs {
  const own = node["x-armature-docs"];
  if (!isObject(own)) return docs;
  return {
    summary: textOf(own, "summary") ?? docs.summary,
    description: textOf(own, "description") ?? docs.description,
    url: textOf(own, "url") ?? docs.url,
  };
}

/** What `x-armature-paging` says; what a page's items are is for the reader of the format to find out. */
export type PagingExtension = Pick<Paging, "items" | "next" | "pageSize">;

/**
 * `x-armature-paging` of an operation: `{items, link | token, parameter, location, pageSize}`. `items`, `link` and
 * `token` are paths in the answer; a token goes into `parameter`, in the query unless `location` says "body".
 */
export function readPaging(operation: Located<JsonObject>, sink: DiagnosticSink): PagingExtension | null {
  const node = objectAt(operation, "x-armature-paging");
  if (node === null) return null;
  const items = readPath(node.value["items"]);
  if (items === null) return invalid(sink, node.at, "items", "paging needs the path of the items");
  const pageSize = textOf(node.value, "pageSize");
  const link = readPath(node.value["link"]);
  if (link !== null)
    return { items, pageSize, next: { kind: "link", path: link, operation: textOf(node.value, "operationId") } };
  const token = readPath(node.value["token"]);
  if (token === null) return { items, pageSize, next: { kind: "none" } };
  const parameter = textOf(node.value, "parameter");
  if (parameter === null) return invalid(sink, node.at, "parameter", "a token needs a parameter to go into");
  const location = node.value["location"] === "body" ? "body" : "query";
  return { items, pageSize, next: { kind: "token", path: token, parameter, location } };
}

/** `x-armature-idempotent` of an operation; null where it does not say. */
export function readIdempotent(operation: JsonObject): boolean | null {
  return flagOf(operation, "x-armature-idempotent");
}

/** The `schema` in `x-armature-result` or `x-armature-metadata` of an operation; null without it. */
export function readSchema(
  operation: Located<JsonObject>,
  key: "x-armature-result" | "x-armature-metadata",
): Located | null {
  const node = objectAt(operation, key);
  return node === null ? null : childOf(node, "schema");
}

function invalid(sink: DiagnosticSink, at: Location, key: string | null, message: string): null {
  const place = key === null ? at : childLocation(at, key);
  sink.report("extension/invalid", place, `${message.charAt(0).toUpperCase()}${message.slice(1)}`);
  return null;
}
