import { describe, expect, it } from "vitest";
import type { Json } from "../../../generator/model/index.ts";
import { findEqual } from "../../../generator/read/openapi/merge.ts";
import { modelOf, operationOf, read, swagger, typeOf } from "./read.ts";

const problem = { type: "object", properties: { code: { type: "string" }, inner: { $ref: "#/definitions/Problem" } } };

function list(document: string, schema: string): Json {
  return {
    get: {
      operationId: `${document}_List`,
      responses: { "200": { description: "", schema: { $ref: `#/definitions/${schema}` } } },
    },
  };
}

describe("documents of one service", () => {
  it("that repeat a definition have it once, whatever prose stands at it", () => {
    const result = read({
      "a.json": swagger({
        paths: { "/a": list("A", "Problem") },
        definitions: { Problem: { ...problem, description: "One." } },
      }),
      "b.json": swagger({
        paths: { "/b": list("B", "Problem") },
        definitions: { Problem: { ...problem, description: "Two." } },
      }),
    });
    expect(result.service.types.map(({ id }) => id)).toEqual(["a.json#/definitions/Problem"]);
    for (const id of ["A_List", "B_List"]) {
      expect(operationOf(result, id).responses[0]?.contents[0]).toMatchObject({
        type: { kind: "named", id: "a.json#/definitions/Problem" },
      });
    }
  });

  it("that give one name to different things have both", () => {
    const result = read({
      "a.json": swagger({ definitions: { Size: { type: "object", properties: { cm: { type: "number" } } } } }),
      "b.json": swagger({ definitions: { Size: { type: "object", properties: { inch: { type: "number" } } } } }),
    });
    expect(result.service.types.map(({ id }) => id)).toEqual(["a.json#/definitions/Size", "b.json#/definitions/Size"]);
  });

  it("differ in a definition where they differ in what it refers to", () => {
    const box = { type: "object", properties: { size: { $ref: "#/definitions/Size" } } };
    const lid = { type: "object", properties: { box: { $ref: "#/definitions/Box" } } };
    const result = read({
      "a.json": swagger({ definitions: { Box: box, Lid: lid, Size: { type: "string" } } }),
      "b.json": swagger({ definitions: { Box: box, Lid: lid, Size: { type: "integer" } } }),
    });
    expect(result.service.types.map(({ name }) => name.wire)).toEqual(["Box", "Box", "Lid", "Lid", "Size", "Size"]);
  });

  it("share variants and bases that are the same", () => {
    const shapes = {
      Shape: { type: "object", discriminator: "kind", properties: { kind: { type: "string" } } },
      Circle: { allOf: [{ $ref: "#/definitions/Shape" }] },
    };
    const result = read({ "a.json": swagger({ definitions: shapes }), "b.json": swagger({ definitions: shapes }) });
    expect(result.service.types).toHaveLength(2);
    expect(modelOf(result, "Shape").discriminator?.variants).toEqual([
      { value: "Circle", id: "a.json#/definitions/Circle" },
    ]);
    expect(modelOf(result, "Circle").bases).toEqual(["a.json#/definitions/Shape"]);
  });

  it("do not depend on their order", () => {
    const a = swagger({ paths: { "/a": list("A", "Problem") }, definitions: { Problem: problem } });
    const b = swagger({ paths: { "/b": list("B", "Problem") }, definitions: { Problem: problem } });
    expect(read({ "a.json": a, "b.json": b }).service).toEqual(read({ "b.json": b, "a.json": a }).service);
  });
});

describe("lists of values written in place", () => {
  it("of one name and the same values are one, whatever the capitals", () => {
    const state = (name: string): Json => ({ type: "string", enum: ["on", "off"], "x-ms-enum": { name } });
    const result = read({
      "a.json": swagger({
        definitions: {
          A: { properties: { s: state("IPState") } },
          B: { properties: { s: state("ipState"), t: state("IPState") } },
        },
      }),
    });
    expect(result.service.types.filter(({ kind }) => kind === "enum")).toHaveLength(1);
    expect(typeOf(result, "IPState").id).toBe("a.json#/definitions/A/properties/s");
  });

  it("of one name and other values are two", () => {
    const state = (values: readonly string[]): Json => ({
      type: "string",
      enum: values,
      "x-ms-enum": { name: "State" },
    });
    const result = read({
      "a.json": swagger({ definitions: { A: { properties: { s: state(["on"]), t: state(["on", "off"]) } } } }),
    });
    expect(result.service.types.filter(({ name }) => name.wire === "State")).toHaveLength(2);
  });
});

it("does not take a default value for a reference", () => {
  const [first, second] = ["a", "b"].map((document) => {
    const value: Json = { kind: "named", id: `${document}.json#/definitions/Other` };
    const other = { type: "object", properties: { x: { type: "string" } } };
    const thing = { type: "object", properties: { it: { type: "object", default: value } } };
    return swagger({ definitions: { Other: other, Thing: thing } });
  });
  const result = read({ "a.json": first ?? null, "b.json": second ?? null });
  // The defaults differ, so the two are different things, and stay as they were written.
  expect(result.service.types.map(({ name }) => name.wire)).toEqual(["Other", "Thing", "Thing"]);
  const defaults = result.service.types.flatMap((type) =>
    type.kind === "model" ? type.properties.map((property) => property.default) : [],
  );
  expect(defaults).toContainEqual({ kind: "named", id: "b.json#/definitions/Other" });
});

it("finds nothing equal among declarations of different names", () => {
  const result = read({ "a.json": swagger({ definitions: { A: { type: "string" }, B: { type: "string" } } }) });
  expect(findEqual(result.service.types).size).toBe(0);
});
