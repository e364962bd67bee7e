import { describe, expect, it } from "vitest";
import type { Json } from "../../../generator/model/index.ts";
import { definitions, modelOf, openapi, read, swagger } from "./read.ts";

const base = { type: "object", discriminator: "kind", required: ["kind"], properties: { kind: { type: "string" } } };
const derives = (name: string, more: { readonly [key: string]: Json } = {}): Json => ({
  allOf: [{ $ref: `#/definitions/${name}` }],
  ...more,
});
const id = (name: string): string => `shop.json#/definitions/${name}`;

describe("a discriminator of Swagger 2.0", () => {
  it("has every model below as a variant, by its own value or its definition's name", () => {
    const result = definitions({
      Shape: base,
      Square: derives("Rectangle", { "x-ms-discriminator-value": "square" }),
      Rectangle: derives("Shape", { "x-ms-discriminator-value": "rect" }),
      Circle: derives("Shape"),
    });
    expect(modelOf(result, "Shape").discriminator).toEqual({
      property: "kind",
      variants: [
        { value: "Circle", id: id("Circle") },
        { value: "rect", id: id("Rectangle") },
        { value: "square", id: id("Square") },
      ],
    });
    expect(modelOf(result, "Shape").discriminatorValue).toBeNull();
    expect(modelOf(result, "Square").discriminatorValue).toBe("square");
    expect(modelOf(result, "Circle").discriminatorValue).toBe("Circle");
    expect(modelOf(result, "Rectangle").discriminator).toBeNull();
  });

  it("gives a root that can be there itself its value", () => {
    const result = definitions({ Shape: { ...base, "x-ms-discriminator-value": "any" }, Circle: derives("Shape") });
    expect(modelOf(result, "Shape").discriminatorValue).toBe("any");
  });

  it("of several levels with one property lists all below each", () => {
    const result = definitions({
      Shape: base,
      Polygon: derives("Shape", { discriminator: "kind" }),
      Triangle: derives("Polygon"),
    });
    expect(modelOf(result, "Shape").discriminator?.variants.map(({ value }) => value)).toEqual(["Polygon", "Triangle"]);
    expect(modelOf(result, "Polygon").discriminator?.variants.map(({ value }) => value)).toEqual(["Triangle"]);
  });

  it("stops where another property goes on", () => {
    const result = definitions({
      Shape: base,
      Polygon: derives("Shape", { discriminator: "corners", properties: { corners: { type: "string" } } }),
      Triangle: derives("Polygon", { "x-ms-discriminator-value": "three" }),
    });
    expect(modelOf(result, "Shape").discriminator?.variants.map(({ value }) => value)).toEqual(["Polygon"]);
    expect(modelOf(result, "Polygon").discriminator).toMatchObject({
      property: "corners",
      variants: [{ value: "three" }],
    });
    expect(modelOf(result, "Triangle").discriminatorValue).toBe("three");
  });

  it("finds variants in other documents that are read", () => {
    const result = read(
      {
        "shop.json": swagger({
          definitions: {
            User: { properties: { shape: { $ref: "common.json#/definitions/Shape" } } },
            Star: { allOf: [{ $ref: "common.json#/definitions/Shape" }] },
          },
        }),
        "common.json": { definitions: { Shape: base, Circle: derives("Shape") } },
      },
      ["shop.json"],
    );
    expect(modelOf(result, "Shape").discriminator?.variants).toEqual([
      { value: "Circle", id: "common.json#/definitions/Circle" },
      { value: "Star", id: "shop.json#/definitions/Star" },
    ]);
    expect(modelOf(result, "Circle").bases).toEqual(["common.json#/definitions/Shape"]);
  });

  it("holds for the line of ancestors that it stands in", () => {
    const plain = { type: "object", properties: { a: { type: "string" } } };
    const result = definitions({
      Shape: base,
      Plain: plain,
      Drawn: { allOf: [{ $ref: "#/definitions/Plain" }], properties: { pen: { type: "string" } } },
      Circle: {
        allOf: [{ $ref: "#/definitions/Drawn" }, { $ref: "#/definitions/Round" }],
        properties: { r: { type: "number" } },
      },
      Round: derives("Shape", { properties: { d: { type: "number" } } }),
    });
    const values = ["Circle", "Round", "Drawn", "Plain"].map((name) => modelOf(result, name).discriminatorValue);
    expect(values).toEqual(["Circle", "Round", null, null]);
  });

  it("stays a model where it has no properties", () => {
    const result = definitions({ Shape: { type: "object", discriminator: "kind" } });
    expect(modelOf(result, "Shape")).toMatchObject({
      discriminator: { property: "kind", variants: [] },
      additional: null,
    });
  });
});

describe("a discriminator of OpenAPI 3", () => {
  const use = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

  it("takes values from its mapping, by reference or by name, and names where there is none", () => {
    const result = read({
      "shop.json": openapi({
        components: {
          schemas: {
            Shape: {
              type: "object",
              properties: { kind: { type: "string" } },
              discriminator: {
                propertyName: "kind",
                mapping: { round: "#/components/schemas/Circle", square: "Square", quad: "Square" },
              },
            },
            Circle: { allOf: [use("Shape"), { type: "object", properties: { r: { type: "number" } } }] },
            Square: { allOf: [use("Shape")] },
            Star: { allOf: [use("Shape")] },
          },
        },
      }),
    });
    const variants = modelOf(result, "Shape").discriminator?.variants.map((variant) => [
      variant.value,
      variant.id.split("/").at(-1),
    ]);
    expect(variants).toEqual([
      ["Star", "Star"],
      ["quad", "Square"],
      ["round", "Circle"],
      ["square", "Square"],
    ]);
    expect(modelOf(result, "Circle")).toMatchObject({
      discriminatorValue: "round",
      properties: [{ name: { wire: "r" } }],
    });
    expect(result.codes).toEqual([]);
  });
});
