import { describe, expect, it } from "vitest";
import type { Content, Json, Xml } from "../../../generator/model/index.ts";
import { getThings, modelOf, openapi, operationOf, read, swagger, typeOf, type Read } from "./read.ts";

type Schemas = { readonly [key: string]: Json };

const element: Xml = {
  name: "",
  namespace: null,
  prefix: null,
  attribute: false,
  wrapped: false,
  text: false,
  items: null,
};
const named = (name: string, more: Partial<Xml> = {}): Xml => ({ ...element, name, ...more });

/** A service that answers with the definition `Root` in XML. */
function answering(schemas: Schemas, produces: readonly string[] = ["application/xml"]): Read {
  const responses = { "200": { description: "", schema: { $ref: "#/definitions/Root" } } };
  return getThings({ produces, responses }, { definitions: schemas });
}

const properties = (result: Read, model = "Root"): Readonly<Record<string, Xml | null>> =>
  Object.fromEntries(modelOf(result, model).properties.map(({ name, xml }) => [name.wire, xml]));

/** How the properties of `Root` are written. */
const written = (members: Schemas, others: Schemas = {}): Readonly<Record<string, Xml | null>> =>
  properties(answering({ Root: { type: "object", properties: members }, ...others }));

const contentOf = (result: Read, id = "Things_Get"): Content | undefined =>
  operationOf(result, id).responses[0]?.contents[0];

describe("a property is written", () => {
  it("by its own name, else by that in its `xml`", () => {
    expect(
      written({
        plain: { type: "string" },
        other: { type: "string", xml: { name: "Other" } },
        prefixed: { type: "string", xml: { name: "p:Prefixed" } },
        both: { type: "string", xml: { name: "x", prefix: "q", namespace: "urn:q" } },
        odd: { type: "string", xml: { name: 3, prefix: null, wrapped: "yes" } },
      }),
    ).toEqual({
      plain: named("plain"),
      other: named("Other"),
      prefixed: named("Prefixed", { prefix: "p" }),
      both: named("x", { prefix: "q", namespace: "urn:q" }),
      odd: named("odd"),
    });
  });

  it("as an attribute, or as the text of what is around it", () => {
    const members = {
      id: { type: "string", xml: { attribute: true } },
      content: { type: "string", xml: { "x-ms-text": true } },
    };
    expect(written(members)).toEqual({
      id: named("id", { attribute: true }),
      content: named("content", { text: true }),
    });
  });

  it("as its definition says, but not by the definition's name; what stands at the `$ref` goes first", () => {
    const others = {
      Plain: { type: "object", properties: { a: { type: "string" } } },
      Named: { type: "object", properties: { a: { type: "string" } }, xml: { name: "N", prefix: "n" } },
      Kind: { type: "string", enum: ["a"], xml: { name: "K" } },
    };
    expect(
      written(
        {
          plain: { $ref: "#/definitions/Plain" },
          byType: { $ref: "#/definitions/Named" },
          byUse: { $ref: "#/definitions/Named", xml: { name: "U" } },
          kind: { $ref: "#/definitions/Kind" },
        },
        others,
      ),
    ).toEqual({
      plain: named("plain"),
      byType: named("N", { prefix: "n" }),
      byUse: named("U", { prefix: "n" }),
      kind: named("K"),
    });
  });
});

describe("the items of a list are written", () => {
  const others = {
    Part: { type: "object", properties: { a: { type: "string" } } },
    Named: { type: "object", properties: { a: { type: "string" } }, xml: { name: "N" } },
    Parts: { type: "array", items: { $ref: "#/definitions/Part" }, xml: { name: "All", wrapped: true } },
    Nested: { type: "array", items: { $ref: "#/definitions/Nested" } },
  };
  const list = (items: Json, xml?: Json): Json => ({ type: "array", items, ...(xml === undefined ? {} : { xml }) });
  const text = { type: "string" };

  it.each<[string, Json, Xml]>([
    ["as the list", list(text), named("a", { items: named("a") })],
    ["by their own name", list({ ...text, xml: { name: "i" } }), named("a", { items: named("i") })],
    ["by the name of a list without a wrapper", list(text, { name: "l" }), named("l", { items: named("l") })],
    [
      "by the name of a list, wrapped",
      list(text, { name: "l", wrapped: true }),
      named("l", { wrapped: true, items: named("l") }),
    ],
    ["by their definition's key", list({ $ref: "#/definitions/Part" }), named("a", { items: named("Part") })],
    [
      "by their definition's key in a wrapper that has another name",
      list({ $ref: "#/definitions/Part" }, { name: "l", wrapped: true }),
      named("l", { wrapped: true, items: named("Part") }),
    ],
    [
      "by their definition's name",
      list({ $ref: "#/definitions/Named" }, { name: "l" }),
      named("l", { items: named("N") }),
    ],
    [
      "as the list's definition says",
      { $ref: "#/definitions/Parts" },
      named("All", { wrapped: true, items: named("Part") }),
    ],
    ["list by list", list(list(text)), named("a", { items: named("a", { items: named("a") }) })],
  ])("%s", (_, schema, xml) => {
    expect(written({ a: schema }, others)["a"]).toEqual(xml);
  });

  it("to some depth where a list is its own item", () => {
    expect(written({ a: { $ref: "#/definitions/Nested" } }, others)["a"]).toMatchObject({
      items: { name: "Nested", items: { name: "Nested" } },
    });
  });
});

describe("a document", () => {
  it("is named by its definition, unless that says otherwise", () => {
    const root = { type: "object", properties: { a: { type: "string" } } };
    expect(contentOf(answering({ Root: root }))).toMatchObject({ kind: "xml", xml: named("Root") });
    const result = answering({ Root: { ...root, xml: { name: "root", namespace: "urn:r" } } });
    expect(contentOf(result)).toMatchObject({ xml: named("root", { namespace: "urn:r" }) });
    expect(modelOf(result, "Root").xml).toEqual(named("root", { namespace: "urn:r" }));
  });

  it("may be a list, also one in place", () => {
    const items = { type: "object", properties: { a: { type: "string" } }, xml: { name: "item" } };
    const result = answering({ Root: { type: "array", items } });
    expect(contentOf(result)).toMatchObject({ xml: named("Root", { items: named("item") }) });
    expect(typeOf(result, "Root")).toMatchObject({ kind: "alias", xml: { name: "Root" } });
    const parts = answering({
      Root: { type: "array", items: { $ref: "#/definitions/Part" }, xml: { name: "Parts" } },
      Part: { type: "object", properties: { a: { type: "string" } } },
    });
    expect(contentOf(parts)).toMatchObject({ xml: named("Parts", { items: named("Part") }) });
    const schema = { type: "array", items, xml: { name: "all" } };
    const inPlace = getThings({ produces: ["text/xml"], responses: { "200": { description: "", schema } } });
    expect(contentOf(inPlace)).toMatchObject({ kind: "xml", xml: named("all", { items: named("item") }) });
  });

  it("in place and without a name is called as its type", () => {
    const content = {
      "application/xml": { schema: { type: "object", properties: { a: { type: "string" } } } },
    };
    const put = { operationId: "Things_Put", requestBody: { content }, responses: { "204": { description: "" } } };
    const result = read({ "shop.json": openapi({ paths: { "/things": { put } } }) });
    expect(operationOf(result, "Things_Put").body?.contents[0]).toMatchObject({ xml: named("ThingsPutRequest") });
  });

  it("of which nothing is said, or that is a text, is left to callers", () => {
    const plain = (schema: Json): Content | undefined =>
      contentOf(getThings({ produces: ["application/xml"], responses: { "200": { description: "", schema } } }));
    expect(plain({ type: "string" })).toMatchObject({ kind: "xml", xml: null });
    expect(plain({})).toMatchObject({ kind: "xml", xml: null });
    expect(plain({ type: "string", xml: { name: "text" } })).toMatchObject({ kind: "xml", xml: named("text") });
  });
});

it("nothing is written in XML where the service does not speak it", () => {
  const result = answering(
    { Root: { type: "object", xml: { name: "r" }, properties: { a: { type: "string", xml: { name: "b" } } } } },
    ["application/json"],
  );
  expect(modelOf(result, "Root").xml).toBeNull();
  expect(properties(result)).toEqual({ a: null });
});

it("one operation's XML is enough, wherever it stands", () => {
  const schema = { $ref: "#/definitions/Root" };
  const responses = { "200": { description: "", schema } };
  const paths = {
    "/a": { get: { operationId: "A_Get", responses, produces: ["application/json"] } },
    "/b": { get: { operationId: "B_Get", responses, produces: ["application/xml"] } },
  };
  const definitions = { Root: { type: "object", properties: { a: { type: "string" } } } };
  expect(properties(read({ "shop.json": swagger({ paths, definitions }) }))).toEqual({ a: named("a") });
});
