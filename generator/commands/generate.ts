import { resolve } from "node:path";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { generatePackage, type PackageInput } from "../generate.ts";
import type { Service } from "../model/index.ts";
import { readService } from "../service.ts";
import { loadSources, type SourcePackage } from "../import/sources.ts";
import { compareFiles, writeFiles } from "../write/disk.ts";
import { createFileSet, type FileSet } from "../write/fileSet.ts";
import { packageNameOf } from "./packageName.ts";
import { createProgress } from "./progress.ts";
import { specOptions, specOptionsHelp, toServiceOptions } from "./specOptions.ts";
import { exitCodes, parse, required, UsageError, type Command } from "./usage.ts";

/** The runtime that generated packages ask for: the one they were generated with, and its patches. */
export const runtimeVersion = "^0.1.0";
const defaultVersion = "0.1.0";

const options = {
  ...specOptions,
  input: { type: "string" },
  output: { type: "string" },
  name: { type: "string" },
  sources: { type: "string" },
  only: { type: "string", multiple: true },
  check: { type: "boolean" },
} as const;

/** A package that is ready to be written or compared. */
interface Made {
  readonly root: string;
  readonly label: string;
  readonly files: FileSet;
}

function filesOf(input: PackageInput, sink: DiagnosticSink): FileSet | null {
  return sink.hasErrors ? null : createFileSet(generatePackage(input), sink);
}

async function makeSingle(values: Values, sink: DiagnosticSink): Promise<readonly Made[]> {
  const output = required(values.output, "--output");
  const service = await readService(required(values.input, "--input"), toServiceOptions(values), sink);
  if (service === null) return [];
  const name = packageNameOf(values.name, service);
  const files = filesOf(
    { name, title: service.title, version: defaultVersion, runtimeVersion, services: [{ service, preview: false }] },
    sink,
  );
  return files === null ? [] : [{ root: resolve(output), label: output, files }];
}

async function makeListed(
  listed: SourcePackage,
  step: (text: string) => void,
  sink: DiagnosticSink,
): Promise<Made | null> {
  const services: { service: Service; preview: boolean }[] = [];
  for (const version of listed.versions) {
    step(`reading ${listed.name} ${version.apiVersion}`);
    const service = await readService(version.spec, { overlays: version.overlays }, sink);
    if (service !== null) services.push({ service, preview: version.preview });
  }
  step(`writing ${listed.name}`);
  const files = filesOf(
    { name: listed.name, title: listed.title, version: defaultVersion, runtimeVersion, services },
    sink,
  );
  return files === null ? null : { root: resolve(listed.output), label: listed.output, files };
}

async function makeAll(values: Values, sink: DiagnosticSink): Promise<readonly Made[]> {
  const sources = await loadSources(values.sources ?? "specs/sources.yaml", sink);
  if (sources === null) return [];
  const only = values.only ?? [];
  const unknown = only.find((name) => !sources.packages.some((listed) => listed.name === name));
  if (unknown !== undefined) throw new UsageError(`no package "${unknown}" in the manifest`);
  const progress = createProgress();
  const made: Made[] = [];
  for (const listed of sources.packages.filter((each) => only.length === 0 || only.includes(each.name))) {
    const one = await makeListed(listed, progress.step, sink);
    if (one !== null) made.push(one);
  }
  progress.done();
  return made;
}

type Values = ReturnType<typeof parse<typeof options>>["values"];

async function check(made: readonly Made[]): Promise<number> {
  let differences = 0;
  for (const { root, label, files } of made) {
    const { missing, changed, stale } = await compareFiles(root, files);
    const kinds = { missing, changed, stale };
    for (const [kind, paths] of Object.entries(kinds)) {
      for (const path of paths) process.stdout.write(`${kind.padEnd(8)} ${label}/${path}\n`);
    }
    differences += missing.length + changed.length + stale.length;
  }
  if (differences === 0) {
    process.stdout.write(`up to date: ${made.map((each) => each.label).join(", ")}\n`);
    return exitCodes.success;
  }
  process.stdout.write(`${differences} files are not what the generator makes; run armature generate\n`);
  return exitCodes.errors;
}

async function run(argv: readonly string[], sink: DiagnosticSink): Promise<number> {
  const { values } = parse(argv, options, { most: 0 });
  if (values.input === undefined && values.output !== undefined) throw new UsageError("--output goes with --input");
  if (values.input === undefined && values.name !== undefined) throw new UsageError("--name goes with --input");
  const made = values.input === undefined ? await makeAll(values, sink) : await makeSingle(values, sink);
  // Errors are told together at the end; where there is one, nothing is written.
  if (sink.hasErrors) return exitCodes.errors;
  if (values.check === true) return check(made);
  for (const { root, label, files } of made) {
    const { written, removed } = await writeFiles(root, files);
    const gone = removed.length === 0 ? "" : `, ${removed.length} removed`;
    process.stdout.write(`${label}: ${files.size} files, ${written.length} written${gone}\n`);
  }
  return exitCodes.success;
}

export const generateCommand: Command = {
  name: "generate",
  summary: "Write packages: all of the manifest, or one from any specification",
  help: `armature generate [--check] [--only NAME]
armature generate --input SPEC --output FOLDER [--name NPM] [--tag TAG]

Without --input, writes every package that specs/sources.yaml lists. With it, writes one package from any
specification: Swagger 2.0, OpenAPI 3, a Google Discovery document, or an Azure readme.md.

Only files that changed are written, files of an earlier run that are made no longer are removed, and where a
specification has errors nothing is touched at all.

Options
  --check              Write nothing; list the files that are not what would be written, and fail if there are any
  --only NAME          Only this package of the manifest; may be repeated
  --sources FILE       The manifest, in place of specs/sources.yaml
  --input SPEC         A file, an address, or an Azure readme.md
  --output FOLDER      Where the package goes
  --name NPM           Name of the package; made from the specification's where absent
${specOptionsHelp}

Examples
  armature generate
  armature generate --check
  armature generate --input specification/compute/resource-manager/readme.md --output out/compute --name @acme/compute
`,
  run,
};
