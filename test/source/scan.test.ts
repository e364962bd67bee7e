import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scanJson } from "../../generator/source/scan.ts";

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The keys and items of a text, as a list of `key@offset`. */
function members(text: string): readonly string[] {
  const found: string[] = [];
  scanJson(text, {
    open: (kind) => void found.push(kind === "object" ? "{" : "["),
    close: () => void found.push("end"),
    key: (name, offset) => void found.push(`${name}@${offset}`),
    item: (offset) => void found.push(`@${offset}`),
  });
  return found;
}

describe("scanning JSON", () => {
  test("accepts what JSON.parse accepts, and nothing else", () => {
    const pieces = [
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"\\u00e9"',
      '"\\x"',
      "1",
      "-0.5e+3",
      "01",
      "true",
      "nul",
      " ",
      "\n",
      '"',
    ];
    const text = fc.oneof(
      fc.json(),
      fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((list) => list.join("")),
    );
    fc.assert(
      fc.property(text, (value) => {
        expect({ value, accepted: scanJson(value) === null }).toEqual({ value, accepted: parses(value) });
      }),
      { numRuns: 2_000 },
    );
  });

  test("tells of keys and items, and where they begin", () => {
    expect(members(' {"a": [1, {"b\\n": null}], "c": {}}')).toEqual([
      "{",
      "a@2",
      "[",
      "@8",
      "@11",
      "{",
      "b\n@12",
      "end",
      "end",
      "c@27",
      "{",
      "end",
      "end",
    ]);
  });

  test.each([
    ["", 0, "the text ends where a value is due"],
    ['{"a" 1}', 5, '"1" stands where ":" is due'],
    ['{"a": 1,}', 8, '"}" stands where a key in double quotes is due'],
    ["{a: 1}", 1, '"a" stands where a key in double quotes is due'],
    ["[1 2]", 3, '"2" stands where "," or "]" is due'],
    ['{"a": undefined}', 6, '"undefined" stands where a value is due'],
    ["[01]", 1, '"01" is neither a number nor a literal'],
    ['["a\nb"]', 3, "a string may not contain a raw line break or control character"],
    ['["\\q"]', 2, "this escape does not exist in JSON"],
    ['["abc]', 1, "this string does not end"],
    ["{} {}", 3, "there is more text after the end of the JSON value"],
    ['{"a": [1, 2', 11, 'the text ends where "," or "]" is due'],
    ["'a'", 0, `"'" stands where a value is due`],
  ])("%j is wrong at %i: %s", (text, offset, reason) => {
    expect(scanJson(text)).toEqual({ offset, reason });
  });

  test("depth costs no stack", () => {
    const depth = 200_000;
    expect(scanJson(`${"[".repeat(depth)}${"]".repeat(depth)}`)).toBeNull();
    expect(scanJson("[".repeat(depth))?.offset).toBe(depth);
  });
});
