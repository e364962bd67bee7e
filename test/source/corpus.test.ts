import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { loadSpec } from "../../generator/source/load.ts";

const folder = "../shared/specs/azure";
const isThere = existsSync(`${folder}/packages.json`);

interface Package {
  readonly readme: string;
  readonly tag: string;
  readonly files: readonly string[];
}

describe.skipIf(!isThere)("published readme.md files (skipped where ../shared/specs is absent)", () => {
  const packages: readonly Package[] = isThere ? JSON.parse(readFileSync(`${folder}/packages.json`, "utf8")) : [];

  test.each(packages)("$readme", async ({ readme, tag, files }) => {
    const sink = createSink();
    const set = await loadSpec(readme, { cwd: folder }, sink);
    expect(set?.tag).toBe(tag);
    expect(set?.entries.map((entry) => entry.name)).toEqual(files);
    expect(sink.diagnostics.filter((diagnostic) => diagnostic.severity === "error")).toEqual([]);
  });

  test("are all there are", () => {
    expect(packages).toHaveLength(99);
  });
});
