import { describe, expect, test } from "vitest";
import { modelNamed, propertyOf, read, typeNamed } from "./document.ts";

/** The type of a property that is written like this. */
function typeFor(schema: Record<string, string>): unknown {
  return propertyOf(read({ schemas: { A: { id: "A", type: "object", properties: { p: schema } } } }), "A", "p").type;
}

describe("types", () => {
  test.each([
    [{ type: "string" }, { kind: "string", format: null }],
    [
      { type: "string", format: "int64" },
      { kind: "string", format: "int64" },
    ],
    [
      { type: "string", format: "uint64" },
      { kind: "string", format: "uint64" },
    ],
    [
      { type: "string", format: "byte" },
      { kind: "string", format: "base64url" },
    ],
    [
      { type: "string", format: "date" },
      { kind: "string", format: "date" },
    ],
    [
      { type: "string", format: "date-time" },
      { kind: "string", format: "date-time" },
    ],
    [
      { type: "string", format: "google-datetime" },
      { kind: "string", format: "date-time" },
    ],
    [
      { type: "string", format: "google-duration" },
      { kind: "string", format: "duration-seconds" },
    ],
    [
      { type: "string", format: "google-fieldmask" },
      { kind: "string", format: "field-mask" },
    ],
    [
      { type: "integer", format: "int32" },
      { kind: "integer", format: "int32" },
    ],
    [
      { type: "integer", format: "uint32" },
      { kind: "integer", format: "uint32" },
    ],
    [
      { type: "number", format: "float" },
      { kind: "number", format: "float" },
    ],
    [
      { type: "number", format: "double" },
      { kind: "number", format: "double" },
    ],
    [{ type: "boolean" }, { kind: "boolean" }],
    [{ type: "any" }, { kind: "unknown" }],
    [{ type: "object" }, { kind: "map", values: { kind: "unknown" } }],
    [{ $ref: "A" }, { kind: "named", id: "#/schemas/A" }],
  ])("%j", (schema, expected) => {
    expect(typeFor(schema)).toEqual(expected);
  });

  test("lists and maps hold what they say", () => {
    const reading = read({
      schemas: {
        A: {
          type: "object",
          properties: {
            list: { type: "array", items: { type: "array", items: { $ref: "A" } } },
            map: { type: "object", additionalProperties: { type: "number", format: "double" } },
          },
        },
      },
    });
    expect(propertyOf(reading, "A", "list").type).toMatchObject({
      items: { items: { kind: "named", id: "#/schemas/A" } },
    });
    expect(propertyOf(reading, "A", "map").type).toEqual({ kind: "map", values: { kind: "number", format: "double" } });
  });

  test("what is not understood is unknown, and reported", () => {
    const reading = read({
      schemas: {
        A: {
          type: "object",
          properties: {
            a: { type: "tuple" },
            b: { $ref: "Missing" },
            c: { type: "string", format: "roman" },
            d: { type: "array" },
          },
        },
      },
    });
    expect(propertyOf(reading, "A", "a").type).toEqual({ kind: "unknown" });
    expect(propertyOf(reading, "A", "b").type).toEqual({ kind: "unknown" });
    expect(propertyOf(reading, "A", "c").type).toEqual({ kind: "string", format: null });
    expect(reading.codes).toEqual([
      "discovery/unknown-type",
      "ref/not-found",
      "discovery/unknown-format",
      "discovery/malformed",
    ]);
  });
});

describe("declarations", () => {
  test("a schema without properties is an empty model, one with values only a map", () => {
    const reading = read({
      schemas: {
        Empty: { id: "Empty", type: "object" },
        Labels: { id: "Labels", type: "object", additionalProperties: { type: "string" } },
        Open: { type: "object", properties: { a: { type: "string" } }, additionalProperties: { type: "any" } },
        Anything: { type: "any" },
        Names: { type: "array", items: { type: "string" } },
      },
    });
    expect(modelNamed(reading, "Empty")).toMatchObject({ properties: [], additional: null, bases: [] });
    expect(typeNamed(reading, "#/schemas/Labels")).toMatchObject({ kind: "alias", type: { kind: "map" } });
    expect(modelNamed(reading, "Open").additional).toEqual({ kind: "unknown" });
    expect(typeNamed(reading, "#/schemas/Anything")).toMatchObject({ kind: "alias", type: { kind: "unknown" } });
    expect(typeNamed(reading, "#/schemas/Names")).toMatchObject({ kind: "alias", type: { kind: "array" } });
  });

  test("nested objects and enums are declared under composed names", () => {
    const point = { type: "object", properties: { x: { type: "number" } } };
    const reading = read({
      schemas: {
        Map: {
          type: "object",
          properties: {
            centre: point,
            marks: { type: "array", items: point },
            zones: { type: "object", additionalProperties: point },
            kind: { type: "string", enum: ["FLAT", "ROUND"] },
          },
        },
        MapKind: { type: "object", properties: { a: { type: "string" } } },
      },
    });
    const names = reading.service.types
      .filter(({ id }) => id.startsWith("#/schemas/Map/"))
      .map(({ id, name }) => [id, name.words.join(" ")]);
    expect(names).toEqual([
      ["#/schemas/Map/properties/centre", "map centre"],
      ["#/schemas/Map/properties/kind", "map kind enum"],
      ["#/schemas/Map/properties/marks/items", "map marks item"],
      ["#/schemas/Map/properties/zones/additionalProperties", "map zones value"],
    ]);
    expect(propertyOf(reading, "Map", "marks").type).toEqual({
      kind: "array",
      items: { kind: "named", id: "#/schemas/Map/properties/marks/items" },
    });
  });

  test("enums are open and keep the unspecified value, descriptions and deprecations", () => {
    const reading = read({
      schemas: {
        A: {
          type: "object",
          properties: {
            state: {
              type: "string",
              enum: ["STATE_UNSPECIFIED", "ON", "OFF"],
              enumDescriptions: ["Not known.", "It runs.", ""],
              enumDeprecated: [false, false, true],
            },
          },
        },
      },
    });
    const declared = typeNamed(reading, "#/schemas/A/properties/state");
    expect(declared).toMatchObject({ kind: "enum", open: true, base: "string" });
    if (declared.kind !== "enum") return;
    expect(declared.values.map(({ value, docs, deprecated }) => [value, docs.description, deprecated])).toEqual([
      ["STATE_UNSPECIFIED", "Not known.", false],
      ["ON", "It runs.", false],
      ["OFF", null, true],
    ]);
  });

  test("variants derive from the schema that maps them", () => {
    const reading = read({
      schemas: {
        Shape: {
          type: "object",
          variant: {
            discriminant: "type",
            map: [
              { type_value: "circle", $ref: "Circle" },
              { type_value: "square", $ref: "Square" },
            ],
          },
        },
        Circle: {
          type: "object",
          properties: { type: { type: "string", default: "circle" }, radius: { type: "number" } },
        },
        Square: { type: "object", properties: { side: { type: "number" } } },
      },
    });
    expect(modelNamed(reading, "Shape").discriminator).toEqual({
      property: "type",
      variants: [
        { value: "circle", id: "#/schemas/Circle" },
        { value: "square", id: "#/schemas/Square" },
      ],
    });
    expect(modelNamed(reading, "Circle")).toMatchObject({ bases: ["#/schemas/Shape"], discriminatorValue: "circle" });
  });

  test("variants that map each other make no circle", () => {
    const schema = (value: string, ref: string): object => ({
      type: "object",
      variant: { discriminant: "type", map: [{ type_value: value, $ref: ref }] },
    });
    const reading = read({
      schemas: JSON.parse(JSON.stringify({ A: schema("b", "B"), B: schema("a", "A"), C: schema("c", "C") })),
    });
    expect(["A", "B", "C"].map((name) => modelNamed(reading, name).bases)).toEqual([[], ["#/schemas/A"], []]);
  });

  test("inherited members of objects are no schemas", () => {
    const reading = read({ schemas: { A: { type: "object", properties: { p: { $ref: "constructor" } } } } });
    expect(reading.codes).toEqual(["ref/not-found"]);
  });
});
