import { readFileSync } from "node:fs";
import { format } from "prettier";
import { describe, expect, test, vi } from "vitest";
import { main } from "../../generator/cli.ts";
import { catalog } from "../../generator/diagnostics/catalog.ts";
import { catalogPage, explainCode, nearCodes } from "../../generator/diagnostics/explain.ts";

const root = new URL("../../", import.meta.url);

/** Runs a command line; its exit code and what it printed. */
async function run(...argv: readonly string[]) {
  const printed = { out: "", err: "" };
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((printed.out += String(text)), true));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => ((printed.err += String(text)), true));
  const code = await main(argv);
  vi.restoreAllMocks();
  return { code, ...printed };
}

describe("docs/diagnostics.md", () => {
  test("is what armature explain --all prints", async () => {
    const { code, out } = await run("explain", "--all");
    expect(code).toBe(0);
    // Where this fails: node scripts/armature.mjs explain --all > docs/diagnostics.md
    expect(readFileSync(new URL("docs/diagnostics.md", root), "utf8")).toBe(out);
  });

  test("has every code, laid out as Prettier would", async () => {
    const page = catalogPage();
    expect(page.match(/^### .+/gm)?.map((line) => line.slice(4))).toEqual(Object.keys(catalog).sort());
    expect(await format(page, { parser: "markdown", printWidth: 120 })).toBe(page);
  });
});

describe("armature explain", () => {
  test("prints severity, title, cause and fix of a code", async () => {
    const { code, out } = await run("explain", "ref/not-found");
    const { title, cause, fix } = catalog["ref/not-found"];
    expect([code, out]).toEqual([0, explainCode("ref/not-found")]);
    expect(out).toBe(`ref/not-found: error\n${title}.\n\n  cause: ${cause}\n  fix:   ${fix}\n`);
  });

  test.each([
    ["ref/not-fond", 'there is no code "ref/not-fond"; did you mean ref/not-found?'],
    ["constructor", 'there is no code "constructor"; armature explain --all lists them'],
    ["", "the code is missing"],
  ])("refuses %j as an error of the command line", async (wanted, sentence) => {
    expect(await run("explain", wanted)).toEqual({ code: 2, out: "", err: `armature explain: ${sentence}\n` });
  });

  test("refuses a code beside --all", async () => {
    expect((await run("explain", "ref/not-found", "--all")).code).toBe(2);
  });

  test("finds what is near: a slip, a part, a wrong area", () => {
    expect(nearCodes("SOURCE/SYNTX")[0]).toBe("source/syntax");
    expect(nearCodes("duplicate-key")).toContain("source/duplicate-key");
    expect(nearCodes("encodng")).toEqual(["source/encoding"]);
    expect(nearCodes("x".repeat(1e6))).toEqual([]);
  });
});
