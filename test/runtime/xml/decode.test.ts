import { parseXml } from "@rgrove/parse-xml";
import { describe, expect, test } from "vitest";
import { decoder, type XmlModel, type XmlUse } from "../../../templates/runtime/src/xml/index.ts";
import { readAs, readError } from "./codec.ts";

const model = (properties: XmlModel["properties"] = {}): XmlUse => ({ name: "r", of: { properties } });

const page: XmlModel = {
  properties: { title: "string", number: { attribute: true, of: "number" }, open: "boolean", next: () => page },
};

test("declared properties have their types, whatever their order", () => {
  const text =
    '\ufeff<?xml version="1.0" encoding="utf-8"?>\n<page number="3">\n <open> true </open><next><title/></next><title> a &amp; b </title>\n</page>';
  expect(readAs({ of: page }, text)).toEqual({ title: " a & b ", number: 3, open: true, next: { title: "" } });
  expect(readAs({ of: page }, "<page/>")).toEqual({});
});

test.each([
  ["number", "12", 12],
  ["number", "-1.5e3", -1500],
  ["number", " 7 ", 7],
  ["number", "INF", Infinity],
  ["number", "-INF", -Infinity],
  ["number", "NaN", NaN],
  ["number", "", undefined],
  ["number", "many", "many"],
  ["boolean", "true", true],
  ["boolean", "1", true],
  ["boolean", "false", false],
  ["boolean", "0", false],
  ["boolean", "", undefined],
  ["boolean", "yes", "yes"],
  ["string", "", ""],
  ["string", "01", "01"],
  ["string", "<![CDATA[<b>]]>&#x41;", "<b>A"],
  ["string", "a<!-- no -->b", "ab"],
  ["any", "12", "12"],
] as const)("%s %j", (kind, text, value) => {
  expect(readAs(model({ a: kind }), `<r><a>${text}</a></r>`)).toEqual(value === undefined ? {} : { a: value });
});

describe("a list", () => {
  const items = { name: "item" };

  test.each<[string, XmlUse, string, unknown]>([
    [
      "without a wrapper",
      model({ list: { items } }),
      "<r><item>a</item><x/><item>b</item></r>",
      { list: ["a", "b"], x: "" },
    ],
    ["of one", model({ list: { items: { name: "item", of: "number" } } }), "<r><item>1</item></r>", { list: [1] }],
    ["under its own name", model({ list: { items: {} } }), "<r><list>a</list></r>", { list: ["a"] }],
    ["that is not there", model({ list: { items }, all: { wrapped: true, items } }), "<r/>", {}],
    [
      "that is always there",
      model({ list: { items, required: true }, all: { wrapped: true, items, required: true } }),
      "<r/>",
      { list: [], all: [] },
    ],
    [
      "in a wrapper",
      model({ list: { name: "all", wrapped: true, items } }),
      "<r><all><item>a</item></all></r>",
      { list: ["a"] },
    ],
    ["in a wrapper, empty", model({ list: { wrapped: true, items } }), "<r><list></list></r>", { list: [] }],
    [
      "in a wrapper, of whatever names",
      model({ list: { wrapped: true, items } }),
      "<r><list><Item>a</Item></list></r>",
      { list: ["a"] },
    ],
    [
      "of lists",
      model({ list: { items: { name: "row", wrapped: true, items } } }),
      "<r><row><c>a</c></row><row/></r>",
      { list: [["a"], []] },
    ],
    [
      "as a document",
      { items: { name: "page", of: page } },
      "<pages><page><title>a</title></page></pages>",
      [{ title: "a" }],
    ],
    ["as an empty document", { items: { name: "page", of: page } }, "<pages/>", []],
  ])("%s", (_, use, text, value) => {
    expect(readAs(use, text)).toEqual(value);
  });
});

test("an element's text beside attributes", () => {
  const use = model({ Encoded: { attribute: true, of: "boolean" }, content: { text: true } });
  expect(readAs(use, '<r Encoded="true">a&#32;b</r>')).toEqual({ Encoded: true, content: "a b" });
  expect(readAs(use, "<r/>")).toEqual({ content: "" });
});

test("what is not declared is kept, but for attributes", () => {
  const text = '<r v="1"><a>1</a><later at="2"><x>1</x><x><y/></x></later><b>2</b></r>';
  expect(readAs(model({ a: "number" }), text)).toEqual({ a: 1, later: { x: ["1", { y: "" }] }, b: "2" });
});

test("a map has its elements by their names, and what its model declares", () => {
  const use: XmlUse = { of: { properties: { Encrypted: { attribute: true } }, additional: "string" } };
  expect(readAs(use, '<m Encrypted="k"><Color>blue</Color><n:Count xmlns:n="urn:n">01</n:Count></m>')).toEqual({
    Encrypted: "k",
    Color: "blue",
    Count: "01",
  });
  expect(readAs({ of: { additional: { of: "number" } } }, "<m><a>1</a><b>2</b></m>")).toEqual({ a: 1, b: 2 });
  expect(readAs({ of: { additional: { items: { of: "number" } } } }, "<m><a>1</a><a>2</a></m>")).toEqual({ a: [1, 2] });
});

test("the first of several elements is the property", () => {
  expect(readAs(model({ a: "string" }), "<r><a>1</a><a>2</a></r>")).toEqual({ a: "1" });
});

describe("namespaces", () => {
  test("do not matter where names are clear", () => {
    const use = model({ a: { namespace: "urn:a", prefix: "p" }, t: { attribute: true, prefix: "xsi" } });
    expect(readAs(use, '<x:r xmlns:x="urn:x" x:t="1"><x:a>1</x:a></x:r>')).toEqual({ a: "1", t: "1" });
  });

  test("tell the same name apart", () => {
    const use = model({
      own: { name: "id", namespace: "urn:a" },
      other: { name: "id", namespace: "urn:b" },
      tag: { name: "t", attribute: true, namespace: "urn:b" },
    });
    const text = '<r xmlns="urn:a" xmlns:q="urn:b" t="1" q:t="2"><q:id>b</q:id><id>a</id></r>';
    expect(readAs(use, text)).toEqual({ own: "a", other: "b", tag: "2" });
  });

  test("of instances say null", () => {
    const text = '<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><a i:nil="true"/><b i:nil="false">1</b></r>';
    expect(readAs(model({ a: "number", b: "number" }), text)).toEqual({ a: null, b: 1 });
  });
});

test("a variant is read as what its tag says", () => {
  const shape: XmlModel = {
    properties: { kind: { attribute: true, prefix: "xsi" } },
    variants: { property: "kind", of: { circle: () => circle } },
  };
  const circle: XmlModel = { properties: { ...shape.properties, radius: "number" } };
  expect(readAs({ of: shape }, '<s xsi:kind="circle" xmlns:xsi="urn:i"><radius>2</radius></s>')).toEqual({
    kind: "circle",
    radius: 2,
  });
  expect(readAs({ of: shape }, '<s xsi:kind="toString" xmlns:xsi="urn:i"><radius>2</radius></s>')).toEqual({
    kind: "toString",
    radius: "2",
  });
});

test("of several documents it is the one that is named so, else the first", () => {
  const documents = [
    { name: "a", properties: { x: "number" } },
    { name: "b", items: { of: "number" } },
  ] as const;
  const read = decoder(parseXml, documents, documents.toReversed());
  expect(read("<a><x>1</x></a>", false)).toEqual({ x: 1 });
  expect(read("<p:b xmlns:p='urn:p'><x>1</x></p:b>", false)).toEqual([1]);
  expect(read("<c><x>1</x></c>", false)).toEqual({ x: 1 });
  expect(read("<c><x>1</x></c>", true)).toEqual([1]);
  expect(decoder(parseXml, [])("<c><x>1</x></c>", false)).toEqual({ x: "1" });
});

describe("an error", () => {
  const error: XmlUse = { of: { properties: { Message: "string" } } };

  test("is its body, with what the runtime looks for", () => {
    const body = readError(error, "<Error><Code>Gone</Code><Message>It is gone.</Message></Error>") as Record<
      string,
      unknown
    >;
    expect(Object.entries(body)).toEqual([
      ["Message", "It is gone."],
      ["Code", "Gone"],
    ]);
    expect([body["code"], body["message"]]).toEqual(["Gone", "It is gone."]);
    expect(readError(undefined, "<e><code>1</code><Code>2</Code></e>")).toMatchObject({ code: "1", Code: "2" });
    expect(readError(undefined, "<e>text</e>")).toBe("text");
  });

  test("may be JSON", () => {
    expect(readError(error, ' {"error":{"code":"C"}}')).toEqual({ error: { code: "C" } });
    expect(() => readError(error, "no")).toThrow(SyntaxError);
  });
});

describe("hostile documents", () => {
  const bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><r>&b;</r>';
  test.each([
    ["entities", bomb],
    ["an external entity", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'],
    ["a document type alone", "<!DOCTYPE r><r/>"],
    ["an entity from nowhere", "<r>&x;</r>"],
    ["depth without end", "<r>".repeat(200_000)],
    ["depth", "<r>".repeat(100_000) + "</r>".repeat(100_000)],
    ["no end", "<r><a>"],
    ["two roots", "<r/><r/>"],
    ["an attribute twice", '<r a="1" a="2"/>'],
    ["characters that XML has not", "<r>\0</r>"],
  ])("with %s end in an error", (_, text) => {
    expect(() => readAs({ of: "any" }, text)).toThrow(/type|entity|stack|tag|Extra|Duplicate|character/);
  });

  test("cannot reach a prototype", () => {
    const text =
      '<r __proto__="a"><__proto__><polluted>1</polluted></__proto__><constructor><prototype>2</prototype></constructor></r>';
    for (const use of [{ of: "any" }, model({ a: "string" }), { of: { additional: "any" } }] satisfies XmlUse[]) {
      const value = readAs(use, text) as Record<string, unknown>;
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    }
    expect(readAs(model({ ["__proto__"]: { attribute: true } }), '<r __proto__="a"/>')).toEqual(
      JSON.parse('{"__proto__":"a"}'),
    );
  });
});
