import { describe, expect, test } from "vitest";
import { modelNamed, propertyOf, withMethods } from "./document.ts";

describe("properties", () => {
  const schemas = {
    Thing: {
      type: "object",
      properties: {
        name: { type: "string", description: "Identifier. The name." },
        colour: { type: "string", description: "Required. The colour." },
        owner: { type: "string", description: "Immutable. Who has it." },
        made: { type: "string", description: "Required. Output only. When it was made." },
        count: { type: "integer", format: "int32", default: "3", minimum: "1", maximum: "9" },
        on: { type: "boolean", default: "true" },
        code: { type: "string", default: "007", pattern: "^[0-9]+$" },
        old: { type: "string", deprecated: true },
        older: { type: "string", description: "Deprecated. Use the other." },
        part: { $ref: "Part" },
      },
    },
    Part: { type: "object", properties: { owner: { type: "string", description: "Immutable. Who has it." } } },
  };
  const update = { id: "shop.things.patch", httpMethod: "PATCH", path: "v1/things/{id}", request: { $ref: "Thing" } };
  const reading = withMethods(
    { patch: { ...update, parameters: { id: { type: "string", location: "path" } } } },
    { schemas },
  );
  const property = (wire: string): ReturnType<typeof propertyOf> => propertyOf(reading, "Thing", wire);

  test("are required where they are labelled so and may be sent", () => {
    const required = modelNamed(reading, "Thing").properties.filter((p) => p.requiredInput);
    expect(required.map((p) => p.name.wire)).toEqual(["colour"]);
    expect(modelNamed(reading, "Thing").properties.some((p) => p.requiredOutput)).toBe(false);
  });

  test("are immutable in what is updated, not in what is nested in it", () => {
    expect(property("owner").access).toEqual({ read: true, create: true, update: false });
    expect(propertyOf(reading, "Part", "owner").access).toEqual({ read: true, create: true, update: true });
    expect(property("made").access).toEqual({ read: true, create: false, update: false });
  });

  test("have defaults and limits of their type", () => {
    expect(property("count").default).toBe(3);
    expect(property("count").constraints).toMatchObject({ minimum: 1, maximum: 9 });
    expect(property("on").default).toBe(true);
    expect(property("code").default).toBe("007");
    expect(property("code").constraints.pattern).toBe("^[0-9]+$");
    expect([property("old"), property("older"), property("count")].map((p) => p.deprecated)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("say where they were written", () => {
    expect(property("colour").at).toEqual({ document: "shop.v1.json", pointer: "/schemas/Thing/properties/colour" });
    expect(property("colour").docs.description).toBe("Required. The colour.");
  });
});

describe("annotations", () => {
  const method = (name: string, httpMethod: string): object => ({
    id: `shop.things.${name}`,
    httpMethod,
    path: "v1/things",
    request: { $ref: "Box" },
  });
  const reading = withMethods(
    JSON.parse(
      JSON.stringify({
        insert: method("insert", "POST"),
        patch: method("patch", "PATCH"),
        update: method("update", "PUT"),
      }),
    ),
    {
      schemas: {
        Box: { type: "object", properties: { thing: { $ref: "Thing" } } },
        Thing: {
          type: "object",
          properties: {
            all: { type: "string", annotations: { required: ["shop.things.insert", "shop.things.update"] } },
            some: { type: "string", annotations: { required: ["shop.things.insert"] } },
          },
        },
      },
    },
  );

  test("make a property required where every method that sends it whole is named, through other schemas too", () => {
    expect(propertyOf(reading, "Thing", "all").requiredInput).toBe(true);
    expect(propertyOf(reading, "Thing", "some").requiredInput).toBe(false);
    expect(reading.codes).toEqual(["discovery/required-by-some"]);
  });
});
