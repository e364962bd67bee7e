import type { DiagnosticSink } from "../../generator/diagnostics/diagnostic.ts";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { formatText } from "../../generator/diagnostics/text.ts";
import { generatePackage } from "../../generator/generate.ts";
import { importSpec } from "../../generator/import/index.ts";
import { loadSources } from "../../generator/import/sources.ts";
import { inspect } from "../../generator/inspect.ts";
import type { Service } from "../../generator/model/index.ts";
import { readService } from "../../generator/service.ts";
import { createFileLocator } from "../../generator/source/locate.ts";
import { createFileSet } from "../../generator/write/fileSet.ts";
import type { GoldenCase } from "./cases.ts";

/** What comes of a case. */
export interface Outcome {
  /** What `inspect --json` prints; null where nothing could be read. */
  readonly model: string | null;
  readonly diagnostics: string;
  /** Codes of the diagnostics. */
  readonly codes: readonly string[];
  /** The package's sources and README; empty where there are errors. */
  readonly out: Readonly<Record<string, string>>;
}

/** The package as `armature generate --input` would write it, without the files that are the same in all. */
export function generateFiles(service: Service, sink: DiagnosticSink): Readonly<Record<string, string>> {
  const files = generatePackage({
    ...{ name: "@golden/service", title: service.title, version: "0.1.0", runtimeVersion: "^0.1.0" },
    services: [{ service, preview: false }],
  });
  const set = createFileSet(files, sink);
  return Object.fromEntries([...(set ?? [])].filter(([path]) => path.startsWith("src/") || path === "README.md"));
}

async function read(golden: GoldenCase, sink: DiagnosticSink): Promise<Service | null> {
  const options = { ...golden.options, cwd: golden.folder, root: "." };
  if (golden.entry === "sources.yaml") {
    await loadSources(golden.entry, sink, golden.folder);
    return null;
  }
  // Only one that cannot become one contract file is a case of importing.
  if (golden.name.startsWith("import-")) {
    await importSpec(golden.entry, options, sink);
    return null;
  }
  return readService(golden.entry, { ...options, overlays: golden.overlays }, sink);
}

export async function runGolden(golden: GoldenCase): Promise<Outcome> {
  const sink = createSink();
  const service = await read(golden, sink);
  const out = service === null || sink.hasErrors ? {} : generateFiles(service, sink);
  const locate = await createFileLocator(
    sink.diagnostics.map(({ at }) => at),
    golden.folder,
  );
  return {
    model: service === null ? null : `${JSON.stringify(inspect(service), null, 2)}\n`,
    diagnostics: formatText(sink.diagnostics, locate),
    codes: sink.diagnostics.map(({ code }) => code),
    out: sink.hasErrors ? {} : out,
  };
}
