import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { InspectReport } from "../../generator/inspect.ts";
import { armature } from "./armature.ts";
import { compileFolder, compilers } from "./compile.ts";
import { entryPoints, type EntryPoint } from "./packages.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const scratch = join(root, ".armature/packages");

function inspectEntryPoint({ spec, overlay }: EntryPoint): InspectReport {
  return JSON.parse(armature(["inspect", spec, "--overlay", overlay, "--json"])) as InspectReport;
}

type Exports = Readonly<Record<string, unknown>>;

describe.each(entryPoints)("$entryPoint", (entry) => {
  test(`exports all ${entry.operations} operations`, async () => {
    const { operations } = inspectEntryPoint(entry);
    expect(operations).toHaveLength(entry.operations);
    const index = (await import(entry.entryPoint)) as Exports;
    const missing: string[] = [];
    for (const { id, module, namespace, exportedName } of operations) {
      const own = ((await import(`${entry.entryPoint}/${module}`)) as Exports)[exportedName];
      const group = namespace.reduce<unknown>((at, name) => (at as Exports | undefined)?.[name], index);
      if (typeof own !== "function" || (group as Exports | undefined)?.[exportedName] !== own) missing.push(id);
    }
    expect(missing).toEqual([]);
  });
});

test("there are 340 operations in all", () => {
  expect(entryPoints.reduce((sum, { operations }) => sum + operations, 0)).toBe(340);
});

describe("generated packages", () => {
  test.each(Object.keys(compilers) as (keyof typeof compilers)[])(
    "compile with the %s TypeScript under the strictest settings",
    { timeout: 240_000 },
    (compiler) => {
      const folder = join(scratch, compiler);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
      // A program that uses them, and their own sources.
      const lines = entryPoints.map(({ entryPoint }, at) => `export * as p${at} from "${entryPoint}";`);
      writeFileSync(join(folder, "all.ts"), `${lines.join("\n")}\n`);
      expect(compileFolder(folder, [".", "../../../generated/*/src"], compiler)).toEqual([]);
    },
  );

  test("are what the generator makes", () => {
    expect(armature(["generate", "--check"])).toContain("up to date");
  });
});

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The same specification with its maps of paths and definitions the other way round. */
function reversed(spec: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const turn = (value: Json | undefined): Json =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : (value ?? null);
  const maps = ["paths", "definitions", "parameters", "schemas", "resources"].filter((key) => key in spec);
  return { ...spec, ...Object.fromEntries(maps.map((key) => [key, turn(spec[key])])) };
}

function filesOf(folder: string, prefix = ""): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(folder, prefix))) {
    const path = join(prefix, name);
    if (statSync(join(folder, path)).isDirectory()) Object.assign(found, filesOf(folder, path));
    else found[path] = readFileSync(join(folder, path), "utf8");
  }
  return found;
}

describe("output", () => {
  function generate(name: string, spec: Readonly<Record<string, Json>>): Readonly<Record<string, string>> {
    const folder = join(scratch, "order", name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "spec.json"), JSON.stringify(spec));
    armature(["generate", "--input", join(folder, "spec.json"), "--output", join(folder, "out"), "--name", "same"]);
    return filesOf(join(folder, "out"));
  }

  test.each(entryPoints)("of $spec does not depend on the order of its maps", ({ spec }) => {
    const original = JSON.parse(readFileSync(join(root, spec), "utf8")) as Readonly<Record<string, Json>>;
    const forth = generate("forth", original);
    expect(Object.keys(forth).length).toBeGreaterThan(8);
    expect(generate("back", reversed(original))).toEqual(forth);
  });
});
