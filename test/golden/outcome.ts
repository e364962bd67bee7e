import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DiagnosticSink } from "../../generator/diagnostics/diagnostic.ts";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { formatText } from "../../generator/diagnostics/text.ts";
import { generatePackage, type GeneratedPackage } from "../../generator/generate.ts";
import { importSpec } from "../../generator/import/index.ts";
import { loadSources } from "../../generator/import/sources.ts";
import { inspect } from "../../generator/inspect.ts";
import { reportChanges, type PublishedNames } from "../../generator/lock/index.ts";
import { parseLock } from "../../generator/lock/parse.ts";
import { lockName } from "../../generator/lock/text.ts";
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

/** The package as `armature generate --input` would make it. */
export function makePackage(service: Service, published?: PublishedNames): GeneratedPackage {
  return generatePackage({
    ...{ name: "@golden/service", title: service.title, version: "0.1.0", runtimeVersion: "^0.1.0" },
    ...{ services: [{ service, preview: false }], published: published?.entryPoints },
  });
}

/** Names that the case says are published. */
async function readPublished(folder: string, sink: DiagnosticSink): Promise<PublishedNames | undefined> {
  if (!existsSync(join(folder, lockName))) return undefined;
  const text = readFileSync(join(folder, lockName), "utf8");
  const entryPoints = await parseLock(lockName, text, sink);
  return entryPoints === null ? undefined : { document: lockName, text, entryPoints };
}

/** The files of a case's package, without those that are the same in all; its lock only where it is about that. */
async function generateFiles(
  service: Service,
  folder: string,
  sink: DiagnosticSink,
): Promise<Readonly<Record<string, string>>> {
  const published = await readPublished(folder, sink);
  if (sink.hasErrors) return {};
  const { files, changes } = makePackage(service, published);
  if (published !== undefined) await reportChanges(changes, published, sink);
  const shown = (path: string): boolean =>
    path.startsWith("src/") || path === "README.md" || (path === lockName && published !== undefined);
  return Object.fromEntries([...(createFileSet(files, sink) ?? [])].filter(([path]) => shown(path)));
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
  const out = service === null || sink.hasErrors ? {} : await generateFiles(service, golden.folder, sink);
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
