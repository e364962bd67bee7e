import { createSink } from "../../../generator/diagnostics/sink.ts";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import type { Declaration, Json, Model, Operation, Property, Service } from "../../../generator/model/index.ts";
import { readDiscovery } from "../../../generator/read/google/index.ts";
import type { JsonObject, SpecSet } from "../../../generator/source/document.ts";

/** A set of the one document that is made of these values. */
export function setOf(root: Json, name = "shop.v1.json"): SpecSet {
  const document = { name, format: "json", text: JSON.stringify(root), root } as const;
  return {
    entries: [document],
    documents: new Map([[name, document]]),
    tag: null,
    settings: { title: null, resourceManager: null },
  };
}

/** The least that a Discovery document has, and `members`. */
export function documentOf(members: JsonObject): JsonObject {
  return {
    kind: "discovery#restDescription",
    protocol: "rest",
    name: "shop",
    version: "v1",
    title: "Shop API",
    rootUrl: "https://shop.example/",
    servicePath: "",
    ...members,
  };
}

export interface Reading {
  readonly service: Service;
  readonly diagnostics: readonly Diagnostic[];
  readonly codes: readonly string[];
}

export function read(members: JsonObject): Reading {
  const sink = createSink();
  const service = readDiscovery(setOf(documentOf(members)), {}, sink);
  if (service === null) throw new Error(`nothing was read: ${JSON.stringify(sink.diagnostics)}`);
  return { service, diagnostics: sink.diagnostics, codes: sink.diagnostics.map(({ code }) => code) };
}

/** A document with one resource, `things`, that has these methods. */
export function withMethods(methods: JsonObject, members: JsonObject = {}): Reading {
  return read({ resources: { things: { methods } }, ...members });
}

export function operationOf({ service }: Reading, id: string): Operation {
  const found = service.groups.flatMap((group) => group.operations).find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`there is no operation ${id}`);
  return found;
}

export function typeNamed({ service }: Reading, id: string): Declaration {
  const found = service.types.find((type) => type.id === id);
  if (found === undefined) throw new Error(`there is no type ${id}: ${service.types.map((type) => type.id).join(" ")}`);
  return found;
}

export function modelNamed(reading: Reading, schema: string): Model {
  const found = typeNamed(reading, `#/schemas/${schema}`);
  if (found.kind !== "model") throw new Error(`${schema} is no model but ${found.kind}`);
  return found;
}

export function propertyOf(reading: Reading, schema: string, wire: string): Property {
  const found = modelNamed(reading, schema).properties.find((property) => property.name.wire === wire);
  if (found === undefined) throw new Error(`${schema} has no ${wire}`);
  return found;
}
