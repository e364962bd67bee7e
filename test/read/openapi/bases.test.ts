import { describe, expect, it } from "vitest";
import { definitions, modelOf, named, propertyType, read, swagger, text, typeOf } from "./read.ts";

describe("allOf", () => {
  const base = { type: "object", properties: { id: { type: "string" } } };

  it("makes bases of what is referred to, and own properties of what is written in place", () => {
    const result = definitions({
      Base: base,
      Other: base,
      Derived: {
        allOf: [
          { $ref: "#/definitions/Base" },
          { type: "object", required: ["a"], properties: { a: { type: "string" } } },
          { $ref: "#/definitions/Other" },
        ],
        properties: { b: { type: "string" } },
      },
    });
    const model = modelOf(result, "Derived");
    expect(model.bases).toEqual(["shop.json#/definitions/Base", "shop.json#/definitions/Other"]);
    expect(model.properties.map(({ name, requiredInput }) => [name.wire, requiredInput])).toEqual([
      ["a", true],
      ["b", false],
    ]);
  });

  it("around one schema is that schema, and what stands beside it counts", () => {
    const result = definitions({
      Base: base,
      User: {
        type: "object",
        properties: { base: { allOf: [{ $ref: "#/definitions/Base" }], description: "Mine.", readOnly: true } },
      },
    });
    const [property] = modelOf(result, "User").properties;
    expect(property?.type).toEqual(named("Base"));
    expect(property?.docs.description).toBe("Mine.");
    expect(property?.access).toEqual({ read: true, create: false, update: false });
  });

  it("around one model makes a definition a model of its own", () => {
    const result = definitions({ Base: base, Same: { allOf: [{ $ref: "#/definitions/Base" }] } });
    expect(modelOf(result, "Same")).toMatchObject({ bases: ["shop.json#/definitions/Base"], properties: [] });
  });

  it("with properties in a property makes a model of it", () => {
    const result = definitions({
      Base: base,
      User: {
        type: "object",
        properties: { more: { allOf: [{ $ref: "#/definitions/Base" }], properties: { extra: { type: "string" } } } },
      },
    });
    expect(modelOf(result, "UserMore")).toMatchObject({ bases: ["shop.json#/definitions/Base"] });
  });

  it("asks for properties of its bases", () => {
    const result = definitions({
      Base: base,
      Strict: { allOf: [{ $ref: "#/definitions/Middle" }], required: ["id", "ghost"] },
      Middle: { allOf: [{ $ref: "#/definitions/Base" }], properties: { b: { type: "string" } } },
    });
    expect(modelOf(result, "Strict").properties).toMatchObject([
      { name: { wire: "id" }, requiredInput: true, requiredOutput: true },
    ]);
    expect(result.codes).toEqual(["schema/required-unknown"]);
  });

  it("takes a map as a base for what the map says", () => {
    const result = definitions({
      Tags: { type: "object", additionalProperties: { type: "string" } },
      Tagged: {
        type: "object",
        properties: { it: { allOf: [{ $ref: "#/definitions/Tags" }], properties: { a: { type: "string" } } } },
      },
    });
    expect(modelOf(result, "TaggedIt")).toMatchObject({ bases: [], additional: text });
  });

  it("of what cannot be extended is an intersection", () => {
    const result = definitions({
      Word: { type: "string" },
      Both: { allOf: [{ $ref: "#/definitions/Word" }, { type: "string", format: "uri" }] },
    });
    expect(typeOf(result, "Both")).toMatchObject({
      kind: "alias",
      type: { kind: "intersection", of: [named("Word"), { kind: "string", format: "uri" }] },
    });
  });

  it("that extends itself is reported and cut", () => {
    const result = definitions({
      A: { allOf: [{ $ref: "#/definitions/B" }], properties: { a: { type: "string" } } },
      B: { allOf: [{ $ref: "#/definitions/A" }], properties: { b: { type: "string" } } },
    });
    expect(modelOf(result, "A").bases).toEqual([]);
    expect(result.codes).toEqual(["schema/circular-base", "schema/circular-base"]);
  });

  it("that leads to itself through wrappers is reported", () => {
    const result = definitions({
      A: { type: "object", properties: { x: { allOf: [{ $ref: "#/definitions/A/properties/x" }] } } },
    });
    expect(propertyType(result, "A", "x")).toEqual({ kind: "unknown" });
    expect(result.codes).toContain("schema/circular");
  });
});

describe("references", () => {
  it("into a definition give what stands there, under the name that its place gives it", () => {
    const result = definitions({
      Order: {
        type: "object",
        properties: { lines: { type: "array", items: { type: "object", properties: { a: { type: "string" } } } } },
      },
      Copy: { type: "object", properties: { line: { $ref: "#/definitions/Order/properties/lines/items" } } },
    });
    expect(propertyType(result, "Copy", "line")).toEqual(named("Order/properties/lines/items"));
    expect(typeOf(result, "OrderLinesItem").kind).toBe("model");
  });

  it("to other documents declare only what is used there", () => {
    const result = read(
      {
        "shop.json": swagger({ definitions: { A: { properties: { b: { $ref: "common.json#/definitions/B" } } } } }),
        "common.json": { definitions: { B: { type: "object", properties: {} }, C: { type: "object" } } },
      },
      ["shop.json"],
    );
    expect(result.service.types.map(({ id }) => id)).toEqual([
      "shop.json#/definitions/A",
      "common.json#/definitions/B",
    ]);
    expect(result.service.sources).toEqual(["common.json", "shop.json"]);
  });

  it("to a whole document name it as its file is called", () => {
    const result = read(
      {
        "shop.json": swagger({ definitions: { A: { properties: { b: { $ref: "parts/line-item.json" } } } } }),
        "parts/line-item.json": { type: "object", properties: { n: { type: "integer" } } },
      },
      ["shop.json"],
    );
    expect(typeOf(result, "LineItem").id).toBe("parts/line-item.json#");
  });

  it("that point at nothing are reported once, and are of any type", () => {
    const result = definitions({
      A: { properties: { b: { $ref: "#/definitions/B" }, c: { $ref: "#/definitions/B" } } },
    });
    expect(propertyType(result, "A", "b")).toEqual({ kind: "unknown" });
    expect(result.codes).toEqual(["ref/not-found"]);
  });
});
