import { resolve } from "node:path";
import { packageVersion, runtimeVersion } from "../batch/version.ts";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { generateLocked } from "../generateLocked.ts";
import { readService } from "../service.ts";
import { compareFiles } from "../write/disk.ts";
import { writeFiles } from "../write/stage.ts";
import { printComparison } from "./comparison.ts";
import { packageNameOf } from "./packageName.ts";
import { specOptions, specOptionsHelp, toServiceOptions } from "./specOptions.ts";
import { exitCodes, parse, required, UsageError, type Command } from "./usage.ts";

const single = { ...specOptions, input: { type: "string" }, name: { type: "string" } } as const;

const many = {
  sources: { type: "string" },
  all: { type: "string" },
  scope: { type: "string" },
  only: { type: "string", multiple: true },
  shard: { type: "string" },
  threads: { type: "string" },
  force: { type: "boolean" },
  "keep-going": { type: "boolean" },
} as const;

const options = {
  ...single,
  ...many,
  output: { type: "string" },
  check: { type: "boolean" },
  stats: { type: "boolean" },
} as const;

type Values = ReturnType<typeof parse<typeof options>>["values"];

async function generateOne(values: Values, sink: DiagnosticSink): Promise<number> {
  const output = required(values.output, "--output");
  const service = await readService(required(values.input, "--input"), toServiceOptions(values), sink);
  // Errors are told together at the end; where there is one, nothing is written.
  if (service === null || sink.hasErrors) return exitCodes.errors;
  const root = resolve(output);
  const about = { title: service.title, version: packageVersion, runtimeVersion };
  const services = [{ service, preview: false }];
  const files = await generateLocked(root, { ...about, name: packageNameOf(values.name, service), services }, sink);
  if (files === null) return exitCodes.errors;
  if (values.check === true) return printComparison([{ label: output, comparison: compareFiles(root, files) }]);
  const { written, removed } = writeFiles(root, files);
  const gone = removed.length === 0 ? "" : `, ${removed.length} removed`;
  process.stdout.write(`${output}: ${files.size} files, ${written.length} written${gone}\n`);
  return exitCodes.success;
}

/** Options that say something of the other way of naming packages would be without effect: that is said instead. */
function checkOptions(values: Values): void {
  const isSingle = values.input !== undefined;
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || ["input", "format", "report"].includes(name)) continue;
    if (isSingle && name in many) throw new UsageError(`--${name} does not go with --input`);
    if (!isSingle && name in single) throw new UsageError(`--${name} goes with --input`);
  }
  if (!isSingle && values.all === undefined && values.output !== undefined)
    throw new UsageError("--output goes with --input or --all");
  if (values.all === undefined && values.scope !== undefined) throw new UsageError("--scope goes with --all");
  if (values.all !== undefined && values.sources !== undefined)
    throw new UsageError("--sources does not go with --all");
}

/** What the whole process has cost so far, its threads included. */
function printStats(): void {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpu = ((userCPUTime + systemCPUTime) / 1e6).toFixed(2);
  process.stderr.write(`${cpu} s CPU, ${process.uptime().toFixed(2)} s, ${Math.round(maxRSS / 1024)} MiB at most\n`);
}

async function run(argv: readonly string[], sink: DiagnosticSink): Promise<number> {
  const { values } = parse(argv, options, { most: 0 });
  checkOptions(values);
  const code =
    values.input !== undefined
      ? await generateOne(values, sink)
      : await (await import("./generateMany.ts")).generateMany(values, sink);
  if (values.stats === true) printStats();
  return code;
}

export const generateCommand: Command = {
  name: "generate",
  summary: "Write packages: all of the manifest, all of a folder, or one from any specification",
  help: `armature generate [--check] [--only NAME] [--shard I/N]
armature generate --all FOLDER --output FOLDER [--scope @ACME]
armature generate --input SPEC --output FOLDER [--name NPM] [--tag TAG]

Without --input, writes every package that specs/sources.yaml lists; with --all, one for every Azure readme.md, Discovery
document and OpenAPI document below a folder. With --input, writes one package from any specification: Swagger 2.0,
OpenAPI 3, a Google Discovery document, or an Azure readme.md.

Only files that changed are written, files of an earlier run that are made no longer are removed, and where a
specification has errors nothing is touched at all. Of many packages, only those are generated whose specifications,
overlays, options or files are not what they were, or that another version of the generator made.

Options
  --check              Write nothing; list the files that are not what would be written, and fail if there are any
  --output FOLDER      Where the package goes; with --all, where the packages' folders go
  --stats              Say on standard error what the run has cost

Options for many packages
  --only NAME          Only this package; may be repeated
  --shard I/N          Only the Ith of N equal shares, for a machine each
  --force              Generate also what has not changed
  --keep-going         Write the packages without errors where others have some; the exit code is still 1
  --threads N          At most so many threads; as many as there are processors where absent
  --sources FILE       The manifest, in place of specs/sources.yaml
  --all FOLDER         A folder of specifications, in place of a manifest
  --scope @ACME        Scope of the packages' names

Options for one package
  --input SPEC         A file, an address, or an Azure readme.md
  --name NPM           Name of the package; made from the specification's where absent
${specOptionsHelp}

Examples
  armature generate
  armature generate --check
  armature generate --all azure-rest-api-specs/specification --output packages --scope @acme --shard 1/8
  armature generate --input specification/compute/resource-manager/readme.md --output out/compute --name @acme/compute
`,
  run,
};
