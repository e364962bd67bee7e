import { describe, expect, test } from "vitest";
import { applyAssignment, parseTransform } from "../../generator/source/transform.ts";

describe("transforms that only assign", () => {
  test.each([
    ['$["x-ms-client-name"] = "Clock";', [{ steps: ["x-ms-client-name"], value: "Clock" }]],
    ["$.a.b['c d'][0] = 'x'", [{ steps: ["a", "b", "c d", "0"], value: "x" }]],
    [
      '$.a = 1; $.b = false;\n$.c = null\n$.d = ["x;y", {"z": 1}];',
      [
        { steps: ["a"], value: 1 },
        { steps: ["b"], value: false },
        { steps: ["c"], value: null },
        { steps: ["d"], value: ["x;y", { z: 1 }] },
      ],
    ],
    [
      'delete $.required; delete $["x-y"]',
      [
        { steps: ["required"], value: undefined },
        { steps: ["x-y"], value: undefined },
      ],
    ],
    ["$.a = `plain`;\nreturn $;", [{ steps: ["a"], value: "plain" }]],
    ['$["a\\"b"] = -1.5e3', [{ steps: ['a"b'], value: -1500 }]],
    ["", []],
  ])("%j is data", (text, statements) => {
    expect(parseTransform(text)).toEqual(statements);
  });

  test.each([
    "return $.replace(/a/g, 'b')",
    "$.a = $.b",
    "$.a = process.exit(1)",
    "$.a = `${process.env.HOME}`",
    "$.a == 'x'",
    "$.a += 1",
    "$ = {}",
    "delete $",
    "if ($.a) { $.b = 1 }",
    "$.a = 'x' + 'y'",
    "$.a = 'x'; fetch('https://h.example')",
    "for (const k in $) delete $[k]",
    "$.a = { b: 1 }",
    "constructor.constructor('x')()",
  ])("%j is code", (text) => {
    expect(parseTransform(text)).toBeNull();
  });

  test("statements apply to what is there, and leave the old value as it was", () => {
    const value = { a: { b: 1 }, list: [{ c: 1 }] };
    expect(applyAssignment(value, { steps: ["a", "b"], value: 2 })).toEqual({ a: { b: 2 }, list: [{ c: 1 }] });
    expect(applyAssignment(value, { steps: ["list", "0", "d"], value: 2 })).toEqual({
      a: { b: 1 },
      list: [{ c: 1, d: 2 }],
    });
    expect(applyAssignment(value, { steps: ["a", "b"], value: undefined })).toEqual({ a: {}, list: [{ c: 1 }] });
    expect(applyAssignment(value, { steps: ["x", "b"], value: 2 })).toBeNull();
    expect(applyAssignment(value, { steps: ["a", "x"], value: undefined })).toBe(value);
    expect(applyAssignment(value, { steps: ["list", "x"], value: 1 })).toBeNull();
    expect(value).toEqual({ a: { b: 1 }, list: [{ c: 1 }] });
  });

  test("a member called __proto__ is a member", () => {
    expect(JSON.stringify(applyAssignment({}, { steps: ["__proto__"], value: 1 }))).toBe('{"__proto__":1}');
    expect(applyAssignment({}, { steps: ["constructor", "x"], value: 1 })).toBeNull();
  });
});
