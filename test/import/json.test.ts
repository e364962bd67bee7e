import * as fc from "fast-check";
import { format } from "prettier";
import { describe, expect, test } from "vitest";
import { formatJson } from "../../generator/import/json.ts";
import type { Json } from "../../generator/model/index.ts";

const prettier = (text: string) => format(text, { parser: "json", printWidth: 120 });

describe("JSON texts", () => {
  test("are what Prettier leaves alone", async () => {
    const scalar = fc.oneof(
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.string(),
      fc.constantFrom("a".repeat(40), "b".repeat(100)),
    );
    const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        scalar,
        fc.array(scalar, { maxLength: 12 }),
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie("tree"), { maxKeys: 4 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(tree, async (value) => {
        const text = formatJson(value);
        expect(JSON.parse(text)).toEqual(value);
        expect(text).toBe(await prettier(text));
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    [{ a: Array(60).fill(1234) }],
    [{ a: ["x".repeat(50), "y".repeat(55)], b: 1 }],
    [{ a: ["x".repeat(50), "y".repeat(54)] }],
    [
      {
        a: [
          [1, 2],
          [3, 4],
        ],
        b: [[1], [2]],
        c: [{}, {}],
        d: [[], []],
        e: [{ a: 1 }],
        f: {},
        g: [],
      },
    ],
  ])("break lists where it would: %#", async (value) => {
    const text = formatJson(value);
    expect(text).toBe(await prettier(text));
  });

  test("keep members called __proto__", () => {
    expect(formatJson(JSON.parse('{"__proto__": 1}'))).toBe('{\n  "__proto__": 1\n}\n');
  });
});
