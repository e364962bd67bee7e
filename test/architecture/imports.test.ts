import ts from "typescript-5.8";
import { describe, expect, test } from "vitest";
import { forbidden } from "./directions.ts";
import { descendants, importsOf, lineOf, listFiles, parse } from "./sources.ts";

const files = [
  ...listFiles("generator", [".ts"]),
  ...listFiles("templates/runtime/src", [".ts"]),
  ...listFiles("generated", [".ts"]).filter((path) => path.includes("/src/")),
];

describe("imports go one way", () => {
  test("in every file of generator/, the runtime and generated/", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap((path) => forbidden(path, importsOf(path)))).toEqual([]);
  });

  test.each([
    ["generator/plan/a.ts", `import { x } from "../source/document.ts";`],
    ["generator/plan/a.ts", `import { readFileSync } from "node:fs";`],
    ["generator/read/azure/a.ts", `export * from "../google/paths.ts";`],
    ["generator/read/google/a.ts", `const x = await import("../azure/arm.ts");`],
    ["generator/render/a.ts", `let x: import("../model/index.ts").Model;`],
    ["templates/runtime/src/a.ts", `import { createHmac } from "node:crypto";`],
    ["generated/azure-batch/src/a.ts", `import { x } from "../../azure-other/src/client.js";`],
    ["generated/azure-batch/src/a.ts", `import "lodash";`],
  ])("%s may not have %s", (path, text) => {
    expect(forbidden(path, importsOf(path, text))).toHaveLength(1);
  });

  test.each([
    ["generator/read/azure/a.ts", `import { isObject } from "../../source/document.ts";`],
    ["generator/cli.ts", `import { main } from "./generate.ts";`],
    ["generated/azure-batch/src/2024/task.ts", `import type { BatchClient } from "./client.js";`],
  ])("%s may have %s", (path, text) => {
    expect(forbidden(path, importsOf(path, text))).toEqual([]);
  });
});

/** Clouds by any of their names, and the extensions that only they use. */
const cloud = /azure|google|microsoft|gcloud|x-ms-|\bARM\b/i;

/** Names and texts (not comments) of a file that speak of a cloud. */
function cloudWords(path: string, text?: string): readonly string[] {
  const source = parse(path, text);
  return descendants(source)
    .filter((node) => ts.isIdentifier(node) || ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node))
    .filter((node) => cloud.test(node.getText(source)))
    .map((node) => `${path}:${lineOf(source, node)} ${node.getText(source)}`);
}

describe("nothing after reading names a cloud", () => {
  test("in the model, checks, plans, rendering and writing", () => {
    const after = ["model", "check", "plan", "render", "write"].flatMap((name) =>
      listFiles(`generator/${name}`, [".ts"]),
    );
    expect(after.length).toBeGreaterThan(8);
    expect(after.flatMap((path) => cloudWords(path))).toEqual([]);
  });

  test("the check sees names, texts and templates", () => {
    const text = "const azurePath = 'x-ms-enum'; // google\nconst y = `${a} microsoft`;";
    expect(cloudWords("generator/plan/a.ts", text)).toHaveLength(3);
  });
});
