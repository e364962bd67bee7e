import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { findSpecifications, type Found } from "../batch/discover.ts";
import type { Job, JobMode, Outcome } from "../batch/job.ts";
import { runJobs } from "../batch/pool.ts";
import { parseShard, takeShard } from "../batch/shard.ts";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { loadSources } from "../import/sources.ts";
import { WriteError } from "../write/disk.ts";
import { commitStaged, discardStaged } from "../write/stage.ts";
import { createProgress } from "./progress.ts";
import { printComparison } from "./comparison.ts";
import { exitCodes, required, UsageError } from "./usage.ts";

/** The options of `generate` that name and bound many packages. */
export interface ManyOptions {
  readonly sources?: string | undefined;
  readonly all?: string | undefined;
  readonly output?: string | undefined;
  readonly scope?: string | undefined;
  readonly only?: readonly string[] | undefined;
  readonly shard?: string | undefined;
  readonly threads?: string | undefined;
  readonly check?: boolean | undefined;
  readonly force?: boolean | undefined;
  readonly "keep-going"?: boolean | undefined;
}

/** Generates every package of a manifest or a folder: in threads, only what has changed, all of them or none. */
export async function generateMany(options: ManyOptions, sink: DiagnosticSink): Promise<number> {
  const threads = threadsOf(options.threads);
  const listed = options.all === undefined ? await listManifest(options, sink) : listFolder(options.all, options);
  const jobs = chooseJobs(listed, options);
  const mode: JobMode = {
    check: options.check === true,
    force: options.force === true,
    base: resolve(options.all ?? "."),
  };
  const progress = createProgress();
  let done = 0;
  const onDone = ({ job }: Outcome): void => progress.step(`${(done += 1)} of ${jobs.length}: ${job.name}`);
  const outcomes = await runJobs(jobs, mode, { threads, onDone });
  progress.done();
  for (const { diagnostics } of outcomes)
    for (const { code, at, message, fix } of diagnostics) sink.report(code, at, message, fix ?? undefined);
  if (mode.check) return sink.hasErrors ? exitCodes.errors : check(outcomes);
  return commit(outcomes, options["keep-going"] === true, sink);
}

async function listManifest(options: ManyOptions, sink: DiagnosticSink): Promise<readonly Job[]> {
  const sources = await loadSources(options.sources ?? "specs/sources.yaml", sink);
  return (sources?.packages ?? []).map(({ name, title, output, versions }) => ({
    name,
    title,
    output,
    versions: versions.map(({ spec, overlays, preview, tag }) => ({ spec, overlays, preview, tag })),
  }));
}

function search(folder: string): readonly Found[] {
  try {
    return findSpecifications(folder);
  } catch (error) {
    throw new UsageError(`${folder} cannot be searched: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function listFolder(folder: string, options: ManyOptions): readonly Job[] {
  const output = required(options.output, "--output");
  const scope = options.scope ?? "";
  if (scope !== "" && !/^@[a-z0-9~-][a-z0-9._~-]*$/.test(scope)) throw new UsageError(`"${scope}" is no scope of npm`);
  const found = search(folder);
  if (found.length === 0) throw new UsageError(`there is no specification below ${folder}`);
  const names = new Map<string, string>();
  for (const { name, path } of found) {
    const other = names.get(name);
    if (other !== undefined)
      throw new UsageError(`${other} and ${path} would both be called ${name}; list them in a manifest`);
    names.set(name, path);
  }
  return found.map(({ name, path }) => ({
    name: scope === "" ? name : `${scope}/${name}`,
    title: null,
    output: `${output.replace(/[\\/]+$/, "")}/${name}`,
    versions: [{ spec: path, overlays: [], preview: false, tag: null }],
  }));
}

function chooseJobs(jobs: readonly Job[], { only = [], shard }: ManyOptions): readonly Job[] {
  const unknown = jobs.length === 0 ? undefined : only.find((name) => !jobs.some((job) => job.name === name));
  if (unknown !== undefined) throw new UsageError(`no package "${unknown}" in the manifest`);
  const chosen = jobs.filter((job) => only.length === 0 || only.includes(job.name));
  if (shard === undefined) return chosen;
  const share = parseShard(shard);
  if (share === null) throw new UsageError(`--shard is a share such as 2/5, not "${shard}"`);
  return takeShard(chosen, (job) => job.name, share);
}

function threadsOf(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new UsageError(`--threads is a number from 1, not "${text}"`);
  return Number(text);
}

function check(outcomes: readonly Outcome[]): number {
  refuse(outcomes);
  return printComparison(
    outcomes.flatMap((each) =>
      each.kind === "compared" ? [{ label: each.job.output, comparison: each.comparison }] : [],
    ),
  );
}

function refuse(outcomes: readonly Outcome[]): void {
  const messages = outcomes.flatMap((each) => (each.kind === "refused" ? [each.message] : []));
  if (messages.length > 0) throw new WriteError(messages.join("\n"));
}

/** Puts everything in place, or, where something has gone wrong and nobody asked for the rest, nothing at all. */
function commit(outcomes: readonly Outcome[], keepGoing: boolean, sink: DiagnosticSink): number {
  const isWhole = !sink.hasErrors && outcomes.every(({ kind }) => kind !== "refused");
  if (!isWhole && !keepGoing) {
    discardStaged(...outcomes.flatMap((each) => (each.kind === "staged" ? [each.staged] : [])));
    refuse(outcomes);
    return exitCodes.errors;
  }
  for (const each of outcomes) {
    if (each.kind === "unchanged") process.stdout.write(`${each.job.output}: unchanged\n`);
    if (each.kind !== "staged") continue;
    const { written, removed } = commitStaged(each.staged);
    const gone = removed.length === 0 ? "" : `, ${removed.length} removed`;
    process.stdout.write(`${each.job.output}: ${each.files} files, ${written.length} written${gone}\n`);
  }
  refuse(outcomes);
  return isWhole ? exitCodes.success : exitCodes.errors;
}
