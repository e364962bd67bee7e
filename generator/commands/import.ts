import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { runImport } from "../import/index.ts";
import { runRefresh } from "../import/refresh.ts";
import { specOptions, specOptionsHelp } from "./specOptions.ts";
import { exitCodes, parse, required, UsageError, type Command } from "./usage.ts";

const options = {
  ...specOptions,
  out: { type: "string" },
  package: { type: "string" },
  sources: { type: "string" },
  origin: { type: "string" },
  revision: { type: "string" },
  refresh: { type: "boolean" },
} as const;

type Values = ReturnType<typeof parse<typeof options>>["values"];

/** The manifest says these of each api-version. */
const ofManifest = ["out", "origin", "revision", "tag", "overlay"] as const;

async function refresh(values: Values, sink: DiagnosticSink): Promise<readonly string[]> {
  const given = ofManifest.find((name) => values[name] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} does not go with --refresh: the manifest says it`);
  const { package: name, sources, root, "allow-origin": allowOrigins } = values;
  const written = await runRefresh({ package: name, sources, root, allowOrigins }, sink);
  if (written === null) throw new UsageError(`no package "${name ?? ""}" in the manifest`);
  return written;
}

async function importOne(entry: string, values: Values, sink: DiagnosticSink): Promise<readonly string[]> {
  const { out, package: name, sources, origin, revision, tag, root, "allow-origin": allowOrigins } = values;
  return runImport(entry, { out, package: name, sources, origin, revision, tag, root, allowOrigins }, sink);
}

async function run(argv: readonly string[], sink: DiagnosticSink): Promise<number> {
  const { values, positionals } = parse(argv, options, { most: argv.includes("--refresh") ? 0 : 1 });
  const written =
    values.refresh === true
      ? await refresh(values, sink)
      : await importOne(required(positionals[0], "the specification"), values, sink);
  for (const path of written) process.stdout.write(`${path}\n`);
  return sink.hasErrors ? exitCodes.errors : exitCodes.success;
}

export const importCommand: Command = {
  name: "import",
  summary: "Turn an upstream specification into a contract file: facts without prose",
  help: `armature import SPEC [--out FILE] [--package NPM] [--origin URL] [--revision TEXT]
armature import --refresh [--package NPM]

Reads an upstream specification, bundles what its $refs name, leaves out descriptions and examples, and writes the
contract file below specs/. Where it came from, its tag, its revision and its sha256 go into specs/sources.yaml. With
--refresh, everything in the manifest that has an origin is imported from there again, with the tag that it has.

Options
  --out FILE           The contract file
  --package NPM        The package in specs/sources.yaml that the api-version belongs to
  --origin URL         Address that the specification is published at; SPEC where that is one
  --revision TEXT      Commit, date or revision of it
  --refresh            Import again what is in the manifest; with --package, of that package
  --sources FILE       The manifest, in place of specs/sources.yaml
${specOptionsHelp}
`,
  run,
};
