import { describe, expect, it } from "vitest";
import type { Enum, Json } from "../../../generator/model/index.ts";
import { definitions, propertyType, typeOf, type Read } from "./read.ts";

function property(schema: Json): { readonly read: Read; readonly type: unknown } {
  const read = definitions({ Thing: { type: "object", properties: { state: schema } } });
  return { read, type: propertyType(read, "Thing", "state") };
}

function enumOf(read: Read, wire: string): Enum {
  const found = typeOf(read, wire);
  if (found.kind !== "enum") throw new Error(`${wire} is a ${found.kind}`);
  return found;
}

describe("a list of values", () => {
  it("written in place is declared under a composed name", () => {
    const { read, type } = property({ type: "string", enum: ["on", "off"] });
    expect(type).toEqual({ kind: "named", id: "shop.json#/definitions/Thing/properties/state" });
    expect(enumOf(read, "ThingState")).toMatchObject({
      name: { words: ["thing", "state"] },
      base: "string",
      open: false,
      values: [
        { value: "on", name: { wire: "on", words: ["on"] } },
        { value: "off", name: { wire: "off", words: ["off"] } },
      ],
    });
  });

  it("as a definition keeps the definition's name, and takes the words of x-ms-enum", () => {
    const read = definitions({ power: { type: "string", enum: ["on"], "x-ms-enum": { name: "PowerState" } } });
    expect(enumOf(read, "power").name).toEqual({ wire: "power", words: ["power", "state"] });
  });

  it("takes name, openness, names and prose of values from x-ms-enum", () => {
    const { read } = property({
      type: "string",
      enum: ["a", "b"],
      "x-ms-enum": {
        name: "Letter",
        modelAsString: true,
        values: [{ value: "b", name: "SecondLetter", description: "Comes after a." }, { value: "c" }],
      },
    });
    expect(enumOf(read, "Letter")).toMatchObject({
      open: true,
      values: [
        { value: "a", name: { words: ["a"] }, docs: { description: null } },
        { value: "b", name: { wire: "b", words: ["second", "letter"] }, docs: { description: "Comes after a." } },
        { value: "c" },
      ],
    });
  });

  it.each<[string, Json, boolean]>([
    ["said to be open", { name: "S", modelAsString: true }, true],
    ["said to be closed", { name: "S", modelAsString: false }, false],
    ["of which nothing is said", { name: "S" }, false],
  ])("%s", (_, hints, open) => {
    expect(enumOf(property({ type: "string", enum: ["a", "b"], "x-ms-enum": hints }).read, "S").open).toBe(open);
  });

  it.each<[string, Json, string, readonly (string | number | boolean)[]]>([
    ["whole numbers", { type: "integer", enum: [1, 2] }, "integer", [1, 2]],
    ["numbers", { type: "number", enum: [1.5, 2] }, "number", [1.5, 2]],
    ["numbers without type", { enum: [1.5, 2] }, "number", [1.5, 2]],
    ["texts without type", { enum: ["a", "b"] }, "string", ["a", "b"]],
    ["numbers that stand for texts", { type: "string", enum: [1, 2.5, true] }, "string", ["1", "2.5", "true"]],
    ["texts that stand for numbers", { type: "integer", enum: ["1", "2"] }, "integer", [1, 2]],
    ["values listed twice", { type: "string", enum: ["a", "b", "a"] }, "string", ["a", "b"]],
  ])("of %s", (_, schema, base, values) => {
    const { read } = property(schema);
    const found = enumOf(read, "ThingState");
    expect(found.base).toBe(base);
    expect(found.values.map(({ value }) => value)).toEqual(values);
  });

  it("of one value is that value, unless it has a name or may grow", () => {
    expect(property({ type: "string", enum: ["only"] }).type).toEqual({ kind: "literal", value: "only" });
    expect(property({ const: 3 }).type).toEqual({ kind: "literal", value: 3 });
    expect(property({ type: "string", enum: ["only"], "x-ms-enum": { modelAsString: false } }).type).toMatchObject({
      kind: "literal",
    });
    expect(property({ type: "string", enum: ["only"], "x-ms-enum": { name: "One" } }).type).toMatchObject({
      kind: "named",
    });
    expect(property({ type: "string", enum: ["only"], "x-ms-enum": { modelAsString: true } }).type).toMatchObject({
      kind: "named",
    });
  });

  it("of both booleans is a boolean", () => {
    expect(property({ type: "boolean", enum: [true, false] }).type).toEqual({ kind: "boolean" });
  });

  it("of different types is a union of them", () => {
    expect(property({ enum: ["a", 1] }).type).toEqual({
      kind: "union",
      of: [
        { kind: "literal", value: "a" },
        { kind: "literal", value: 1 },
      ],
    });
  });

  it("with null is nullable", () => {
    const { read, type } = property({ type: "string", enum: ["a", "b", null] });
    expect(type).toMatchObject({ kind: "nullable", of: { kind: "named" } });
    expect(enumOf(read, "ThingState").values).toHaveLength(2);
  });

  it("without values is its type", () => {
    expect(property({ type: "string", enum: [] }).type).toEqual({ kind: "string", format: null });
  });

  it("leaves out what its type does not allow, and says so", () => {
    const { read } = property({ type: "integer", enum: [1, 2, "many"] });
    expect(enumOf(read, "ThingState").values.map(({ value }) => value)).toEqual([1, 2]);
    expect(read.codes).toEqual(["schema/enum-value"]);
  });

  it("has a name for the empty text", () => {
    const { read } = property({ type: "string", enum: ["", "a"] });
    expect(enumOf(read, "ThingState").values[0]?.name).toEqual({ wire: "", words: ["empty"] });
  });
});
