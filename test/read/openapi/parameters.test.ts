import { describe, expect, it } from "vitest";
import { noConstraints, type Json, type Parameter } from "../../../generator/model/index.ts";
import { getThings, openapi, operationOf, parameterOf, read, swagger, text, typeOf } from "./read.ts";

function parameter(node: { readonly [key: string]: Json }, members: { readonly [key: string]: Json } = {}): Parameter {
  return parameterOf(
    getThings({ parameters: [{ in: "query", type: "string", ...node }] }, members),
    "Things_Get",
    String(node["name"]),
  );
}

describe("a parameter of Swagger 2.0", () => {
  it("has everything that is said of it", () => {
    expect(
      parameter({
        name: "$top",
        description: "How many.",
        type: "integer",
        format: "int32",
        minimum: 1,
        default: 10,
        "x-ms-client-name": "count",
      }),
    ).toEqual({
      name: { wire: "$top", words: ["count"] },
      location: "query",
      scope: "operation",
      role: "plain",
      type: { kind: "integer", format: "int32" },
      required: false,
      constant: undefined,
      default: 10,
      encoding: "component",
      list: null,
      object: null,
      headerPrefix: null,
      constraints: { ...noConstraints, minimum: 1 },
      group: null,
      docs: { summary: null, description: "How many.", url: null },
      deprecated: false,
      at: { document: "shop.json", pointer: "/paths/~1things/get/parameters/0" },
    });
  });

  it.each(["csv", "ssv", "tsv", "pipes", "multi"])("writes lists as %s", (collectionFormat) => {
    const list = parameter({ name: "ids", type: "array", items: { type: "string" }, collectionFormat });
    expect(list).toMatchObject({ list: collectionFormat, type: { kind: "array", items: text } });
  });

  it("writes lists with commas where nothing is said, and has no list style where it is none", () => {
    expect(parameter({ name: "ids", type: "array", items: { type: "string" } }).list).toBe("csv");
    expect(parameter({ name: "id", collectionFormat: "multi" }).list).toBeNull();
  });

  it("is constant where it is required and has one value", () => {
    expect(parameter({ name: "comp", enum: ["list"], required: true })).toMatchObject({
      constant: "list",
      type: { kind: "literal" },
    });
    expect(parameter({ name: "comp", type: "boolean", enum: [true], required: true }).constant).toBe(true);
    expect(parameter({ name: "comp", type: "integer", enum: [0], required: true }).constant).toBe(0);
    expect(parameter({ name: "comp", enum: ["list"] }).constant).toBeUndefined();
    expect(parameter({ name: "comp", enum: ["a", "b"], required: true }).constant).toBeUndefined();
    expect(
      parameter({ name: "comp", enum: ["list"], required: true, "x-ms-enum": { name: "Comp", modelAsString: true } })
        .constant,
    ).toBeUndefined();
  });

  it("cannot be null", () => {
    expect(parameter({ name: "q", "x-nullable": true }).type).toEqual(text);
  });

  it("is required in a path, whatever is said", () => {
    const result = read({
      "shop.json": swagger({
        paths: {
          "/things/{id}": {
            get: { operationId: "Things_Get", parameters: [{ name: "id", in: "path", type: "string" }], responses: {} },
          },
        },
      }),
    });
    expect(parameterOf(result, "Things_Get", "id").required).toBe(true);
  });
});

describe("parameters of a path", () => {
  const paths = {
    "/things/{id}": {
      parameters: [
        { name: "id", in: "path", type: "string", required: true },
        { name: "view", in: "query", type: "string" },
        { name: "view", in: "header", type: "string" },
      ],
      get: {
        operationId: "Things_Get",
        parameters: [
          { name: "q", in: "query", type: "string" },
          { name: "view", in: "query", type: "integer" },
        ],
        responses: {},
      },
    },
  };

  it("come first, and give way to those of the operation of the same name and place", () => {
    const operation = operationOf(read({ "shop.json": swagger({ paths }) }), "Things_Get");
    expect(operation.parameters.map(({ name, location, type }) => [location, name.wire, type.kind])).toEqual([
      ["path", "id", "string"],
      ["query", "view", "integer"],
      ["header", "view", "string"],
      ["query", "q", "string"],
    ]);
  });
});

describe("parameters written apart", () => {
  const shared: Json = {
    Area: { name: "area", in: "query", required: true, type: "string", enum: ["north", "south"] },
  };

  it("name their lists of values after themselves, not after one of their users", () => {
    const result = getThings({ parameters: [{ $ref: "#/parameters/Area" }] }, { parameters: shared });
    expect(typeOf(result, "Area").id).toBe("shop.json#/parameters/Area");
    expect(parameterOf(result, "Things_Get", "area").type).toEqual({ kind: "named", id: "shop.json#/parameters/Area" });
  });

  it("belong to each call where nothing else is said", () => {
    const result = getThings({ parameters: [{ $ref: "#/parameters/Area" }] }, { parameters: shared });
    expect(parameterOf(result, "Things_Get", "area").scope).toBe("operation");
    expect(result.service.clientParameters).toEqual([]);
  });
});

describe("headers that are not for callers", () => {
  const header = (name: string): Json => ({ name, in: "header", type: "string" });

  it("are left to the client", () => {
    const parameters = ["Content-Length", "Host", "If-Match"].map(header);
    expect(operationOf(getThings({ parameters }), "Things_Get").parameters.map(({ name }) => name.wire)).toEqual([
      "If-Match",
    ]);
  });

  it("include Authorization where the client authenticates", () => {
    const key: Json = { securityDefinitions: { key: { type: "apiKey", in: "header", name: "x-key" } } };
    const parameters = [header("Authorization")];
    expect(operationOf(getThings({ parameters }, key as { [key: string]: Json }), "Things_Get").parameters).toEqual([]);
    expect(operationOf(getThings({ parameters }), "Things_Get").parameters).toHaveLength(1);
  });
});

describe("parameters of OpenAPI 3", () => {
  function parameters(list: readonly Json[]): readonly Parameter[] {
    const get = { operationId: "Things_Get", parameters: list, responses: { "200": { description: "" } } };
    return operationOf(read({ "shop.json": openapi({ paths: { "/things": { get } } }) }), "Things_Get").parameters;
  }
  const list = { type: "array", items: { type: "string" } };
  const object = { type: "object", properties: { a: { type: "string" } } };

  it.each<[string, { readonly [key: string]: Json }, Partial<Parameter>]>([
    ["a list in the query", { in: "query", schema: list }, { list: "multi" }],
    ["a joined list in the query", { in: "query", schema: list, explode: false }, { list: "csv" }],
    ["a list with spaces", { in: "query", schema: list, style: "spaceDelimited" }, { list: "ssv" }],
    ["a list with pipes", { in: "query", schema: list, style: "pipeDelimited" }, { list: "pipes" }],
    ["a list in a header", { in: "header", schema: list }, { list: "csv" }],
    ["a list in a cookie", { in: "cookie", schema: list, explode: false }, { list: "csv", location: "cookie" }],
    ["an object in the query", { in: "query", schema: object }, { list: null, object: "form" }],
    ["a deep object", { in: "query", schema: object, style: "deepObject" }, { object: "deepObject" }],
    ["a text", { in: "query", schema: { type: "string" } }, { list: null, object: null, encoding: "component" }],
    ["reserved characters", { in: "query", schema: { type: "string" }, allowReserved: true }, { encoding: "reserved" }],
    ["a constant", { in: "query", required: true, schema: { const: "x" } }, { constant: "x" }],
    ["a default", { in: "query", schema: { type: "integer", default: 3 } }, { default: 3 }],
    ["a deprecated one", { in: "query", schema: { type: "string" }, deprecated: true }, { deprecated: true }],
  ])("%s", (_, node, expected) => {
    expect(parameters([{ name: "p", ...node }])[0]).toMatchObject(expected);
  });

  it("leave media types and credentials to the client", () => {
    const headers = ["Accept", "content-type", "AUTHORIZATION", "x-other"];
    expect(
      parameters(headers.map((name) => ({ name, in: "header", schema: { type: "string" } }))).map(
        ({ name }) => name.wire,
      ),
    ).toEqual(["x-other"]);
  });

  it("that have a media type are written in it where that is JSON, else texts, which is said", () => {
    const get = {
      operationId: "Things_Get",
      parameters: [
        { name: "filter", in: "query", content: { "application/xml": { schema: object } } },
        { name: "json", in: "query", content: { "application/json": { schema: object } } },
      ],
      responses: {},
    };
    const result = read({ "shop.json": openapi({ paths: { "/things": { get } } }) });
    expect(parameterOf(result, "Things_Get", "filter")).toMatchObject({ type: text, object: null });
    expect(parameterOf(result, "Things_Get", "json")).toMatchObject({ type: { kind: "named" }, object: "json" });
    expect(result.codes).toEqual(["parameter/content"]);
  });

  it("in a style that nobody speaks are reported", () => {
    const get = {
      operationId: "Things_Get",
      parameters: [{ name: "m", in: "path", style: "matrix", schema: list }],
      responses: {},
    };
    expect(read({ "shop.json": openapi({ paths: { "/things/{m}": { get } } }) }).codes).toEqual(["parameter/style"]);
  });

  it("take limits from a schema with a name", () => {
    const get = {
      operationId: "Things_Get",
      parameters: [{ name: "id", in: "query", schema: { $ref: "#/components/schemas/Id" } }],
      responses: {},
    };
    const result = read({
      "shop.json": openapi({
        paths: { "/things": { get } },
        components: { schemas: { Id: { type: "string", maxLength: 4 } } },
      }),
    });
    expect(parameterOf(result, "Things_Get", "id")).toMatchObject({
      constraints: { maxLength: 4 },
      type: { kind: "named" },
    });
  });
});
