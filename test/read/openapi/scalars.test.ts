import { describe, expect, it } from "vitest";
import type { Json } from "../../../generator/model/index.ts";
import { definitions, getThings, operationOf, propertyType } from "./read.ts";

function typed(schema: Json): unknown {
  return propertyType(definitions({ Thing: { type: "object", properties: { it: schema } } }), "Thing", "it");
}

describe("formats of strings", () => {
  it.each([
    ["arm-id", "resource-id"],
    ["base64url", "base64url"],
    ["binary", "byte-stream"],
    ["byte", "base64"],
    ["char", null],
    ["date", "date"],
    ["date-time", "date-time"],
    ["date-time-rfc1123", "date-time-rfc1123"],
    ["decimal", "decimal"],
    ["duration", "duration"],
    ["email", "email"],
    ["ipv4", null],
    ["password", "password"],
    ["time", "time"],
    ["uri", "uri"],
    ["url", "uri"],
    ["uuid", "uuid"],
  ])("%s is read as %s", (format, expected) => {
    expect(typed({ type: "string", format })).toEqual({ kind: "string", format: expected });
  });

  it("reports one that nobody knows, once per document", () => {
    const read = definitions({
      A: { type: "object", properties: { it: { type: "string", format: "shoe-size" } } },
      B: { type: "object", properties: { it: { type: "string", format: "shoe-size" } } },
    });
    expect(read.codes).toEqual(["schema/unknown-format"]);
    expect(propertyType(read, "A", "it")).toEqual({ kind: "string", format: null });
  });

  it("does not take names that every object has for formats", () => {
    const read = definitions({ A: { type: "object", properties: { it: { type: "string", format: "constructor" } } } });
    expect(propertyType(read, "A", "it")).toEqual({ kind: "string", format: null });
    expect(read.codes).toEqual(["schema/unknown-format"]);
  });
});

describe("numbers", () => {
  it.each([
    ["integer", "int32", { kind: "integer", format: "int32" }],
    ["integer", "int64", { kind: "integer", format: "int64" }],
    ["integer", "unixtime", { kind: "integer", format: "unixtime" }],
    ["number", "float", { kind: "number", format: "float" }],
    ["number", "double", { kind: "number", format: "double" }],
    ["number", "decimal", { kind: "number", format: "decimal" }],
    ["number", "int64", { kind: "integer", format: "int64" }],
  ])("%s of format %s", (type, format, expected) => {
    expect(typed({ type, format })).toEqual(expected);
  });

  it("have no format where none is given", () => {
    expect(typed({ type: "integer" })).toEqual({ kind: "integer", format: null });
    expect(typed({ type: "number" })).toEqual({ kind: "number", format: null });
  });
});

describe("other types", () => {
  it.each<[string, Json, unknown]>([
    ["a boolean", { type: "boolean" }, { kind: "boolean" }],
    ["nothing said", {}, { kind: "unknown" }],
    ["a bare object", { type: "object" }, { kind: "map", values: { kind: "unknown" } }],
    [
      "a map",
      { type: "object", additionalProperties: { type: "boolean" } },
      { kind: "map", values: { kind: "boolean" } },
    ],
    ["a map without type", { additionalProperties: { type: "boolean" } }, { kind: "map", values: { kind: "boolean" } }],
    ["a map of anything", { type: "object", additionalProperties: true }, { kind: "map", values: { kind: "unknown" } }],
    ["a list", { type: "array", items: { type: "boolean" } }, { kind: "array", items: { kind: "boolean" } }],
    ["a list of anything", { type: "array" }, { kind: "array", items: { kind: "unknown" } }],
    ["a list without type", { items: { type: "boolean" } }, { kind: "array", items: { kind: "boolean" } }],
    ["a format without type", { format: "date" }, { kind: "string", format: "date" }],
    ["a pattern without type", { pattern: "^a" }, { kind: "string", format: null }],
    ["x-nullable", { type: "boolean", "x-nullable": true }, { kind: "nullable", of: { kind: "boolean" } }],
    [
      "several types",
      { type: ["string", "integer"] },
      {
        kind: "union",
        of: [
          { kind: "string", format: null },
          { kind: "integer", format: null },
        ],
      },
    ],
    ["a type and null", { type: ["boolean", "null"] }, { kind: "nullable", of: { kind: "boolean" } }],
    [
      "several types, an object among them",
      { type: ["object", "boolean"] },
      { kind: "union", of: [{ kind: "map", values: { kind: "unknown" } }, { kind: "boolean" }] },
    ],
  ])("%s", (_, schema, expected) => {
    expect(typed(schema)).toEqual(expected);
  });

  it("reads tuples as lists of any of their items, and says so", () => {
    const read = definitions({
      Thing: {
        type: "object",
        properties: { it: { type: "array", prefixItems: [{ type: "boolean" }, { type: "string" }] } },
      },
    });
    expect(propertyType(read, "Thing", "it")).toEqual({
      kind: "array",
      items: { kind: "union", of: [{ kind: "boolean" }, { kind: "string", format: null }] },
    });
    expect(read.codes).toEqual(["schema/tuple"]);
  });

  it("is binary where a file is answered", () => {
    const read = getThings({ produces: ["image/png"], responses: { "200": { schema: { type: "file" } } } });
    expect(operationOf(read, "Things_Get").responses[0]?.contents).toEqual([
      { kind: "binary", mediaType: "image/png", type: { kind: "binary" } },
    ]);
  });
});
