import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { copy, places, type Tree } from "./fuzz/tree.ts";
import { mutate } from "./fuzz/mutations.ts";

const script = fileURLToPath(new URL("../../scripts/fuzz.mjs", import.meta.url));

const document: Tree = {
  swagger: "2.0",
  paths: { "/a": { get: { operationId: "A_Get", responses: { "200": { schema: { $ref: "#/definitions/A" } } } } } },
  definitions: { A: { type: "object", properties: { b: { type: "string" } } } },
};

function mutatedWith(seed: number): string {
  const tree = copy(document);
  mutate(tree, seed);
  return JSON.stringify(tree);
}

describe("mutations", () => {
  it("are the same for the same seed, and leave the original alone", () => {
    const before = JSON.stringify(document);
    const texts = Array.from({ length: 200 }, (_, seed) => mutatedWith(seed));
    expect(texts).toEqual(Array.from({ length: 200 }, (_, seed) => mutatedWith(seed)));
    expect(JSON.stringify(document)).toBe(before);
    expect(new Set(texts).size).toBeGreaterThan(100);
  });

  it("reach every place", () => {
    const changed = new Set<string>();
    const keys = places(document).map(({ key }) => key);
    for (let seed = 0; seed < 3_000; seed += 1) {
      const left = places(JSON.parse(mutatedWith(seed)) as Tree).map(({ key }) => key);
      for (const key of keys) if (!left.includes(key)) changed.add(key);
    }
    expect([...new Set(keys)].filter((key) => !changed.has(key))).toEqual([]);
  });
});

describe("the generator", () => {
  it("survives damaged specifications, and writes what compiles or says why not", { timeout: 120_000 }, () => {
    const args = [script, "--seconds", "10", "--seed", "20", "--types"];
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 110_000 });
    expect(stdout).toMatch(/^seed 20: \d+ cases, \d+ packages compiled, 0 failed$/m);
    expect(status).toBe(0);
  });
});
