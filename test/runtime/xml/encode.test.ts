import { describe, expect, test } from "vitest";
import { encode, type XmlModel, type XmlUse } from "../../../templates/runtime/src/xml/index.ts";
import { ArgumentError } from "../../../templates/runtime/src/errors.ts";
import { written } from "./codec.ts";

const page: XmlModel = {
  properties: {
    title: "string",
    number: { attribute: true, of: "number" },
    open: "boolean",
    next: () => page,
  },
};
const model = (properties: XmlModel["properties"] = {}): XmlUse => ({ name: "r", of: { properties } });

test("attributes stand in the tag, elements in the order of the declaration, absent ones nowhere", () => {
  const body = { next: { title: "b" }, open: false, number: 3, title: "a", extra: undefined };
  expect(written({ name: "page", of: page }, body)).toBe(
    '<page number="3"><title>a</title><open>false</open><next><title>b</title></next></page>',
  );
  expect(written({ name: "page", of: page }, { title: null, number: undefined })).toBe("<page/>");
});

test("no body is no document", () => {
  expect(encode({ name: "page", of: page })(undefined)).toBeUndefined();
  expect(written({ name: "page", of: page }, null)).toBe("<page/>");
});

describe("a list", () => {
  const items = { name: "item" };

  test.each<[string, XmlUse, unknown, string]>([
    [
      "repeats its items' element",
      model({ list: { items } }),
      { list: ["a", "b"] },
      "<r><item>a</item><item>b</item></r>",
    ],
    ["or its own", model({ list: { items: {} } }), { list: ["a", "b"] }, "<r><list>a</list><list>b</list></r>"],
    ["leaves nothing when empty", model({ list: { items } }), { list: [] }, "<r/>"],
    ["is wrapped", model({ list: { wrapped: true, items } }), { list: ["a"] }, "<r><list><item>a</item></list></r>"],
    [
      "is wrapped by another name",
      model({ list: { name: "all", wrapped: true, items: {} } }),
      { list: ["a"] },
      "<r><all><all>a</all></all></r>",
    ],
    ["shows that it is empty", model({ list: { wrapped: true, items } }), { list: [] }, "<r><list/></r>"],
    [
      "keeps places",
      model({ list: { items } }),
      { list: ["a", null, "b"] },
      "<r><item>a</item><item/><item>b</item></r>",
    ],
    [
      "of numbers",
      model({ list: { items: { name: "n", of: "number" } } }),
      { list: [1, 2.5] },
      "<r><n>1</n><n>2.5</n></r>",
    ],
    [
      "of lists",
      model({ list: { items: { name: "row", wrapped: true, items: { name: "c" } } } }),
      { list: [["a"], []] },
      "<r><row><c>a</c></row><row/></r>",
    ],
    [
      "is a document",
      { name: "pages", items: { name: "page", of: page } },
      [{ title: "a" }],
      "<pages><page><title>a</title></page></pages>",
    ],
    ["is an empty document", { name: "pages", items: { name: "page", of: page } }, [], "<pages/>"],
  ])("%s", (_, use, body, text) => {
    expect(written(use, body)).toBe(text);
  });

  test("is nothing else", () => {
    expect(() => written(model({ list: { items } }), { list: "ab" })).toThrow(ArgumentError);
  });
});

test("text stands beside attributes", () => {
  const use = model({ Encoded: { attribute: true, of: "boolean" }, content: { text: true } });
  expect(written(use, { Encoded: true, content: "a b" })).toBe('<r Encoded="true">a b</r>');
});

test("further members of a map and of a model are elements by their names", () => {
  expect(written({ name: "m", of: { additional: "string" } }, { a: "1", "b-c": "2" })).toBe(
    "<m><a>1</a><b-c>2</b-c></m>",
  );
  expect(written(model({ a: "string" }), { a: "1", later: { x: [1, { y: true }], z: "" } })).toBe(
    "<r><a>1</a><later><x>1</x><x><y>true</y></x><z/></later></r>",
  );
});

describe("text", () => {
  test.each([
    ["a<b>&c\"d'e", "a&lt;b&gt;&amp;c\"d'e"],
    ["]]>", "]]&gt;"],
    [" a\t\n\r ", " a\t\n&#13; "],
    ["\u{1f600}\ufffd", "\u{1f600}\ufffd"],
  ])("%j is written so that it is read as it was", (value, text) => {
    expect(written(model({ a: "string" }), { a: value })).toBe(`<r><a>${text}</a></r>`);
  });

  test("of an attribute keeps its white space", () => {
    expect(written(model({ a: { attribute: true } }), { a: '"<\t\n\r>' })).toBe(
      '<r a="&quot;&lt;&#9;&#10;&#13;&gt;"/>',
    );
  });

  test.each(["\0", "a\u0008", "\u001f", "\ufffe", "\ud800", "\udc00x"])(
    "%j is refused: XML has no such character",
    (value) => {
      expect(() => written(model({ a: "string" }), { a: value })).toThrow(ArgumentError);
      expect(() => written(model({ a: { attribute: true } }), { a: value })).toThrow(ArgumentError);
    },
  );

  test("is what it is of, not an object", () => {
    expect(() => written(model({ a: "string" }), { a: { b: 1 } })).toThrow(ArgumentError);
    expect(written(model({ a: "number" }), { a: Number.POSITIVE_INFINITY })).toBe("<r><a>INF</a></r>");
    expect(written(model({ a: "string" }), { a: 12n })).toBe("<r><a>12</a></r>");
  });
});

test.each(["a b", "1a", "", "a>", "<a", 'a"', "a/b", "a:b"])("the key %j is refused: it would be no element", (key) => {
  expect(() => written({ name: "m", of: { additional: "string" } }, { [key]: "x" })).toThrow(ArgumentError);
});

describe("a namespace", () => {
  test("is declared where it begins, and once", () => {
    const use = {
      ...model({
        a: { namespace: "urn:x", prefix: "x" },
        b: { namespace: "urn:x", prefix: "x", of: () => ({ properties: { c: { namespace: "urn:x", prefix: "x" } } }) },
        d: { namespace: "urn:y", of: () => ({ properties: { e: "string" } }) },
      }),
      namespace: "urn:x",
      prefix: "x",
    } satisfies XmlUse;
    expect(written(use, { a: "1", b: { c: "2" }, d: { e: "3" } })).toBe(
      '<x:r xmlns:x="urn:x"><x:a>1</x:a><x:b><x:c>2</x:c></x:b><d xmlns="urn:y"><e>3</e></d></x:r>',
    );
  });

  test("of an attribute is declared at its element", () => {
    const use = model({
      type: { attribute: true, prefix: "xsi", namespace: "urn:i" },
      plain: { attribute: true, namespace: "urn:i" },
    });
    expect(written(use, { type: "t", plain: "p" })).toBe('<r xmlns:xsi="urn:i" xsi:type="t" plain="p"/>');
  });

  test("is not escaped from", () => {
    expect(written({ ...model(), namespace: 'u"><x' }, {})).toBe('<r xmlns="u&quot;&gt;&lt;x"/>');
    expect(() => written({ ...model(), prefix: 'x" y="', namespace: "u" }, {})).toThrow(ArgumentError);
  });
});

test("a model as a document has its own name and namespace", () => {
  const model = { name: "r", prefix: "p", namespace: "urn:p", properties: { a: { prefix: "p", namespace: "urn:p" } } };
  expect(written(model, { a: "1" })).toBe('<p:r xmlns:p="urn:p"><p:a>1</p:a></p:r>');
  expect(written({ properties: {} }, {})).toBe("<root/>");
});

test("a variant is written as what its tag says", () => {
  const shape: XmlModel = {
    properties: { kind: { attribute: true } },
    variants: { property: "kind", of: { circle: () => circle } },
  };
  const circle: XmlModel = { properties: { kind: { attribute: true }, radius: { attribute: true, of: "number" } } };
  expect(written({ name: "s", of: shape }, { radius: 2, kind: "circle" })).toBe('<s kind="circle" radius="2"/>');
  expect(written({ name: "s", of: shape }, { kind: "square", side: 1 })).toBe('<s kind="square"><side>1</side></s>');
  expect(written({ name: "s", of: shape }, { kind: "constructor" })).toBe('<s kind="constructor"/>');
});

test("members are the object's own", () => {
  expect(
    written(
      model(
        Object.fromEntries([
          ["constructor", "string"],
          ["toString", "string"],
        ]),
      ),
      {},
    ),
  ).toBe("<r/>");
  expect(written(model({ ["__proto__"]: "string" }), JSON.parse('{"__proto__":"x"}'))).toBe(
    "<r><__proto__>x</__proto__></r>",
  );
});
