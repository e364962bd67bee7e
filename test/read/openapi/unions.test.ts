import { describe, expect, it } from "vitest";
import type { Json } from "../../../generator/model/index.ts";
import { modelOf, openapi, propertyType, read, typeOf, type Read } from "./read.ts";

function schemas(components: { readonly [key: string]: Json }, version?: string): Read {
  return read({ "shop.json": openapi({ components: { schemas: components } }, version) });
}

const cat = { type: "object", properties: { lives: { type: "integer" } } };
const dog = { type: "object", properties: { tricks: { type: "integer" } } };
const use = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const named = (name: string): unknown => ({ kind: "named", id: `shop.json#/components/schemas/${name}` });

describe("oneOf and anyOf", () => {
  it.each(["oneOf", "anyOf"])("%s is a union", (key) => {
    const result = schemas({ Cat: cat, Dog: dog, Pet: { [key]: [use("Cat"), use("Dog"), { type: "string" }] } });
    expect(typeOf(result, "Pet")).toMatchObject({
      kind: "alias",
      type: { kind: "union", of: [named("Cat"), named("Dog"), { kind: "string", format: null }] },
    });
  });

  it("in place need no name, but their members written in place do", () => {
    const result = schemas({
      Cat: cat,
      Owner: { properties: { pet: { oneOf: [use("Cat"), { ...dog, title: "Dog" }, dog] } } },
    });
    expect(propertyType(result, "Owner", "pet")).toMatchObject({ kind: "union", of: [named("Cat"), {}, {}] });
    expect(modelOf(result, "OwnerPetDog").name.words).toEqual(["owner", "pet", "dog"]);
    expect(modelOf(result, "OwnerPetOption3").name.words).toEqual(["owner", "pet", "option3"]);
  });

  it("of one are just that, and each member counts once", () => {
    const result = schemas({
      Cat: cat,
      Owner: { properties: { one: { oneOf: [use("Cat")] }, twice: { anyOf: [use("Cat"), use("Cat")] } } },
    });
    expect(propertyType(result, "Owner", "one")).toEqual(named("Cat"));
    expect(propertyType(result, "Owner", "twice")).toEqual(named("Cat"));
  });

  it("with null are nullable", () => {
    const result = schemas(
      {
        Cat: cat,
        Owner: {
          properties: {
            a: { anyOf: [use("Cat"), { type: "null" }] },
            b: { oneOf: [use("Cat")], nullable: true },
            c: { oneOf: [{ type: "string", nullable: true }, { type: "boolean" }] },
          },
        },
      },
      "3.1.0",
    );
    expect(propertyType(result, "Owner", "a")).toEqual({ kind: "nullable", of: named("Cat") });
    expect(propertyType(result, "Owner", "b")).toEqual({ kind: "nullable", of: named("Cat") });
    expect(propertyType(result, "Owner", "c")).toEqual({
      kind: "nullable",
      of: { kind: "union", of: [{ kind: "string", format: null }, { kind: "boolean" }] },
    });
  });

  it("that only ask for one property or another leave the model alone", () => {
    const result = schemas({
      Contact: {
        type: "object",
        properties: { mail: { type: "string" }, phone: { type: "string" } },
        anyOf: [{ required: ["mail"] }, { required: ["phone"] }],
      },
    });
    expect(modelOf(result, "Contact").properties.map(({ name }) => name.wire)).toEqual(["mail", "phone"]);
    expect(result.codes).toEqual([]);
  });

  it("beside properties are both", () => {
    const result = schemas({
      Cat: cat,
      Dog: dog,
      Pet: {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string" } },
        oneOf: [use("Cat"), use("Dog")],
      },
    });
    expect(typeOf(result, "Pet")).toMatchObject({
      kind: "alias",
      type: {
        kind: "intersection",
        of: [
          { kind: "named", id: "shop.json#/components/schemas/Pet/own" },
          { kind: "union", of: [named("Cat"), named("Dog")] },
        ],
      },
    });
    expect(modelOf(result, "PetProperties").properties).toMatchObject([
      { name: { wire: "name" }, requiredInput: true },
    ]);
  });

  it("of any text and some texts are a list that may grow", () => {
    const result = schemas({
      Thing: { properties: { size: { anyOf: [{ type: "string" }, { type: "string", enum: ["small", "large"] }] } } },
    });
    expect(typeOf(result, "ThingSize")).toMatchObject({
      kind: "enum",
      open: true,
      values: [{ value: "small" }, { value: "large" }],
    });
    expect(propertyType(result, "Thing", "size")).toMatchObject({ kind: "named" });
  });
});

describe("a union with a discriminator", () => {
  const kinds = { type: "object", required: ["kind"], properties: { kind: { type: "string" } } };

  it("tells its members apart by the values of the mapping, or by their names", () => {
    const result = schemas({
      Cat: kinds,
      Dog: kinds,
      Pet: {
        oneOf: [use("Cat"), use("Dog")],
        discriminator: { propertyName: "kind", mapping: { feline: "#/components/schemas/Cat", tiger: "Cat" } },
      },
    });
    expect(propertyType(result, "Cat", "kind")).toEqual({
      kind: "union",
      of: [
        { kind: "literal", value: "feline" },
        { kind: "literal", value: "tiger" },
      ],
    });
    expect(propertyType(result, "Dog", "kind")).toEqual({ kind: "literal", value: "Dog" });
  });

  it("narrows what its members inherit", () => {
    const result = schemas({
      Animal: kinds,
      Cat: { allOf: [use("Animal")], properties: { lives: { type: "integer" } } },
      Pet: { oneOf: [use("Cat")], discriminator: { propertyName: "kind" } },
    });
    expect(propertyType(result, "Cat", "kind")).toEqual({ kind: "literal", value: "Cat" });
    expect(propertyType(result, "Animal", "kind")).toEqual({ kind: "string", format: null });
  });
});

describe("JSON Schema 2020-12", () => {
  it("takes notes beside a $ref", () => {
    const result = schemas(
      {
        Id: { type: "string" },
        A: { properties: { id: { $ref: "#/components/schemas/Id", description: "Its own.", readOnly: true } } },
      },
      "3.1.0",
    );
    expect(modelOf(result, "A").properties[0]).toMatchObject({
      docs: { description: "Its own." },
      access: { create: false },
    });
  });

  it("names what stands under $defs", () => {
    const result = schemas(
      { A: { $defs: { Part: cat }, properties: { p: { $ref: "#/components/schemas/A/$defs/Part" } } } },
      "3.1.0",
    );
    expect(propertyType(result, "A", "p")).toEqual({ kind: "named", id: "shop.json#/components/schemas/A/$defs/Part" });
    expect(modelOf(result, "APart").properties).toHaveLength(1);
  });

  it("has schemas that are just true", () => {
    const result = schemas({ A: { properties: { anything: true, list: { type: "array", items: true } } } }, "3.1.0");
    expect(propertyType(result, "A", "anything")).toEqual({ kind: "unknown" });
    expect(propertyType(result, "A", "list")).toEqual({ kind: "array", items: { kind: "unknown" } });
    expect(result.codes).toEqual([]);
  });

  it("has maps by pattern", () => {
    const result = schemas({ A: { type: "object", patternProperties: { "^x-": { type: "boolean" } } } }, "3.1.0");
    expect(typeOf(result, "A")).toMatchObject({ kind: "alias", type: { kind: "map", values: { kind: "boolean" } } });
  });

  it("names what stands beside a choice after the whole", () => {
    const choice = { oneOf: [{ $ref: "#/components/schemas/B" }, { type: "string" }] };
    const own = { type: "object", properties: { n: { type: "integer" } } };
    const result = schemas({ A: { allOf: [choice, own] }, B: own }, "3.1.0");
    expect(typeOf(result, "A")).toMatchObject({ kind: "alias", type: { kind: "intersection" } });
    expect(result.service.types.map(({ name }) => name.wire)).toEqual(["A", "AProperties", "B"]);
  });

  it("follows references to anchors, and warns of those that depend on who reads them", () => {
    const b = { properties: { c: { $dynamicRef: "#node" }, d: { $dynamicRef: "#other" }, e: { $ref: "#leaf" } } };
    const result = schemas({ A: { $dynamicAnchor: "node", ...b }, B: { $anchor: "leaf", type: "string" } }, "3.1.0");
    expect(propertyType(result, "A", "c")).toMatchObject({ kind: "named" });
    expect(propertyType(result, "A", "d")).toEqual({ kind: "unknown" });
    expect(propertyType(result, "A", "e")).toMatchObject({ kind: "named" });
    expect(result.codes).toEqual(["schema/unsupported"]);
  });
});
