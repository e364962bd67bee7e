import { describe, expect, test } from "vitest";
import { discoveryFacts, fieldLabels } from "../../generator/import/discovery.ts";

describe("labels of field behaviour", () => {
  test.each([
    ["Required. The name of the clock.", ["Required."]],
    ["Output only. Immutable. When it was made.", ["Output only.", "Immutable."]],
    ["[Output Only] When it was made.", ["Output only."]],
    ["REQUIRED: The name.", ["Required."]],
    ["OUTPUT_ONLY. A state.", ["Output only."]],
    ["Optional. Input only. Identifier. x", ["Optional.", "Input only.", "Identifier."]],
    ["Unordered list. Zones.", ["Unordered list."]],
    ["Required. Required. Twice.", ["Required."]],
    ["  [Required]\n The name", ["Required."]],
    ["The name. Required. Not at the start.", []],
    ["Required fields are checked.", []],
    ["Immutably fixed.", []],
    ["", []],
  ])("%j has %j", (description, labels) => {
    expect(fieldLabels(description)).toEqual(labels);
  });
});

const field = {
  type: "string",
  description: "Required. Words.",
  enum: ["A", "B"],
  enumDescriptions: ["words", "words"],
  enumDeprecated: [false, true],
};
const document = {
  kind: "discovery#restDescription",
  discoveryVersion: "v1",
  title: "Clocks API",
  description: "Words.",
  icons: { x16: "x" },
  ownerName: "Somebody",
  etag: "x",
  revision: "20240101",
  documentationLink: "https://h.example/docs",
  auth: { oauth2: { scopes: { "https://h.example/auth/description": { description: "Words." } } } },
  parameters: { description: { type: "string", description: "Words.", location: "query" } },
  schemas: {
    Clock: {
      id: "Clock",
      type: "object",
      description: "Words.",
      properties: {
        description: { type: "string", description: "Output only. Words." },
        icons: { type: "array", items: field },
        etag: { type: "string" },
        map: { type: "object", additionalProperties: field },
      },
    },
  },
  resources: {
    description: {
      methods: {
        get: {
          id: "clocks.get",
          path: "v1/{+name}",
          httpMethod: "GET",
          description: "Words.",
          parameters: { name: { ...field, location: "path", pattern: "^clocks/[^/]+$", required: true } },
          response: { $ref: "Clock" },
          scopes: ["s"],
        },
      },
      resources: { inner: { methods: {} } },
    },
  },
};
const fact = { type: "string", description: "Required.", enum: ["A", "B"], enumDeprecated: [false, true] };

const facts = {
  kind: "discovery#restDescription",
  discoveryVersion: "v1",
  title: "Clocks API",
  revision: "20240101",
  documentationLink: "https://h.example/docs",
  auth: { oauth2: { scopes: { "https://h.example/auth/description": {} } } },
  parameters: { description: { type: "string", location: "query" } },
  schemas: {
    Clock: {
      id: "Clock",
      type: "object",
      properties: {
        description: { type: "string", description: "Output only." },
        icons: { type: "array", items: fact },
        etag: { type: "string" },
        map: { type: "object", additionalProperties: fact },
      },
    },
  },
  resources: {
    description: {
      methods: {
        get: {
          id: "clocks.get",
          path: "v1/{+name}",
          httpMethod: "GET",
          parameters: { name: { ...fact, location: "path", pattern: "^clocks/[^/]+$", required: true } },
          response: { $ref: "Clock" },
          scopes: ["s"],
        },
      },
      resources: { inner: { methods: {} } },
    },
  },
};

describe("facts of a Discovery document", () => {
  test("are all but sentences", () => {
    expect(discoveryFacts(document)).toEqual(facts);
  });
});
