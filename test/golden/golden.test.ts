import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { formatText } from "../../generator/diagnostics/text.ts";
import { generatePackage } from "../../generator/generate.ts";
import { inspect } from "../../generator/inspect.ts";
import { readService } from "../../generator/service.ts";
import { createFileLocator } from "../../generator/source/locate.ts";
import { goldenCases, readTree, updating, writeTree, type GoldenCase } from "./cases.ts";

interface Outcome {
  /** What `inspect --json` prints; null where nothing could be read. */
  readonly model: string | null;
  readonly diagnostics: string;
  /** The package; empty where there are errors. */
  readonly out: Readonly<Record<string, string>>;
}

async function run(golden: GoldenCase): Promise<Outcome> {
  const sink = createSink();
  const cwd = process.cwd();
  process.chdir(golden.folder);
  try {
    const service = await readService(golden.spec, { root: ".", overlays: golden.overlays }, sink);
    const files =
      service === null || sink.hasErrors
        ? []
        : generatePackage({
            ...{ name: "@golden/service", title: service.title, version: "0.1.0", runtimeVersion: "^0.1.0" },
            services: [{ service, preview: false }],
          });
    return {
      model: service === null ? null : `${JSON.stringify(inspect(service), null, 2)}\n`,
      diagnostics: formatText(sink.diagnostics, await createFileLocator(sink.diagnostics.map(({ at }) => at))),
      out: Object.fromEntries(files.filter(([path]) => path.startsWith("src/"))),
    };
  } finally {
    process.chdir(cwd);
  }
}

function expectFile(path: string, text: string): void {
  if (updating) {
    if (text === "") rmSync(path, { force: true });
    else writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : "").toBe(text);
}

describe("golden cases", () => {
  it.each(goldenCases().map((golden) => [golden.name, golden] as const))("%s", async (_name, golden) => {
    const outcome = await run(golden);
    expectFile(join(golden.folder, "diagnostics.txt"), outcome.diagnostics);
    expectFile(join(golden.folder, "model.json"), outcome.model ?? "");
    if (updating) writeTree(join(golden.folder, "out"), outcome.out);
    expect(readTree(join(golden.folder, "out"))).toEqual(outcome.out);
  });
});
