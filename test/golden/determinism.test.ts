import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { parseLock } from "../../generator/lock/parse.ts";
import { lockName } from "../../generator/lock/text.ts";
import type { Json } from "../../generator/model/index.ts";
import { readService } from "../../generator/service.ts";
import { goldenCases, readTree, type GoldenCase } from "./cases.ts";
import { makePackage, runGolden } from "./outcome.ts";

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

async function published(text: string) {
  const sink = createSink();
  const entryPoints = await parseLock(lockName, text, sink);
  if (entryPoints === null) throw new Error(sink.diagnostics.map(({ message }) => message).join("\n"));
  return { document: lockName, text, entryPoints };
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

  it.each(generated.map((golden) => [golden.name, golden] as const))(
    "from %s is the same with the lock of its own names",
    async (_name, { name, entry, folder, overlays, options }) => {
      const sink = createSink();
      const service = await readService(entry, { ...options, cwd: folder, root: ".", overlays }, sink);
      if (service === null) throw new Error(`${name} cannot be read`);
      // Of a case that has a lock, the one that came out of it.
      const before = readTree(join(folder, "out"))[lockName];
      const first = makePackage(service, before === undefined ? undefined : await published(before));
      const text = new Map(first.files).get(lockName) ?? "";
      const second = makePackage(service, await published(text));
      expect(second.files).toEqual(first.files);
      expect(second.changes).toEqual([]);
      if (before !== undefined) expect(text).toBe(before);
    },
  );

  it("is the same on a second run", async () => {
    for (const golden of generated.slice(0, 5)) {
      expect((await runGolden(golden)).out).toEqual((await runGolden(golden)).out);
    }
  });
});
