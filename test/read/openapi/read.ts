import { createSink } from "../../../generator/diagnostics/sink.ts";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import type {
  Declaration,
  Json,
  Model,
  Operation,
  Parameter,
  Service,
  TypeRef,
} from "../../../generator/model/index.ts";
import { readOpenApi, type ReadOptions } from "../../../generator/read/openapi/index.ts";
import type { SourceDocument, SpecSet } from "../../../generator/source/document.ts";

/** What reading some documents gave. */
export interface Read {
  readonly service: Service;
  readonly diagnostics: readonly Diagnostic[];
  /** Codes of the diagnostics, in order. */
  readonly codes: readonly string[];
}

export type Documents = Readonly<Record<string, Json>>;

/** Documents in memory, all of them entries unless some are named. */
export function specSet(documents: Documents, entries: readonly string[] = Object.keys(documents)): SpecSet {
  const all = new Map(
    Object.entries(documents).map(([name, root]): [string, SourceDocument] => [
      name,
      { name, format: "json", text: JSON.stringify(root), root },
    ]),
  );
  return {
    entries: entries.flatMap((name) => all.get(name) ?? []),
    documents: all,
    tag: null,
    settings: { title: null, resourceManager: null },
  };
}

export function readSet(set: SpecSet, options: ReadOptions = {}): Read {
  const sink = createSink();
  const service = readOpenApi(set, options, sink);
  if (service === null) throw new Error(`nothing was read: ${JSON.stringify(sink.diagnostics)}`);
  return { service, diagnostics: sink.diagnostics, codes: sink.diagnostics.map(({ code }) => code) };
}

export function read(documents: Documents, entries?: readonly string[]): Read {
  return readSet(specSet(documents, entries));
}

/** A Swagger 2.0 document with these members. */
export function swagger(members: { readonly [key: string]: Json }): Json {
  return {
    swagger: "2.0",
    info: { title: "Shop", version: "2020-01-01" },
    host: "shop.example",
    paths: {},
    ...members,
  };
}

/** An OpenAPI 3 document with these members. */
export function openapi(members: { readonly [key: string]: Json }, version = "3.0.3"): Json {
  return {
    openapi: version,
    info: { title: "Shop", version: "1" },
    servers: [{ url: "https://shop.example" }],
    paths: {},
    ...members,
  };
}

export function definitions(schemas: { readonly [key: string]: Json }): Read {
  return read({ "shop.json": swagger({ definitions: schemas }) });
}

/** One `get /things` with these members, in Swagger 2.0. */
export function getThings(
  operation: { readonly [key: string]: Json },
  members: { readonly [key: string]: Json } = {},
): Read {
  const get = { operationId: "Things_Get", responses: { "200": { description: "" } }, ...operation };
  return read({ "shop.json": swagger({ paths: { "/things": { get } }, ...members }) });
}

export function operationOf({ service }: Read, id: string): Operation {
  const found = service.groups.flatMap((group) => group.operations).find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`no operation ${id}`);
  return found;
}

export function parameterOf(read: Read, id: string, wire: string): Parameter {
  const found = operationOf(read, id).parameters.find((parameter) => parameter.name.wire === wire);
  if (found === undefined) throw new Error(`no parameter ${wire}`);
  return found;
}

export function typeOf({ service }: Read, wire: string): Declaration {
  const found = service.types.find((type) => type.name.wire === wire);
  if (found === undefined)
    throw new Error(`no type ${wire} among ${service.types.map((type) => type.name.wire).join(", ")}`);
  return found;
}

export function modelOf(read: Read, wire: string): Model {
  const found = typeOf(read, wire);
  if (found.kind !== "model") throw new Error(`${wire} is no model`);
  return found;
}

export function propertyType(read: Read, model: string, wire: string): TypeRef {
  const found = modelOf(read, model).properties.find((property) => property.name.wire === wire);
  if (found === undefined) throw new Error(`no property ${wire}`);
  return found.type;
}

/** A use of what `shop.json` defines under this name. */
export function named(name: string, document = "shop.json"): TypeRef {
  return { kind: "named", id: `${document}#/definitions/${name}` };
}

export const text: TypeRef = { kind: "string", format: null };
