import { describe, expect, it } from "vitest";
import { catalog } from "../../generator/diagnostics/catalog.ts";
import { readText } from "../architecture/sources.ts";
import { goldenCases } from "./cases.ts";
import { runGolden } from "./outcome.ts";

/** Codes that no document leads to, and the tests that do. */
const elsewhere: Readonly<Record<string, string>> = {
  // Readers give ids of their own to what has the same, and refer to nothing that they do not declare.
  "check/operation-id": "test/check/rules.test.ts",
  "check/path-parameter": "test/check/rules.test.ts",
  "check/reference": "test/check/rules.test.ts",
  // The manifest has to be there, and what it was made from to have changed.
  "import/other-version": "test/import/readme.test.ts",
};

describe("every diagnostic", () => {
  it("has a golden case, or a test that says why it has none", async () => {
    const outcomes = await Promise.all(goldenCases().map(runGolden));
    const seen = new Set<string>(outcomes.flatMap(({ codes }) => codes));
    expect(Object.keys(catalog).filter((code) => !seen.has(code) && elsewhere[code] === undefined)).toEqual([]);
    expect(Object.keys(elsewhere).filter((code) => seen.has(code))).toEqual([]);
    for (const [code, path] of Object.entries(elsewhere)) expect(readText(path)).toContain(code);
  });
});
