import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { bundleFacts } from "../../generator/import/bundle.ts";
import type { Json } from "../../generator/model/index.ts";
import { lines, makeSet } from "../source/spec.ts";

/** The contract that the first of these documents makes, and what is said. */
function bundle(roots: Readonly<Record<string, Json>>) {
  const sink = createSink();
  const set = makeSet(roots);
  return {
    contract: bundleFacts(set, sink) as Record<string, Record<string, Json>>,
    said: lines(sink.diagnostics),
  };
}

const ref = (target: string) => ({ $ref: target });

describe("bundling", () => {
  test("takes in what is referred to, and only that, under its own name, in order", () => {
    const { contract, said } = bundle({
      "svc/a.json": {
        swagger: "2.0",
        parameters: { Own: { name: "o", in: "query" } },
        paths: {
          "/x": {
            get: {
              parameters: [ref("../common/v5/types.json#/parameters/Version"), ref("#/parameters/Own")],
              responses: { default: { schema: ref("../common/v5/types.json#/definitions/Error") } },
            },
          },
        },
        definitions: {
          Thing: { allOf: [ref("../common/v5/types.json#/definitions/Resource")] },
          Alone: { type: "string" },
        },
      },
      "common/v5/types.json": {
        parameters: { Version: { name: "v", in: "query", description: "words" }, Unused: {} },
        definitions: {
          Resource: { properties: { meta: ref("#/definitions/Meta") } },
          Meta: { properties: { up: ref("./types.json#/definitions/Resource") } },
          Error: { title: "words", type: "object" },
          Unused: {},
        },
      },
    });
    expect(said).toEqual([]);
    expect(contract).toEqual({
      swagger: "2.0",
      parameters: { Own: { name: "o", in: "query" }, Version: { name: "v", in: "query" } },
      paths: {
        "/x": {
          get: {
            parameters: [ref("#/parameters/Version"), ref("#/parameters/Own")],
            responses: { default: { schema: ref("#/definitions/Error") } },
          },
        },
      },
      definitions: {
        Thing: { allOf: [ref("#/definitions/Resource")] },
        Alone: { type: "string" },
        Error: { type: "object" },
        Meta: { properties: { up: ref("#/definitions/Resource") } },
        Resource: { properties: { meta: ref("#/definitions/Meta") } },
      },
    });
    expect(Object.keys(contract["definitions"] ?? {})).toEqual(["Thing", "Alone", "Error", "Meta", "Resource"]);
  });

  test("definitions of one name that differ get their version, the more used document the plain name", () => {
    const use = (version: string, name: string) => ref(`common/${version}/types.json#/definitions/${name}`);
    const common = (type: string) => ({
      definitions: { Id: { type }, Same: { type: "object", properties: { a: { type: "string" } } } },
    });
    const { contract } = bundle({
      "a.json": {
        definitions: {
          A: {
            properties: {
              one: use("v3", "Id"),
              two: use("v5", "Id"),
              three: use("v5", "Id"),
              four: use("v3", "Same"),
              five: use("v5", "Same"),
            },
          },
        },
      },
      "common/v3/types.json": common("integer"),
      "common/v5/types.json": common("string"),
    });
    expect(contract["definitions"]).toEqual({
      A: {
        properties: {
          one: ref("#/definitions/IdV3"),
          two: ref("#/definitions/Id"),
          three: ref("#/definitions/Id"),
          four: ref("#/definitions/Same"),
          five: ref("#/definitions/Same"),
        },
      },
      Id: { type: "string" },
      IdV3: { type: "integer" },
      Same: { type: "object", properties: { a: { type: "string" } } },
    });
  });

  test("own definitions keep their names, whatever comes in", () => {
    const { contract } = bundle({
      "a.json": {
        definitions: {
          Error: { type: "string" },
          A: { items: ref("errors.json#/definitions/Error") },
          B: ref("errors.json#/definitions/ErrorErrors"),
        },
      },
      "errors.json": { definitions: { Error: { type: "object" }, ErrorErrors: { type: "array" } } },
    });
    expect(contract["definitions"]).toEqual({
      Error: { type: "string" },
      A: { items: ref("#/definitions/ErrorErrors2") },
      B: ref("#/definitions/ErrorErrors"),
      ErrorErrors: { type: "array" },
      ErrorErrors2: { type: "object" },
    });
  });

  test("recursive definitions that say the same are one; those that differ far down are two", () => {
    const tree = (leaf: string) => ({
      definitions: {
        Node: { properties: { next: ref("#/definitions/Next") } },
        Next: { properties: { node: ref("#/definitions/Node"), leaf: { type: leaf } } },
      },
    });
    const entry = {
      definitions: { A: { properties: { x: ref("x.json#/definitions/Node"), y: ref("y.json#/definitions/Node") } } },
    };
    const same = bundle({ "a.json": entry, "x.json": tree("string"), "y.json": tree("string") }).contract;
    expect(Object.keys(same["definitions"] ?? {})).toEqual(["A", "Next", "Node"]);
    const differing = bundle({ "a.json": entry, "x.json": tree("string"), "y.json": tree("integer") }).contract;
    expect(Object.keys(differing["definitions"] ?? {})).toEqual(["A", "Next", "NextY", "Node", "NodeY"]);
    expect(differing["definitions"]?.["NextY"]).toEqual({
      properties: { node: ref("#/definitions/NodeY"), leaf: { type: "integer" } },
    });
  });

  test("variants of what has a discriminator come along, though nothing refers to them", () => {
    const { contract } = bundle({
      "a.json": { definitions: { A: ref("shapes.json#/definitions/Shape") } },
      "shapes.json": {
        definitions: {
          Shape: { discriminator: "kind", properties: { kind: { type: "string" } } },
          Circle: { allOf: [ref("#/definitions/Shape")], properties: { r: ref("#/definitions/Radius") } },
          Ring: { allOf: [ref("#/definitions/Circle")] },
          Radius: { type: "number" },
          Plain: { allOf: [ref("#/definitions/Radius")] },
        },
      },
      "more.json": { definitions: { Square: { allOf: [ref("shapes.json#/definitions/Shape")] } } },
    });
    expect(Object.keys(contract["definitions"] ?? {})).toEqual(["A", "Circle", "Radius", "Ring", "Shape", "Square"]);
  });

  test("variants elsewhere of what the entry declares come along", () => {
    const { contract } = bundle({
      "a.json": { definitions: { Shape: { discriminator: "kind" }, A: ref("#/definitions/Shape") } },
      "b.json": { definitions: { Circle: { allOf: [ref("a.json#/definitions/Shape")] } } },
    });
    expect(contract["definitions"]).toEqual({
      Shape: { discriminator: "kind" },
      A: ref("#/definitions/Shape"),
      Circle: { allOf: [ref("#/definitions/Shape")] },
    });
  });

  test("whole documents, and parts that are no definitions, get names", () => {
    const { contract } = bundle({
      "a.json": {
        openapi: "3.0.0",
        paths: { "/x": ref("paths.json#/~1x") },
        components: {
          schemas: { A: ref("my-pet.yaml"), B: ref("b.json#/components/schemas/B/properties/inner%20part") },
        },
      },
      "paths.json": { "/x": { get: { summary: "words", responses: { 200: ref("b.json#/components/responses/R") } } } },
      "my-pet.yaml": { type: "object" },
      "b.json": {
        components: {
          schemas: { B: { properties: { "inner part": { type: "string" } } } },
          responses: { R: { description: "words", headers: { H: ref("#/components/headers/H") } } },
          headers: { H: { schema: { type: "string" } } },
        },
      },
    });
    expect(contract).toEqual({
      openapi: "3.0.0",
      paths: { "/x": { get: { responses: { 200: ref("#/components/responses/R") } } } },
      components: {
        schemas: {
          A: ref("#/components/schemas/MyPet"),
          B: ref("#/components/schemas/BInnerPart"),
          MyPet: { type: "object" },
          BInnerPart: { type: "string" },
        },
        headers: { H: { schema: { type: "string" } } },
        responses: { R: { headers: { H: ref("#/components/headers/H") } } },
      },
    });
  });

  test("references to the entry itself become local, path items in circles end", () => {
    const { contract } = bundle({
      "a.json": {
        paths: { "/x": ref("b.json#/x") },
        definitions: { A: ref("a.json#/definitions/B"), B: { items: ref("b.json#/T") } },
      },
      "b.json": { x: ref("#/y"), y: ref("#/x"), T: { items: ref("a.json#/definitions/A") } },
    });
    expect(contract["definitions"]).toEqual({
      A: ref("#/definitions/B"),
      B: { items: ref("#/definitions/T") },
      T: { items: ref("#/definitions/A") },
    });
  });

  test("what points at nothing is said, and stays", () => {
    const { contract, said } = bundle({ "a.json": { definitions: { A: ref("b.json#/definitions/B") } }, "b.json": {} });
    expect(contract["definitions"]).toEqual({ A: ref("b.json#/definitions/B") });
    expect(said).toEqual(['ref/not-found a.json "$ref" points at nothing: b.json#/definitions/B']);
  });
});
