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

/**
 * Name of the schema of the resource that the method is about: what `get` answers, else what is sent, else the `Thing`
 * of a `CreateThingRequest`.
 */
export function resourceOf(context: Context, method: Method, reader: Method | null): string | null {
  if (reader?.response !== null && reader?.response !== undefined) return reader.response;
  const { request } = method;
  if (request === null) return null;
  const prefix = namespaceOf(request);
  const wrapped = /^(?:Create|Insert|Replace|Update)(\w+)Request$/.exec(request.slice(prefix.length))?.[1];
  const name = wrapped === undefined ? request : prefix + wrapped;
  return context.schemas.has(name) && !/request$/i.test(name) ? name : null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * What schemas are called that belong to the method. Its request is the best guide: the import of a dataset takes an
 * `ImportDataRequest`. Else its own name leads, after which the resource comes in singular, in plural, or not at all.
 */
function namesOf(context: Context, method: Method, resource: string | null): readonly string[] {
  const prefix =
    [resource, method.request].map((name) => namespaceOf(name ?? "")).find((found) => found !== "") ??
    context.namespace;
  const request = (method.request ?? "").slice(namespaceOf(method.request ?? "").length);
  const thing = (resource ?? "").slice(namespaceOf(resource ?? "").length);
  // Discovery calls the standard update after its HTTP method.
  const name = capital(method.name === "patch" ? "update" : method.name);
  const things = [thing, capital(method.groups.at(-1) ?? ""), ""].map((ending) => name + ending);
  const names = request.endsWith("Request") ? [request.slice(0, -"Request".length), ...things] : things;
  return prefix === "" ? names : names.flatMap((own) => [prefix + own, own]);
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
  return named(
    context,
    namesOf(context, method, resource).map((name) => `${name}Response`),
  );
}

/**
 * The schema of an operation's progress data: named after the method, or after the resource, else the one that all
 * operations of the API share.
 */
export function conventionalMetadata(context: Context, method: Method, resource: string | null): TypeRef | null {
  const names = [...namesOf(context, method, resource), ...(resource === null ? [] : [resource])];
  return named(context, [
    ...names.map((name) => `${name}OperationMetadata`),
    ...names.map((name) => `${name}Metadata`),
  ]);
}

/** `OperationMetadata`, with or without namespace, where it is the document's only schema for such a thing. */
export function commonMetadata(context: Context): TypeRef | null {
  const names = [...context.schemas.keys()].filter((name) => /(?:Operation|Op)Metadata$/.test(name));
  const [name] = names;
  return names.length === 1 && name?.slice(namespaceOf(name).length) === "OperationMetadata"
    ? named(context, names)
    : null;
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
