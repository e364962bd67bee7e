import { describe, expect, it } from "vitest";
import type { Json, Paging } from "../../../generator/model/index.ts";
import { named, operationOf, read, swagger, type Read } from "../openapi/read.ts";

const items = { type: "array", items: { $ref: "#/definitions/Thing" } };
const page = (more: { readonly [key: string]: Json } = {}): Json => ({
  type: "object",
  properties: { value: items, nextLink: { type: "string" }, ...more },
});

function reading(
  pageable: Json,
  schema: Json = page(),
  parameters: readonly Json[] = [],
  more: { readonly [key: string]: Json } = {},
): Read {
  const get = {
    operationId: "Things_List",
    "x-ms-pageable": pageable,
    parameters,
    responses: { "200": { description: "", schema } },
    ...more,
  };
  const definitions = {
    Thing: { type: "object", properties: { a: { type: "string" } } },
    Base: page(),
    Derived: { allOf: [{ $ref: "#/definitions/Base" }] },
  };
  return read({
    "shop.json": swagger({
      paths: {
        "/things": { get },
        "/next": { get: { ...get, operationId: "Things_ListNext", "x-ms-pageable": { nextLinkName: null } } },
      },
      definitions,
    }),
  });
}

function paging(
  pageable: Json,
  schema?: Json,
  parameters?: readonly Json[],
  more?: { readonly [key: string]: Json },
): Paging {
  const found = operationOf(reading(pageable, schema, parameters, more), "Things_List").paging;
  if (found === null) throw new Error("not paged");
  return found;
}

const link = (...path: readonly string[]): Paging["next"] => ({ kind: "link", path, operation: null });

describe("x-ms-pageable", () => {
  it("finds items in value and the next page by nextLink", () => {
    expect(paging({ nextLinkName: "nextLink" })).toEqual({
      items: ["value"],
      itemType: named("Thing"),
      next: link("nextLink"),
      pageSize: null,
    });
  });

  it.each<[string, Json, Json, Partial<Paging>]>([
    [
      "items under another name",
      { itemName: "things", nextLinkName: "nextLink" },
      page({ things: items }),
      { items: ["things"] },
    ],
    ["no further pages where the name is null", { nextLinkName: null }, page(), { next: { kind: "none" } }],
    ["no further pages where the name is empty", { nextLinkName: "" }, page(), { next: { kind: "none" } }],
    ["the usual name where none is given", {}, page(), { next: link("nextLink") }],
    [
      "a name with a dot in it",
      { nextLinkName: "odata.nextLink" },
      page({ "odata.nextLink": { type: "string" } }),
      { next: link("odata.nextLink") },
    ],
    [
      "a name with an escaped dot",
      { nextLinkName: "odata\\.nextLink" },
      page({ "odata.nextLink": { type: "string" } }),
      { next: link("odata.nextLink") },
    ],
    [
      "a property in a property",
      { itemName: "page.list", nextLinkName: "page.next" },
      {
        type: "object",
        properties: { page: { type: "object", properties: { list: items, next: { type: "string" } } } },
      },
      { items: ["page", "list"], next: link("page", "next") },
    ],
    ["an answer that is the list itself", { nextLinkName: null }, items, { items: [], itemType: named("Thing") }],
    [
      "items of a base",
      { nextLinkName: "nextLink" },
      { $ref: "#/definitions/Derived" },
      { items: ["value"], itemType: named("Thing") },
    ],
    [
      "items of a list with a name",
      { nextLinkName: "nextLink" },
      page({ value: { type: "array", items: { type: "string" } } }),
      { itemType: { kind: "string", format: null } },
    ],
    [
      "a next page that another operation reads",
      { nextLinkName: "nextLink", operationName: "Things_ListNext" },
      page(),
      { next: { kind: "link", path: ["nextLink"], operation: "Things_ListNext" } },
    ],
    [
      "such an operation without its group",
      { nextLinkName: "nextLink", operationName: "ListNext" },
      page(),
      { next: { kind: "link", path: ["nextLink"], operation: "Things_ListNext" } },
    ],
  ])("reads %s", (_, pageable, schema, expected) => {
    expect(paging(pageable, schema)).toMatchObject(expected);
  });

  it("takes a marker for what goes into the parameter of that name", () => {
    const marker = { name: "marker", in: "query", type: "string" };
    const schema = page({ NextMarker: { type: "string" } });
    expect(paging({ nextLinkName: "NextMarker" }, schema, [marker]).next).toEqual({
      kind: "token",
      path: ["NextMarker"],
      parameter: "marker",
      location: "query",
    });
    expect(paging({ nextLinkName: "NextMarker" }, schema).next).toEqual(link("NextMarker"));
  });

  it.each(["maxresults", "$maxpagesize", "maxPageSize", "max-results"])(
    "knows that %s is the size of a page",
    (name) => {
      const result = reading({ nextLinkName: "nextLink" }, page(), [
        { name, in: "query", type: "integer" },
        { name: "$top", in: "query", type: "integer" },
      ]);
      const operation = operationOf(result, "Things_List");
      expect(operation.paging?.pageSize).toBe(name);
      expect(operation.parameters.map(({ role }) => role)).toEqual(["pageSize", "plain"]);
    },
  );

  it("is of no use where the answer has no such list, which is said", () => {
    for (const schema of [{ type: "object", properties: { things: items } }, page({ value: { type: "string" } })]) {
      const result = reading({ nextLinkName: "nextLink" }, schema);
      expect(operationOf(result, "Things_List").paging).toBeNull();
      expect(result.codes).toContain("paging/no-list");
    }
  });

  describe("with a marker and no name of the items", () => {
    const marker = [{ name: "marker", in: "query", type: "string" }];
    const list = (properties: { readonly [key: string]: Json }): Read =>
      reading({ nextLinkName: "NextMarker" }, { type: "object", properties }, marker);
    const next = { NextMarker: { type: "string" } };

    it.each<[string, { readonly [key: string]: Json }, readonly string[]]>([
      ["the only list", { Prefix: { type: "string" }, Things: items, ...next }, ["Things"]],
      [
        "the only one further in",
        { Segment: { type: "object", properties: { Things: items } }, ...next },
        ["Segment", "Things"],
      ],
      ["an inherited one", { Segment: { $ref: "#/definitions/Derived" }, ...next }, ["Segment", "value"]],
      ["the outer of two", { Things: items, Segment: { $ref: "#/definitions/Base" }, ...next }, ["Things"]],
    ])("finds %s", (_, properties, path) => {
      expect(operationOf(list(properties), "Things_List").paging).toEqual({
        items: path,
        itemType: named("Thing"),
        next: { kind: "token", path: ["NextMarker"], parameter: "marker", location: "query" },
        pageSize: null,
      });
    });

    it("does not choose among several", () => {
      const two = { type: "object", properties: { Prefixes: items, Things: items } };
      for (const properties of [{ Segment: two, ...next }, { A: items, B: items, ...next }, next]) {
        const result = list(properties);
        expect(operationOf(result, "Things_List").paging).toBeNull();
        expect(result.codes).toContain("paging/no-list");
      }
    });
  });

  it("falls back to a plain GET where the operation for the next page does not exist, which is said", () => {
    const result = reading({ nextLinkName: "nextLink", operationName: "Things_Ghost" });
    expect(operationOf(result, "Things_List").paging?.next).toEqual(link("nextLink"));
    expect(result.codes).toEqual(["paging/unknown-operation"]);
  });

  it("does not make pages of operations that do not have it", () => {
    const get = { operationId: "Things_Get", responses: { "200": { description: "", schema: page() } } };
    const result = read({
      "shop.json": swagger({ paths: { "/things": { get } }, definitions: { Thing: { type: "object" } } }),
    });
    expect(operationOf(result, "Things_Get").paging).toBeNull();
  });
});

describe("x-armature-paging", () => {
  it("says how services page that have no words for it", () => {
    const schema = page({ cursor: { type: "string" } });
    const said = { items: "value", token: "cursor", parameter: "after", pageSize: "limit" };
    const parameters = [
      { name: "after", in: "query", type: "string" },
      { name: "limit", in: "query", type: "integer" },
    ];
    expect(paging(null, schema, parameters, { "x-armature-paging": said })).toEqual({
      items: ["value"],
      itemType: named("Thing"),
      next: { kind: "token", path: ["cursor"], parameter: "after", location: "query" },
      pageSize: "limit",
    });
    expect(paging(null, schema, [], { "x-armature-paging": { items: ["value"], link: ["nextLink"] } }).next).toEqual(
      link("nextLink"),
    );
    expect(paging(null, schema, [], { "x-armature-paging": { items: "value" } }).next).toEqual({ kind: "none" });
  });

  it("is refused where it says too little", () => {
    expect(reading(null, page(), [], { "x-armature-paging": { link: "nextLink" } }).codes).toContain(
      "extension/invalid",
    );
    expect(reading(null, page(), [], { "x-armature-paging": { items: "value", token: "cursor" } }).codes).toContain(
      "extension/invalid",
    );
  });
});
