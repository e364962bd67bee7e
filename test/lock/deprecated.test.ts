import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Project, ts } from "ts-morph";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("../golden/names-renamed/out/src/1.0/", import.meta.url));

/** Names that an editor strikes through in the text, which lies beside the modules. */
function struckThrough(text: string): readonly string[] {
  const compilerOptions = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions });
  for (const name of readdirSync(folder)) project.createSourceFile(name, readFileSync(folder + name, "utf8"));
  const file = project.createSourceFile("use.ts", text);
  const found = project.getLanguageService().getSuggestionDiagnostics(file);
  const isDeprecation = (code: number): boolean => code === 6385 || code === 6387;
  return found
    .filter((each) => isDeprecation(each.getCode()))
    .map((each) => text.slice(each.getStart(), each.getStart() + each.getLength()));
}

test("editors strike former names through, and those alone", () => {
  expect(
    struckThrough(`
      import { fetch, read, save } from "./pets.js";
      import * as owners from "./owners.js";
      import * as keepers from "./keepers.js";
      import type { Animal, Pet } from "./models.js";
      export const functions = [fetch, read, save, owners.add, owners.get, keepers.hire, keepers.get];
      export type Types = [Animal, Pet];
    `).toSorted(),
  ).toEqual(["Pet", "Pet", "add", "fetch", "fetch", "get"]);
});
