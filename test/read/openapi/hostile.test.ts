import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSink } from "../../../generator/diagnostics/sink.ts";
import type { Json } from "../../../generator/model/index.ts";
import { checkService } from "../../../generator/check/index.ts";
import { readOpenApi } from "../../../generator/read/openapi/index.ts";
import { definitions, modelOf, openapi, operationOf, read, specSet, swagger, typeOf } from "./read.ts";

describe("documents of no known kind", () => {
  it.each<[string, Json]>([
    ["a list", []],
    ["a text", "swagger: 2.0"],
    ["Swagger 1.2", { swaggerVersion: "1.2" }],
    ["OpenAPI 4", { openapi: "4.0.0" }],
    ["nothing", {}],
  ])("%s is refused", (_, root) => {
    const sink = createSink();
    expect(readOpenApi(specSet({ "a.json": root }), {}, sink)).toBeNull();
    expect(sink.diagnostics.map(({ code }) => code)).toEqual(["spec/version"]);
  });

  it("are left out beside others", () => {
    const result = read({ "a.json": swagger({ definitions: { A: { type: "string" } } }), "b.json": [] });
    expect(typeOf(result, "A").kind).toBe("alias");
    expect(result.codes).toEqual(["spec/version"]);
  });
});

describe("what has not the form that it should have", () => {
  it("is passed over", () => {
    const result = read({
      "shop.json": swagger({
        paths: {
          "/a": {
            get: {
              operationId: 7,
              tags: "x",
              parameters: { a: 1 },
              responses: { "200": null, "404": [] },
              "x-ms-pageable": 1,
            },
          },
          "/b": null,
          "/c": { get: [], parameters: [null, 1, { name: 3 }, { in: "query" }], put: { operationId: "C_Put" } },
        },
        definitions: {
          A: null,
          B: { properties: { a: null, b: 5 } },
          C: { allOf: "x", properties: [] },
          D: { enum: [{}, []], type: "string" },
        },
        parameters: 4,
        securityDefinitions: { a: null },
        security: "none",
        consumes: "application/json",
      }),
    });
    expect(operationOf(result, "C_Put").responses).toEqual([]);
    expect(modelOf(result, "B").properties.map(({ type }) => type)).toEqual([{ kind: "unknown" }, { kind: "unknown" }]);
  });

  it("ends, however deep it goes", () => {
    let schema: Json = { type: "string" };
    for (let depth = 0; depth < 400; depth += 1) schema = { type: "array", items: schema };
    const result = definitions({ Deep: { properties: { it: schema } } });
    expect(result.codes).toContain("schema/circular");
  });

  it("ends, however long a line of definitions is", () => {
    const schemas: { [key: string]: Json } = {
      D0: { type: "object", discriminator: "k", properties: { k: { type: "string" } } },
    };
    for (let index = 1; index < 2000; index += 1)
      schemas[`D${index}`] = {
        allOf: [{ $ref: `#/definitions/D${index - 1}` }],
        properties: { a: { type: "string" } },
      };
    const result = definitions(schemas);
    expect(modelOf(result, "D0").discriminator?.variants).toHaveLength(1999);
    expect(modelOf(result, "D1999").bases).toEqual(["shop.json#/definitions/D1998"]);
  });
});

const key = fc.constantFrom(
  ...[
    "type",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "enum",
    "const",
    "$ref",
    "required",
    "discriminator",
    "format",
  ],
  ...[
    "additionalProperties",
    "nullable",
    "default",
    "pattern",
    "xml",
    "x-ms-enum",
    "x-ms-mutability",
    "name",
    "in",
    "schema",
    "a",
  ],
);
const leaf = fc.constantFrom<Json>(
  ...[null, true, false, 0, 1.5, "", "a", "string", "object", "array", "integer", "date", "query", "body", "path"],
  ...["#/definitions/A", "#/definitions/B/properties/a", "#/nowhere", "b.json", "__proto__"],
);
const value = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(key, tie("json"), { maxKeys: 5 }),
  ),
})).json;

describe("any values anywhere", () => {
  it("never make the reader fail, and what it gives holds together", () => {
    fc.assert(
      fc.property(value, value, value, fc.boolean(), (a, b, c, old) => {
        const operation = {
          operationId: "A_Get",
          parameters: [b],
          responses: { "200": { schema: c, description: "" } },
          "x-ms-pageable": c,
          "x-ms-long-running-operation": true,
        };
        const document = old
          ? swagger({ paths: { "/a/{a}": { get: operation } }, definitions: { A: a, B: b }, parameters: { P: c } })
          : openapi({
              paths: {
                "/a": {
                  put: {
                    ...operation,
                    requestBody: {
                      content: { "application/json": { schema: a }, "multipart/form-data": { schema: b } },
                    },
                  },
                },
              },
              components: { schemas: { A: a, B: c } },
            });
        const sink = createSink();
        const service = readOpenApi(specSet({ "a.json": document }), {}, sink);
        if (service === null) throw new Error("nothing was read");
        checkService(service, sink);
        expect(sink.diagnostics.filter(({ code }) => code === "check/reference")).toEqual([]);
        expect(new Set(service.types.map(({ id }) => id)).size).toBe(service.types.length);
      }),
      { numRuns: 400 },
    );
  });
});
