import { describe, expect, it } from "vitest";
import { noConstraints } from "../../../generator/model/index.ts";
import { definitions, modelOf, named, propertyType, text, typeOf } from "./read.ts";

describe("a model", () => {
  it("keeps its properties in the order written, with names, prose and places", () => {
    const result = definitions({
      Order: {
        type: "object",
        description: "What somebody wants.",
        title: "An order",
        externalDocs: { url: "https://shop.example/order" },
        required: ["sku"],
        properties: {
          sku: { type: "string", description: "Which one.", pattern: "^[a-z]+$", "x-ms-client-name": "stockUnit" },
          amount: { type: "integer", minimum: 1, maximum: 9, exclusiveMaximum: true, default: 1 },
        },
      },
    });
    expect(modelOf(result, "Order")).toEqual({
      kind: "model",
      id: "shop.json#/definitions/Order",
      name: { wire: "Order", words: ["order"] },
      bases: [],
      properties: [
        {
          name: { wire: "sku", words: ["stock", "unit"] },
          type: text,
          requiredInput: true,
          requiredOutput: true,
          access: { read: true, create: true, update: true },
          secret: false,
          default: undefined,
          constraints: { ...noConstraints, pattern: "^[a-z]+$" },
          xml: null,
          docs: { summary: null, description: "Which one.", url: null },
          deprecated: false,
          at: { document: "shop.json", pointer: "/definitions/Order/properties/sku" },
        },
        {
          name: { wire: "amount", words: ["amount"] },
          type: { kind: "integer", format: null },
          requiredInput: false,
          requiredOutput: false,
          access: { read: true, create: true, update: true },
          secret: false,
          default: 1,
          constraints: { ...noConstraints, minimum: 1, maximum: 9, exclusiveMaximum: true },
          xml: null,
          docs: { summary: null, description: null, url: null },
          deprecated: false,
          at: { document: "shop.json", pointer: "/definitions/Order/properties/amount" },
        },
      ],
      additional: null,
      discriminator: null,
      discriminatorValue: null,
      xml: null,
      docs: { summary: "An order", description: "What somebody wants.", url: "https://shop.example/order" },
      deprecated: false,
      at: { document: "shop.json", pointer: "/definitions/Order" },
    });
  });

  it("is declared even where nothing uses it, and refers to itself by name", () => {
    const result = definitions({ Node: { properties: { next: { $ref: "#/definitions/Node" } } } });
    expect(propertyType(result, "Node", "next")).toEqual(named("Node"));
  });

  it("may hold anything where nothing is said of it, unless it is closed or built upon", () => {
    const result = definitions({
      Free: { type: "object" },
      Closed: { type: "object", additionalProperties: false },
      Base: { type: "object" },
      Derived: { allOf: [{ $ref: "#/definitions/Base" }], properties: { a: { type: "string" } } },
    });
    expect(modelOf(result, "Free").additional).toEqual({ kind: "unknown" });
    expect(modelOf(result, "Closed").additional).toBeNull();
    expect(modelOf(result, "Base").additional).toBeNull();
  });

  it("has further properties of a type", () => {
    const result = definitions({
      Bag: { type: "object", properties: { id: { type: "string" } }, additionalProperties: { type: "boolean" } },
      Open: { type: "object", properties: { id: { type: "string" } }, additionalProperties: true },
    });
    expect(modelOf(result, "Bag").additional).toEqual({ kind: "boolean" });
    expect(modelOf(result, "Open").additional).toEqual({ kind: "unknown" });
  });

  it("keeps property names that objects of JavaScript have by nature", () => {
    const schema = JSON.parse(
      '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}',
    );
    const result = definitions({ Odd: schema });
    expect(modelOf(result, "Odd").properties.map(({ name }) => name.wire)).toEqual(["__proto__", "constructor"]);
  });
});

describe("names for uses", () => {
  it("are aliases for scalars, lists and maps, with their limits", () => {
    const result = definitions({
      Id: { type: "string", minLength: 1 },
      Ids: { type: "array", items: { $ref: "#/definitions/Id" } },
      ByName: { type: "object", additionalProperties: { $ref: "#/definitions/Id" } },
      Also: { $ref: "#/definitions/Id" },
      User: { type: "object", properties: { id: { $ref: "#/definitions/Id" } } },
    });
    expect(typeOf(result, "Id")).toMatchObject({ kind: "alias", type: text, constraints: { minLength: 1 } });
    expect(typeOf(result, "Ids")).toMatchObject({ kind: "alias", type: { kind: "array", items: named("Id") } });
    expect(typeOf(result, "ByName")).toMatchObject({ kind: "alias", type: { kind: "map", values: named("Id") } });
    expect(typeOf(result, "Also")).toMatchObject({ kind: "alias", type: named("Id") });
    // The limits count where the name is used, too.
    expect(modelOf(result, "User").properties[0]?.constraints.minLength).toBe(1);
  });

  it("carry null along", () => {
    const result = definitions({
      Maybe: { type: "object", "x-nullable": true, properties: { a: { type: "string" } } },
      User: {
        type: "object",
        properties: {
          maybe: { $ref: "#/definitions/Maybe" },
          always: { $ref: "#/definitions/Sure", "x-nullable": true },
        },
      },
      Sure: { type: "object", properties: { a: { type: "string" } } },
    });
    expect(propertyType(result, "User", "maybe")).toEqual({ kind: "nullable", of: named("Maybe") });
    expect(propertyType(result, "User", "always")).toEqual({ kind: "nullable", of: named("Sure") });
  });
});

describe("limits", () => {
  it("leave out patterns of other languages", () => {
    const result = definitions({ A: { type: "string", pattern: "(?i)abc" } });
    expect(typeOf(result, "A")).toMatchObject({ constraints: { pattern: null } });
    expect(result.codes).toEqual(["schema/pattern"]);
  });

  it("read exclusive bounds of either kind", () => {
    const result = definitions({
      Flag: { type: "number", minimum: 1, exclusiveMinimum: true },
      Own: { type: "number", exclusiveMinimum: 1, exclusiveMaximum: 5, maximum: 4 },
    });
    expect(typeOf(result, "Flag")).toMatchObject({
      constraints: { minimum: 1, exclusiveMinimum: true, exclusiveMaximum: false },
    });
    expect(typeOf(result, "Own")).toMatchObject({
      constraints: { minimum: 1, exclusiveMinimum: true, maximum: 4, exclusiveMaximum: false },
    });
  });

  it("ignore what cannot be a limit", () => {
    const result = definitions({ A: { type: "string", minLength: -1, maxLength: 1.5, multipleOf: 0 } });
    expect(typeOf(result, "A")).toMatchObject({ constraints: noConstraints });
  });

  it("of a use go before those of what is used", () => {
    const result = definitions({
      Id: { type: "string", maxLength: 9, minLength: 1 },
      User: { type: "object", properties: { id: { $ref: "#/definitions/Id", maxLength: 5 } } },
    });
    expect(modelOf(result, "User").properties[0]?.constraints).toMatchObject({ minLength: 1, maxLength: 5 });
  });
});

it("says of keywords that they have no effect", () => {
  const result = definitions({ A: { type: "string", not: { enum: ["a"] } } });
  expect(typeOf(result, "A")).toMatchObject({ type: text });
  expect(result.diagnostics).toMatchObject([
    { code: "schema/unsupported", at: { document: "shop.json", pointer: "/definitions/A/not" } },
  ]);
});
