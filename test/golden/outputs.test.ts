import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as prettier from "prettier";
import { describe, expect, it } from "vitest";
import { compile } from "../output/compile.ts";
import { goldenOutputs, goldenRoot } from "./cases.ts";

const outputs = goldenOutputs();
const sources = Object.fromEntries(Object.entries(outputs).filter(([path]) => path.endsWith(".ts")));
const typesFolder = join(goldenRoot, "../output/types");

/** Assertions about the types of what was generated; they import it as their neighbour, as they do in the repository. */
const assertions = Object.fromEntries(
  readdirSync(typesFolder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => [`output/types/${name}`, readFileSync(join(typesFolder, name), "utf8")]),
);

const files = {
  ...Object.fromEntries(Object.entries(sources).map(([path, text]) => [`golden/${path}`, text])),
  ...assertions,
};

describe("what is generated from the golden cases", () => {
  it.each(["newest", "oldest"] as const)("compiles with the %s TypeScript under the strictest flags", (compiler) => {
    expect(Object.keys(assertions).length).toBeGreaterThan(0);
    const errors = compile(`golden-${compiler}`, files, compiler);
    expect(errors.map(({ file, line, code, message }) => `${file}:${line} ${code} ${message}`)).toEqual([]);
  });

  it("is what Prettier would make of it", async () => {
    const options = await prettier.resolveConfig(join(goldenRoot, "golden.test.ts"));
    const different: string[] = [];
    for (const [path, text] of Object.entries(outputs)) {
      if (!(await prettier.check(text, { ...options, filepath: path }))) different.push(path);
    }
    expect(different).toEqual([]);
  });
});
