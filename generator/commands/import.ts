import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { runImport } from "../import/index.ts";
import { specOptions, specOptionsHelp } from "./specOptions.ts";
import { exitCodes, parse, required, type Command } from "./usage.ts";

const options = {
  ...specOptions,
  out: { type: "string" },
  package: { type: "string" },
  sources: { type: "string" },
  origin: { type: "string" },
  revision: { type: "string" },
} as const;

async function run(argv: readonly string[], sink: DiagnosticSink): Promise<number> {
  const { values, positionals } = parse(argv, options, { most: 1 });
  const entry = required(positionals[0], "the specification");
  const written = await runImport(entry, { ...values, allowOrigins: values["allow-origin"] }, sink);
  for (const path of written) process.stdout.write(`${path}\n`);
  return sink.hasErrors ? exitCodes.errors : exitCodes.success;
}

export const importCommand: Command = {
  name: "import",
  summary: "Turn an upstream specification into a contract file: facts without prose",
  help: `armature import SPEC [--out FILE] [--package NPM] [--origin URL] [--revision TEXT]

Reads an upstream specification, bundles what its $refs name, leaves out descriptions and examples, and writes the
contract file below specs/. Where it came from, its revision and its sha256 go into specs/sources.yaml.

Options
  --out FILE           The contract file
  --package NPM        The package in specs/sources.yaml that the api-version belongs to
  --origin URL         Address that the specification is published at
  --revision TEXT      Commit, date or revision of it
  --sources FILE       The manifest, in place of specs/sources.yaml
${specOptionsHelp}
`,
  run,
};
