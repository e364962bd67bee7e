import { describe, expect, test } from "vitest";
import type { Json, Paging } from "../../../generator/model/index.ts";
import { operationOf, withMethods, type Reading } from "./document.ts";

const text = { type: "string" };
const objects = { type: "array", items: { $ref: "Thing" } };
const tokens = {
  pageSize: { type: "integer", format: "int32", location: "query" },
  pageToken: { ...text, location: "query" },
};

interface Case {
  readonly answer: Json;
  readonly parameters?: Json;
  readonly request?: Json;
  readonly method?: string;
}

function readCase({ answer, parameters = tokens, request, method = "list" }: Case): Reading {
  const body = request === undefined ? {} : { request: { $ref: "Request" } };
  return withMethods(
    {
      [method]: {
        httpMethod: request === undefined ? "GET" : "POST",
        path: "a",
        parameters,
        response: { $ref: "Answer" },
        ...body,
      },
    },
    {
      schemas: {
        Answer: { type: "object", properties: answer },
        Request: { type: "object", properties: request ?? {} },
        Thing: { type: "object", properties: { name: text } },
      },
    },
  );
}

function pagingOf(given: Case): Paging | null {
  return operationOf(readCase(given), `shop.things.${given.method ?? "list"}`).paging;
}

const thing = { kind: "named", id: "#/schemas/Thing" };

describe("paging", () => {
  test("by token in the query", () => {
    const given = { answer: { things: objects, nextPageToken: text, unreachable: { type: "array", items: text } } };
    expect(pagingOf(given)).toEqual({
      items: ["things"],
      itemType: thing,
      next: { kind: "token", path: ["nextPageToken"], parameter: "pageToken", location: "query" },
      pageSize: "pageSize",
    });
    const { parameters } = operationOf(readCase(given), "shop.things.list");
    expect(parameters.map(({ name, role }) => [name.wire, role])).toEqual([
      ["pageSize", "pageSize"],
      ["pageToken", "pageToken"],
    ]);
  });

  test("by token in the body", () => {
    const request = { pageSize: { type: "integer", format: "int32" }, pageToken: text, query: text };
    expect(
      pagingOf({ answer: { things: objects, nextPageToken: text }, parameters: {}, request, method: "search" }),
    ).toMatchObject({
      next: { location: "body", parameter: "pageToken" },
      pageSize: "pageSize",
    });
  });

  test("with maxResults and a pageToken in the answer, as older APIs have it", () => {
    const parameters = {
      maxResults: { type: "integer", location: "query" },
      pageToken: { ...text, location: "query" },
    };
    expect(pagingOf({ answer: { rows: objects, errors: objects, pageToken: text }, parameters })).toMatchObject({
      items: ["rows"],
      next: { path: ["pageToken"] },
      pageSize: "maxResults",
    });
  });

  test.each<[string, Json, string, string]>([
    ["items", { items: objects, defaults: objects, nextPageToken: text }, "list", "items"],
    ["the resource's name", { things: objects, places: objects, nextPageToken: text }, "list", "things"],
    [
      "the resource's name in singular",
      { thing: objects, deletedThing: objects, nextPageToken: text },
      "list",
      "thing",
    ],
    [
      "the end of the method's name",
      { places: objects, hints: objects, nextPageToken: text },
      "searchPlaces",
      "places",
    ],
    [
      "an end that is the resource's name",
      { matchingThings: objects, places: objects, nextPageToken: text },
      "search",
      "matchingThings",
    ],
    [
      "what is not deprecated",
      { old: { ...objects, deprecated: true }, now: objects, nextPageToken: text },
      "list",
      "now",
    ],
    [
      "objects rather than texts",
      { names: { type: "array", items: text }, found: objects, nextPageToken: text },
      "list",
      "found",
    ],
    [
      "texts where there is nothing else",
      { names: { type: "array", items: text }, nextPageToken: text },
      "list",
      "names",
    ],
  ])("of several lists, %s", (_, answer, method, expected) => {
    expect(pagingOf({ answer, method })?.items).toEqual([expected]);
  });

  test.each<[string, Json]>([
    ["several lists of equal rank", { added: objects, removed: objects, nextPageToken: text }],
    ["a map", { places: { type: "object", additionalProperties: { $ref: "Thing" } }, nextPageToken: text }],
  ])("%s leave the page whole", (_, answer) => {
    const reading = readCase({ answer });
    expect(operationOf(reading, "shop.things.list").paging).toMatchObject({
      items: [],
      itemType: { kind: "named", id: "#/schemas/Answer" },
      next: { kind: "token" },
    });
    expect(reading.codes).toEqual(["discovery/paging-whole"]);
  });

  test.each<[string, Case]>([
    ["no token in the answer", { answer: { things: objects } }],
    ["no token in the request", { answer: { things: objects, nextPageToken: text }, parameters: {} }],
  ])("%s: no pages, and parameters that are plain", (_, given) => {
    const operation = operationOf(readCase(given), "shop.things.list");
    expect(operation.paging).toBeNull();
    expect(operation.parameters.every(({ role }) => role === "plain")).toBe(true);
  });

  test("of things by their zone gives whole pages, and not the zones that did not answer", () => {
    const zones = { type: "object", additionalProperties: { $ref: "Thing" } };
    const beside = { unreachables: { type: "array", items: text }, ranked: objects };
    const given = { answer: { items: zones, nextPageToken: text, ...beside }, method: "aggregatedList" };
    expect(pagingOf(given)).toMatchObject({ items: [], itemType: { kind: "named", id: "#/schemas/Answer" } });
  });
});
