import type { ArgumentSource, OperationLink, TypeRef } from "../../model/index.ts";
import { namespaceOf, schemaId, referenceOf, type Context } from "./context.ts";
import { linkByIdentity, sameParameters } from "./links.ts";
import { sameGroups, type Method } from "./methods.ts";
import { entriesOf, textOf } from "./node.ts";

/** What a long-running operation does to a resource, as far as its method's name says. */
export type Verb = "create" | "custom" | "delete" | "update";

const verbs: Readonly<Record<string, Verb>> = {
  create: "create",
  delete: "delete",
  insert: "create",
  patch: "update",
  replace: "update",
  undelete: "update",
  update: "update",
};

export function verbOf(method: Method): Verb {
  const known = Object.hasOwn(verbs, method.name) ? verbs[method.name] : undefined;
  return known ?? (method.httpMethod === "DELETE" ? "delete" : "custom");
}

/** The neighbour that reads one resource of the same collection. */
export function readerOf(method: Method, methods: readonly Method[]): Method | null {
  return methods.find((other) => other.name === "get" && sameGroups(other.groups, method.groups)) ?? null;
}

/** Name of the schema of the resource that the method is about: what `get` answers, else what is sent. */
export function resourceOf(context: Context, method: Method, reader: Method | null): string | null {
  if (reader?.response !== null && reader?.response !== undefined) return reader.response;
  const { request } = method;
  return request === null || !context.schemas.has(request) || /request$/i.test(request) ? null : request;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Names of schemas after the method: `ImportDataset…`, `ImportDatasets…`, `Import…`, with the API's namespace. */
function namesAfter(context: Context, method: Method, resource: string | null, ending: string): readonly string[] {
  const own = [resource, method.request].map((schema) => namespaceOf(schema ?? "")).find((found) => found !== "");
  const prefix = own ?? context.namespace;
  const thing = (resource ?? "").slice(namespaceOf(resource ?? "").length);
  const things = [thing, capital(method.groups.at(-1) ?? ""), ""];
  return things.flatMap((thing) => {
    const name = capital(method.name) + thing + ending;
    return prefix === "" ? [name] : [prefix + name, name];
  });
}

function named(context: Context, names: readonly string[]): TypeRef | null {
  const found = names.find((name) => context.schemas.has(name));
  return found === undefined ? null : { kind: "named", id: schemaId(context, found) };
}

/**
 * The schema of what an AIP-151 operation yields, by convention (AIP-133 to 136): the resource; nothing for a delete;
 * for custom methods the schema that is named after the method, which documents contain though nothing refers to it.
 * Null where the convention does not tell.
 */
export function conventionalResult(context: Context, method: Method, resource: string | null): TypeRef | null {
  const verb = verbOf(method);
  if (verb === "create" || verb === "update") return resource === null ? null : named(context, [resource]);
  return named(context, namesAfter(context, method, resource, "Response"));
}

/** The schema of an operation's progress data: named after the method, else the one for all operations of the API. */
export function conventionalMetadata(context: Context, method: Method | null, resource: string | null): TypeRef | null {
  const own =
    method === null
      ? []
      : ["OperationMetadata", "Metadata"].flatMap((end) => namesAfter(context, method, resource, end));
  return named(context, own) ?? commonMetadata(context);
}

/** `OperationMetadata`, with or without namespace; null where there are several. */
function commonMetadata(context: Context): TypeRef | null {
  const names = [...context.schemas.keys()].filter(
    (name) => name.slice(namespaceOf(name).length) === "OperationMetadata",
  );
  return names.length === 1 ? named(context, names) : null;
}

/**
 * How the resource is read once a Compute-style operation is done, since such an operation does not hold it: by the
 * parameters of the start, and for a new resource by the name that it was sent with. Null where they do not suffice.
 */
export function readLink(context: Context, method: Method, reader: Method | null): OperationLink | null {
  const verb = verbOf(method);
  if (reader === null || (verb !== "create" && verb !== "update")) return null;
  const same = sameParameters(method, reader);
  if (same !== null) return same;
  const name = verb === "create" ? nameInBody(context, method, reader) : null;
  return name === null ? null : linkByIdentity(method, reader, name, false);
}

/** Where the body of a create holds the name of the new resource. */
function nameInBody(context: Context, method: Method, reader: Method): ArgumentSource | null {
  const { request } = method;
  if (request === null || reader.response === null || !hasName(context, reader.response)) return null;
  if (request === reader.response) return { kind: "body", path: ["name"] };
  const wrapper = context.schemas.get(request);
  const wrapped =
    wrapper === undefined
      ? []
      : entriesOf(wrapper, "properties").filter(({ node }) => referenceOf(node) === reader.response);
  return wrapped.length === 1 ? { kind: "body", path: [wrapped[0]?.key ?? "", "name"] } : null;
}

function hasName(context: Context, schema: string): boolean {
  const node = context.schemas.get(schema);
  const name = node === undefined ? undefined : entriesOf(node, "properties").find(({ key }) => key === "name");
  return name !== undefined && textOf(name.node, "type") === "string";
}
