import type { ArgumentSource, Json, OperationLink, TypeRef } from "../../../generator/model/index.ts";
import type { JsonObject } from "../../../generator/source/document.ts";
import { operationOf, read, type Reading } from "./document.ts";

export const text = { type: "string" };
const anything = { type: "object", additionalProperties: { type: "any" } };
const aip = {
  type: "object",
  properties: { name: text, done: { type: "boolean" }, error: anything, response: anything, metadata: anything },
};
export const schemas: JsonObject = {
  Operation: aip,
  Empty: { type: "object" },
  Thing: { type: "object", properties: { name: text } },
  OperationMetadata: { type: "object", properties: { verb: text } },
};

interface MethodParts {
  readonly request?: string;
  readonly response?: string;
  readonly [extension: `x-${string}`]: Json;
}

/** A method whose path parameters are those of its path; `patterns` are theirs in that order. */
export function method(verb: string, path: string, patterns: readonly string[], parts: MethodParts = {}): JsonObject {
  const { request, response = "Operation", ...extensions } = parts;
  const names = [...path.matchAll(/\{\+?(\w+)\}/g)].map((match) => match[1] ?? "");
  const parameters = names.map((name, index) => [
    name,
    { ...text, location: "path", required: true, ...patternOf(patterns[index]) },
  ]);
  return {
    httpMethod: verb,
    path,
    parameters: Object.fromEntries(parameters),
    response: { $ref: response },
    ...(request === undefined ? {} : { request: { $ref: request } }),
    ...extensions,
  };
}

function patternOf(pattern: string | undefined): JsonObject {
  return pattern === undefined || pattern === "" ? {} : { pattern };
}

export const place = "^shelves/[^/]+$";
export const named = "^shelves/[^/]+/things/[^/]+$";
export const running = "^shelves/[^/]+/operations/[^/]+$";
export const operations = {
  methods: {
    get: method("GET", "v1/{+name}", [running]),
    cancel: method("POST", "v1/{+name}:cancel", [running], { response: "Empty" }),
    wait: method("POST", "v1/{+name}:wait", [running]),
    list: method("GET", "v1/{+name}/operations", [place], { response: "Thing" }),
  },
};

export function readThings(methods: JsonObject, more: JsonObject = {}, around: JsonObject = { operations }): Reading {
  const things = { methods: { get: method("GET", "v1/{+name}", [named], { response: "Thing" }), ...methods } };
  return read({ resources: { shelves: { resources: { things, ...around } } }, schemas: { ...schemas, ...more } });
}

function source(from: ArgumentSource): string {
  switch (from.kind) {
    case "parameter":
      return `$${from.wire}`;
    case "field":
      return `.${from.path.join(".")}`;
    case "body":
      return `body.${from.path.join(".")}`;
    case "segments":
      return `${source(from.of)}[${from.from}:${from.to ?? ""}]`;
    case "concat":
      return from.of.map((part) => (typeof part === "string" ? part : source(part))).join(" ");
  }
}

export function shown(link: OperationLink | null | undefined): string {
  if (link === null || link === undefined) return "-";
  return `${link.operation}(${link.arguments.map(({ parameter, from }) => `${parameter}=${source(from)}`).join(", ")})`;
}

export function typeName(type: TypeRef | null | undefined): string {
  if (type === null || type === undefined) return "nothing";
  return type.kind === "named" ? type.id.replace("#/schemas/", "") : type.kind;
}

export function summary(reading: Reading, id: string): readonly string[] {
  const found = operationOf(reading, id).longRunning;
  if (found === null) return [];
  const get = found.poll.kind === "operation" ? `${found.poll.style} ${shown(found.poll.get)}` : "";
  return [get, shown(found.cancel), typeName(found.result), typeName(found.metadata), shown(found.read)];
}
