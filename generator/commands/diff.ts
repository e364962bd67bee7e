import { compareSurfaces, type Difference } from "../compare/differences.ts";
import { surfaceOf } from "../compare/surface.ts";
import { formatDifferences, formatDifferencesJson } from "../compare/text.ts";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { folderOf } from "../generate.ts";
import { loadSources, type SourceVersion } from "../import/sources.ts";
import { readLock, type PublishedNames } from "../lock/index.ts";
import type { Service } from "../model/index.ts";
import { readService, type ServiceOptions } from "../service.ts";
import { specOptions, specOptionsHelp, toServiceOptions } from "./specOptions.ts";
import { exitCodes, parse, required, UsageError, type Command } from "./usage.ts";

const options = {
  ...specOptions,
  names: { type: "string" },
  package: { type: "string" },
  sources: { type: "string" },
  json: { type: "boolean" },
  "fail-on": { type: "string" },
} as const;

type Values = ReturnType<typeof parse<typeof options>>["values"];

/** What is compared: a specification with its options, and the folder that knows its names. */
interface End {
  readonly spec: string;
  readonly options: ServiceOptions;
}

interface Ends {
  readonly before: End;
  readonly after: End;
  /** Folder of the package whose published names hold; null for names as they come. */
  readonly names: string | null;
}

/** The api-versions of a package in the manifest. */
async function fromManifest(values: Values, before: string, after: string, sink: DiagnosticSink): Promise<Ends | null> {
  const sources = await loadSources(values.sources ?? "specs/sources.yaml", sink);
  if (sources === null) return null;
  const found = sources.packages.find(({ name }) => name === values.package);
  if (found === undefined) throw new UsageError(`no package "${values.package}" in the manifest`);
  const endOf = (apiVersion: string): End => {
    const version: SourceVersion | undefined = found.versions.find((each) => each.apiVersion === apiVersion);
    if (version === undefined) throw new UsageError(`${found.name} has no api-version "${apiVersion}" in the manifest`);
    const { spec, overlays, tag } = version;
    return { spec, options: { ...toServiceOptions(values), overlays, tag: tag ?? undefined } };
  };
  return { before: endOf(before), after: endOf(after), names: values.names ?? found.output };
}

async function endsOf(values: Values, before: string, after: string, sink: DiagnosticSink): Promise<Ends | null> {
  if (values.package !== undefined) {
    if (values.overlay !== undefined || values.tag !== undefined)
      throw new UsageError("--overlay and --tag do not go with --package: the manifest says them");
    return fromManifest(values, before, after, sink);
  }
  if (values.sources !== undefined) throw new UsageError("--sources goes with --package");
  const own = toServiceOptions(values);
  return { before: { spec: before, options: own }, after: { spec: after, options: own }, names: values.names ?? null };
}

const failures: Readonly<Record<string, (difference: Difference) => boolean>> = {
  any: () => true,
  breaking: ({ breaking }) => breaking,
};

const namesFor = (service: Service, published: PublishedNames | null) =>
  published?.entryPoints.get(folderOf(service.apiVersion)) ?? null;

async function run(argv: readonly string[], sink: DiagnosticSink): Promise<number> {
  const { values, positionals } = parse(argv, options, { most: 2 });
  const failOn = values["fail-on"];
  const fails = failOn === undefined ? () => false : failures[failOn];
  if (fails === undefined) throw new UsageError(`--fail-on is breaking or any, not "${failOn ?? ""}"`);
  const [old, now] = [required(positionals[0], "the old one"), required(positionals[1], "the new one")];
  const ends = await endsOf(values, old, now, sink);
  if (ends === null) return exitCodes.errors;
  const before = await readService(ends.before.spec, ends.before.options, sink);
  const after = await readService(ends.after.spec, ends.after.options, sink);
  const published = ends.names === null ? null : await readLock(ends.names, sink);
  if (before === null || after === null || sink.hasErrors) return exitCodes.errors;
  const present = surfaceOf(after, namesFor(after, published));
  const former = surfaceOf(before, namesFor(before, published), present.deprecated);
  const differences = compareSurfaces(former, present);
  const format = values.json === true ? formatDifferencesJson : formatDifferences;
  process.stdout.write(format([former, present], differences));
  return differences.some(fails) ? exitCodes.errors : exitCodes.success;
}

export const diffCommand: Command = {
  name: "diff",
  summary: "Show what callers see changed between two specifications, and what breaks them",
  help: `armature diff OLD NEW [--fail-on breaking] [--json]
armature diff --package NPM OLDVERSION NEWVERSION

Compares the packages that two specifications become, as their callers see them: functions with their arguments and
answers, types with their properties, options of the client. Breaking is what may keep code from compiling: something
is gone, has to be given, may be absent, or is of another type. Which way a type travels counts: a new required property
breaks those who send it, one that may be absent those who read it.

Options
  --fail-on KIND       Exit code 1 where there are differences: breaking ones, or any
  --json               Print the differences as JSON
  --names FOLDER       A generated package, whose published names (names.lock.json) hold on both sides
  --package NPM        Compare two api-versions of this package in specs/sources.yaml, with its overlays and names
  --sources FILE       The manifest, in place of specs/sources.yaml
${specOptionsHelp}

Examples
  armature diff old.json new.json --fail-on breaking
  armature diff --package @armature/azure-containerservice 2024-09-01 2025-05-01
`,
  run,
};
