import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Json } from "../../generator/model/index.ts";
import { goldenCases, readTree, type GoldenCase } from "./cases.ts";
import { runGolden } from "./outcome.ts";

/**
 * Maps whose order says something: properties are written in the spec's order, and of several media types or values of a
 * discriminator the first is preferred.
 */
const ordered: ReadonlySet<string> = new Set(["properties", "content", "mapping"]);

/** The value with the members of its objects the other way round. */
function reversed(value: Json, key = ""): Json {
  if (Array.isArray(value)) return value.map((item: Json) => reversed(item));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, reversed(member, name)] as const);
  return Object.fromEntries(ordered.has(key) ? members : members.toReversed());
}

/** A copy of the case whose documents have their keys the other way round. */
function reversedCase(golden: GoldenCase, folder: string): GoldenCase {
  cpSync(golden.folder, folder, { recursive: true });
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/^(?!overlay|options|model).*\.(json|ya?ml)$/.test(file) || file.startsWith("out")) continue;
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    const value = (file.endsWith(".json") ? JSON.parse(text) : parse(text, { uniqueKeys: false })) as Json;
    writeFileSync(path, JSON.stringify(reversed(value), null, 2));
  }
  return { ...golden, folder };
}

const generated = goldenCases().filter(({ folder }) => Object.keys(readTree(join(folder, "out"))).length > 0);

describe("what is generated", () => {
  it.each(generated.map((golden) => [golden.name, golden] as const))(
    "from %s does not depend on the order of keys",
    async (_name, golden) => {
      const folder = mkdtempSync(join(tmpdir(), "armature-"));
      try {
        const outcome = await runGolden(reversedCase(golden, folder));
        expect(outcome.out).toEqual(readTree(join(golden.folder, "out")));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  it("is the same on a second run", async () => {
    for (const golden of generated.slice(0, 5)) {
      expect((await runGolden(golden)).out).toEqual((await runGolden(golden)).out);
    }
  });
});
