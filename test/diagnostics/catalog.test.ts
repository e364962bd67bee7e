import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalog, type CatalogEntry } from "../../generator/diagnostics/catalog.ts";

const entries: readonly (readonly [string, CatalogEntry])[] = Object.entries(catalog);

describe("the catalogue", () => {
  test.each(entries)("%s is documented", (code, { title, cause, fix }) => {
    expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(title).toMatch(/^[A-Z"$`].{9,79}[^.]$/);
    expect(cause).toMatch(/^[A-Z"$`].{19,}\.$/s);
    expect(fix).toMatch(/^[A-Z"$`].{9,}\.$/s);
  });

  test("no two codes of an area have one title", () => {
    const titles = entries.map(([code, { title }]) => `${code.split("/")[0] ?? ""}: ${title}`);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  test("every code is reported by something", () => {
    const sources = readdirSync("generator", { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.startsWith("diagnostics"))
      .map((path) => readFileSync(join("generator", path), "utf8"))
      .join("\n");
    expect(entries.map(([code]) => code).filter((code) => !sources.includes(`"${code}"`))).toEqual([]);
  });
});
