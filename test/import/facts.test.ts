import { describe, expect, test } from "vitest";
import { factsOf } from "../../generator/import/facts.ts";
import type { Kind } from "../../generator/import/positions.ts";
import type { Json } from "../../generator/model/index.ts";

const facts = (value: Json, kind: Kind = "document") =>
  factsOf(value, kind, { rewrite: (ref) => ref, inline: () => null });

const prose = {
  description: "words",
  summary: "words",
  externalDocs: { description: "words", url: "https://h.example" },
};
const facted = { externalDocs: { url: "https://h.example" } };

describe("facts of an OpenAPI document", () => {
  test("tell prose from data by position", () => {
    const named = {
      description: { type: "string", description: "words" },
      title: { type: "string" },
      example: { $ref: "#/definitions/X" },
      examples: { type: "array", items: { type: "string", title: "words" } },
    };
    expect(
      facts(
        {
          type: "object",
          title: "words",
          ...prose,
          required: ["description", "title"],
          properties: named,
          example: { a: 1 },
        },
        "schema",
      ),
    ).toEqual({
      type: "object",
      ...facted,
      required: ["description", "title"],
      properties: {
        description: { type: "string" },
        title: { type: "string" },
        example: { $ref: "#/definitions/X" },
        examples: { type: "array", items: { type: "string" } },
      },
    });
    expect(
      facts({
        definitions: { description: { type: "string" }, title: { description: "words" } },
        parameters: { summary: { name: "description", in: "query", description: "words" } },
      }),
    ).toEqual({
      definitions: { description: { type: "string" }, title: {} },
      parameters: { summary: { name: "description", in: "query" } },
    });
    expect(
      facts({ headers: { description: { type: "string", description: "words" } }, description: "words" }, "response"),
    ).toEqual({ headers: { description: { type: "string" } } });
  });

  test("keep default values, enums and constants whole", () => {
    const schema = {
      default: { description: "data" },
      enum: [{ title: "data" }],
      const: { example: "data" },
      "x-ms-discriminator-value": "summary",
    };
    expect(facts(schema, "schema")).toEqual(schema);
  });

  test("reach into every place that a schema may stand in", () => {
    const inner = { type: "string", description: "words" };
    const all = (schema: Json) => ({
      allOf: [schema],
      anyOf: [schema],
      oneOf: [schema],
      not: schema,
      items: schema,
      prefixItems: [schema],
      additionalProperties: schema,
      patternProperties: { "^x": schema },
      if: schema,
      then: schema,
      else: schema,
      contains: schema,
      propertyNames: schema,
      $defs: { d: schema },
    });
    expect(facts(all(inner), "schema")).toEqual(all({ type: "string" }));
    expect(facts({ items: [inner] }, "schema")).toEqual({ items: [{ type: "string" }] });
    expect(facts({ additionalProperties: false, items: true }, "schema")).toEqual({
      additionalProperties: false,
      items: true,
    });
  });

  test("keep name and version, and scopes by name", () => {
    const info = {
      title: "T",
      version: "1",
      description: "words",
      contact: {},
      license: {},
      "x-ms-code-generation-settings": { name: "C" },
    };
    const oauth = {
      type: "oauth2",
      flow: "implicit",
      description: "words",
      scopes: { description: "words", all: "words" },
    };
    const flows = { implicit: { authorizationUrl: "https://h.example", scopes: { all: "words" } } };
    expect(
      facts({
        info,
        tags: [{ name: "a", description: "words" }],
        securityDefinitions: { oauth },
        components: { securitySchemes: { s: { type: "oauth2", flows } } },
      }),
    ).toEqual({
      info: { title: "T", version: "1", "x-ms-code-generation-settings": { name: "C" } },
      tags: [{ name: "a" }],
      securityDefinitions: { oauth: { type: "oauth2", flow: "implicit", scopes: { description: "", all: "" } } },
      components: {
        securitySchemes: {
          s: { type: "oauth2", flows: { implicit: { authorizationUrl: "https://h.example", scopes: { all: "" } } } },
        },
      },
    });
  });

  test("keep extensions that cannot hold sentences", () => {
    const value = {
      "x-nullable": true,
      "x-name": "one-word",
      "x-list": ["a", 1],
      "x-ms-thing": { anything: { at: ["all"] } },
    };
    expect(
      facts(
        { ...value, "x-note": "several words here", "x-docs": { description: "words" }, "x-list2": [["a"]] },
        "schema",
      ),
    ).toEqual(value);
  });

  test("keep the order of keys, and keys called __proto__", () => {
    const text =
      '{"type":"object","properties":{"b":{"type":"string"},"__proto__":{"type":"string"},"a":{}},"required":["a"]}';
    expect(JSON.stringify(facts(JSON.parse(text), "schema"))).toBe(text);
  });

  test("rewrite references wherever one may be", () => {
    const seen: string[] = [];
    const rewrite = (ref: string, kind: Kind) => {
      seen.push(`${kind} ${ref}`);
      return `#${ref}`;
    };
    const operation = {
      parameters: [{ $ref: "p" }],
      responses: { 200: { $ref: "r" }, 201: { headers: { H: { $ref: "h" } }, schema: { $ref: "s" } } },
      "x-ms-odata": "o",
      "x-ms-long-running-operation-options": { "final-state-schema": "f" },
      "x-ms-examples": { e: { $ref: "e" } },
    };
    factsOf(operation, "operation", { rewrite, inline: () => null });
    factsOf(
      {
        discriminator: { mapping: { a: "m.json#/A", b: "B" } },
        properties: { $ref: { type: "string" } },
        default: { $ref: "d" },
      },
      "schema",
      { rewrite, inline: () => null },
    );
    expect(seen).toEqual([
      "parameter p",
      "response r",
      "header h",
      "schema s",
      "schema o",
      "schema f",
      "schema m.json#/A",
    ]);
  });
});
