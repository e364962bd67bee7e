import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { goldenCases, readTree, updating, writeTree } from "./cases.ts";
import { runGolden } from "./outcome.ts";

function expectFile(path: string, text: string): void {
  if (updating) {
    if (text === "") rmSync(path, { force: true });
    else writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : "").toBe(text);
}

describe("golden cases", () => {
  it.each(goldenCases().map((golden) => [golden.name, golden] as const))("%s", async (_name, golden) => {
    const outcome = await runGolden(golden);
    expectFile(join(golden.folder, "diagnostics.txt"), outcome.diagnostics);
    expectFile(join(golden.folder, "model.json"), outcome.model ?? "");
    if (updating) writeTree(join(golden.folder, "out"), outcome.out);
    expect(readTree(join(golden.folder, "out"))).toEqual(outcome.out);
  });
});
