import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { docLine, docProse, stringLiteral } from "../../generator/plan/text.ts";

/** What a program reads where a literal stands. */
const valueOf = (literal: string): unknown => runInNewContext(literal);

describe("string literals", () => {
  test.each([
    "",
    "plain",
    'a "quote"',
    "it's",
    `"both" and 'both'`,
    "back\\slash",
    "line\nbreak",
    "\u2028",
    "\u200b",
    "😀",
  ])("%j keeps its value, on one line", (text) => {
    const literal = stringLiteral(text);
    expect(valueOf(literal)).toBe(text);
    expect(literal).not.toMatch(/[\n\r\u2028\u2029\u200b]/);
  });

  test("one literal does not decide how the next is escaped", () => {
    expect(stringLiteral("a text with a pair of halves 😀")).toContain("😀");
    expect(stringLiteral("\n")).toBe('"\\n"');
  });
});

describe("lines of comments", () => {
  test("cannot end the comment, and hide nothing", () => {
    expect(docLine("a */ b")).toBe("a *\\/ b");
    expect(docLine("a *\u200b/ b")).toBe("a *\\/ b");
    expect(docLine("a\nb ")).toBe("a b");
  });

  test("prose escapes what TSDoc reads, but not in code", () => {
    expect(docProse("{a} @b `{c}`")).toBe("\\{a\\} \\@b `{c}`");
  });
});
