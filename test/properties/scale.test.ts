import { describe, expect, it } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { generatePackage } from "../../generator/generate.ts";
import type { Json } from "../../generator/model/index.ts";
import { readService } from "../../generator/service.ts";

type Members = { readonly [key: string]: Json };

const ok: Json = { "204": { description: "Done." } };

/** `count` members, each made from its number. */
function many(count: number, member: (index: number) => readonly [string, Json]): Members {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => member(index)));
}

const ref = (name: string): Json => ({ $ref: `#/definitions/${name}` });

const swagger = (members: Members): Json => ({
  swagger: "2.0",
  info: { title: "Scale", version: "1" },
  host: "scale.example.com",
  paths: {},
  ...members,
});

/** Documents that grow in one way each. What takes the square of their size would not end within a test's time. */
const documents: readonly (readonly [string, Json])[] = [
  [
    "a chain of definitions, each extending the next",
    swagger({
      definitions: many(5_000, (index) => [
        `D${index}`,
        index === 0
          ? { type: "object", properties: { a: { type: "string" } } }
          : { allOf: [ref(`D${index - 1}`)], properties: { [`p${index}`]: { type: "string" } } },
      ]),
    }),
  ],
  [
    "a chain of wrappers",
    swagger({
      definitions: many(5_000, (index) => [
        `D${index}`,
        index === 0 ? { type: "string" } : { allOf: [ref(`D${index - 1}`)] },
      ]),
    }),
  ],
  [
    "a chain of references",
    swagger({
      definitions: many(5_000, (index) => [`D${index}`, index === 0 ? { type: "string" } : ref(`D${index - 1}`)]),
    }),
  ],
  [
    "a model with many variants",
    swagger({
      definitions: {
        Base: { type: "object", discriminator: "kind", required: ["kind"], properties: { kind: { type: "string" } } },
        ...many(4_000, (index) => [
          `V${index}`,
          { allOf: [ref("Base")], properties: { [`p${index}`]: ref(`V${(index + 1) % 4_000}`) } },
        ]),
      },
    }),
  ],
  [
    "many operations of one group, with one name",
    swagger({ paths: many(5_000, (index) => [`/p${index}`, { get: { operationId: "Same_Same", responses: ok } }]) }),
  ],
  [
    "an operation with many parameters of one name",
    swagger({
      paths: {
        "/p": {
          get: {
            operationId: "A_Get",
            parameters: Array.from({ length: 5_000 }, (_, index) => ({
              ...{ name: `a${"-".repeat(index % 50)}b${index}`, in: "query", type: "string" },
              ...{ "x-ms-client-name": "same" },
            })),
            responses: ok,
          },
        },
      },
    }),
  ],
  [
    "definitions that all come to one name",
    swagger({
      definitions: many(5_000, (index) => [
        index.toString(2).padStart(13, "0").replaceAll("0", "a").replaceAll("1", "A"),
        { type: "object", properties: { [`p${index}`]: { type: "string" } } },
      ]),
    }),
  ],
  [
    "a list of many values",
    swagger({
      definitions: { E: { type: "string", enum: Array.from({ length: 50_000 }, (_, index) => `value ${index}`) } },
    }),
  ],
  [
    "a choice among many",
    {
      openapi: "3.0.3",
      info: { title: "Scale", version: "1" },
      servers: [{ url: "https://scale.example.com" }],
      paths: {},
      components: {
        schemas: {
          Any: {
            oneOf: Array.from({ length: 5_000 }, (_, index) => ({
              type: "object",
              properties: { [`p${index}`]: { type: "string" } },
            })),
          },
        },
      },
    },
  ],
  [
    "a type that holds every other, and is held by it",
    swagger({
      definitions: many(3_000, (index) => [
        `D${index}`,
        {
          type: "object",
          properties: { id: { type: "string", readOnly: true }, next: ref(`D${(index + 1) % 3_000}`) },
        },
      ]),
      paths: {
        "/p": {
          put: {
            operationId: "A_Put",
            parameters: [{ name: "b", in: "body", schema: ref("D0") }],
            responses: { "200": { description: "All.", schema: ref("D0") } },
          },
        },
      },
    }),
  ],
];

describe("large documents", () => {
  it.each(documents)("%s", async (_name, document) => {
    const sink = createSink();
    const text = JSON.stringify(document);
    const service = await readService(
      "https://scale.example/spec.json",
      { fetch: () => Promise.resolve(new Response(text)) },
      sink,
    );
    expect(service).not.toBeNull();
    if (service === null || sink.hasErrors) return;
    const about = { name: "@scale/service", title: "Scale", version: "0.1.0", runtimeVersion: "^0.1.0" };
    const { files } = generatePackage({ ...about, services: [{ service, preview: false }] });
    expect(files.length).toBeGreaterThan(2);
  });
});
