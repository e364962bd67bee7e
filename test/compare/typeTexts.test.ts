import { describe, expect, test } from "vitest";
import {
  canonicalType,
  describeChange,
  isOpen,
  relationOf,
  responseData,
  splitType,
} from "../../generator/compare/typeTexts.ts";

describe("texts of types", () => {
  test("are split where no brackets and quotes are", () => {
    expect(splitType(`A | ("x|y" | B)[] | { [key: string]: C | D }`, "|")).toEqual([
      ...["A", `("x|y" | B)[]`, "{ [key: string]: C | D }"],
    ]);
    expect(splitType(`200, Map<A, B>, "a\\",b"`, ",")).toEqual(["200", "Map<A, B>", `"a\\",b"`]);
    expect(splitType("\n  | A\n  | B", "|")).toEqual(["A", "B"]);
  });

  test("are brought to one line and one name", () => {
    const rename = new Map([["Pet", "Animal"]]);
    expect(canonicalType(`\n  | models.Pet\n  | "models.Pet  x"`, rename)).toBe(`Animal | "models.Pet  x"`);
    expect(canonicalType("Call<\n    A,\n    models.Pet\n  >", rename)).toBe("Call<A, Animal >");
  });

  test.each([
    ["A | B", "B | A", "same"],
    ["A", "A | B", "wider"],
    ["A | B", "A", "narrower"],
    ["A | B", "A | C", "other"],
    ["A", "unknown", "wider"],
    ["unknown", "A", "narrower"],
    ["string", "number", "other"],
  ] as const)("%s becomes %s: %s", (before, after, relation) => {
    expect(relationOf(before, after)).toBe(relation);
  });

  test("say what has become of them", () => {
    expect(describeChange("A | B", "A | C | D")).toBe("is also C | D, is no longer B");
    expect(describeChange("string", "number")).toBe("is number, was string");
    expect(describeChange("x", "y".repeat(200))).toMatch(/^is y{99}…, was x$/);
  });

  test("are open where they take every value", () => {
    expect(isOpen(`"a" | (string & {})`)).toBe(true);
    expect(isOpen(`"a" | "(string & {})"`)).toBe(false);
  });

  test("of responses are known by their data", () => {
    expect(responseData("ResponseOf<201, B, H> | ResponseOf<200, A> | ResponseOf<204>")).toBe("A | B | undefined");
  });
});
