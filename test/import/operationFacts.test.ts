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

describe("facts of operations", () => {
  test("what is asked and answered, not what is said", () => {
    const operation = {
      tags: ["t"],
      operationId: "A_Get",
      ...prose,
      deprecated: true,
      "x-ms-examples": { one: {} },
      "x-ms-long-running-operation": true,
      parameters: [
        {
          name: "a",
          in: "query",
          type: "string",
          ...prose,
          enum: ["x"],
          "x-ms-enum": { name: "E", values: [{ value: "x", name: "X", description: "words" }] },
        },
        { name: "b", in: "body", schema: { title: "words", type: "object" } },
      ],
      responses: {
        200: {
          description: "words",
          schema: { $ref: "#/definitions/A" },
          examples: { "application/json": {} },
          headers: { ETag: { type: "string", description: "words" } },
        },
      },
    };
    expect(facts({ paths: { "/a": { parameters: [{ $ref: "#/parameters/P" }], get: operation } } })).toEqual({
      paths: {
        "/a": {
          parameters: [{ $ref: "#/parameters/P" }],
          get: {
            tags: ["t"],
            operationId: "A_Get",
            ...facted,
            deprecated: true,
            "x-ms-long-running-operation": true,
            parameters: [
              {
                name: "a",
                in: "query",
                type: "string",
                ...facted,
                enum: ["x"],
                "x-ms-enum": { name: "E", values: [{ value: "x", name: "X" }] },
              },
              { name: "b", in: "body", schema: { type: "object" } },
            ],
            responses: { 200: { schema: { $ref: "#/definitions/A" }, headers: { ETag: { type: "string" } } } },
          },
        },
      },
    });
  });

  const path = {
    post: {
      summary: "words",
      requestBody: {
        description: "words",
        content: {
          "application/json": {
            schema: { description: "words", type: "string" },
            example: 1,
            examples: { a: {} },
            encoding: { a: { headers: { H: { description: "words", schema: { type: "string" } } } } },
          },
        },
      },
    },
  };
  const cleaned = {
    post: {
      requestBody: {
        content: {
          "application/json": {
            schema: { type: "string" },
            encoding: { a: { headers: { H: { schema: { type: "string" } } } } },
          },
        },
      },
    },
  };

  test("of OpenAPI 3: contents, callbacks, webhooks", () => {
    const withCallbacks = (item: typeof path | typeof cleaned) => ({
      post: { ...item.post, callbacks: { c: { "{$url}": item }, d: { $ref: "#/components/callbacks/c" } } },
    });
    expect(facts({ openapi: "3.1.0", webhooks: { w: path }, paths: { "/a": withCallbacks(path) } })).toEqual({
      openapi: "3.1.0",
      webhooks: { w: cleaned },
      paths: { "/a": withCallbacks(cleaned) },
    });
  });

  test("of OpenAPI 3: servers, and components of every kind", () => {
    const discriminator = { propertyName: "k", mapping: { description: "#/components/schemas/A" } };
    expect(
      facts({
        servers: [
          { url: "https://{h}", description: "words", variables: { h: { default: "x", description: "words" } } },
        ],
        components: {
          examples: { e: {} },
          callbacks: { c: { "{$url}": path } },
          links: { l: { operationId: "x", description: "words" } },
          schemas: { description: { title: "words", discriminator } },
        },
      }),
    ).toEqual({
      servers: [{ url: "https://{h}", variables: { h: { default: "x" } } }],
      components: {
        callbacks: { c: { "{$url}": cleaned } },
        links: { l: { operationId: "x" } },
        schemas: { description: { discriminator } },
      },
    });
  });
});
