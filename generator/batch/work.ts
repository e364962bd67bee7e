import { resolve } from "node:path";
import type { Diagnostic, DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { createSink } from "../diagnostics/sink.ts";
import { generateLocked } from "../generateLocked.ts";
import type { Service } from "../model/index.ts";
import { readService } from "../service.ts";
import type { ReadTrace } from "../source/access.ts";
import { createFileLocator } from "../source/locate.ts";
import { withPosition } from "../source/position.ts";
import { compareFiles, readManifest, WriteError } from "../write/disk.ts";
import type { FileSet } from "../write/fileSet.ts";
import { stageFiles } from "../write/stage.ts";
import { isUpToDate, traceInputs } from "./inputs.ts";
import type { Job, JobMode, Outcome } from "./job.ts";
import { packageVersion, runtimeVersion } from "./version.ts";

/** Does one job, from the specifications to files that wait to be put in place. All that it read is forgotten then. */
export async function doJob(job: Job, mode: JobMode): Promise<Outcome> {
  const root = resolve(job.output);
  if (!mode.check && !mode.force && (await isUpToDate(root, job, mode.base, readManifest(root))))
    return { job, kind: "unchanged", diagnostics: [] };
  const sink = createSink();
  const inputs = await traceInputs(job, mode.base);
  const files = await makeFiles(job, root, inputs, sink);
  const diagnostics = await withPlaces(sink.diagnostics);
  if (files === null || sink.hasErrors) return { job, kind: "failed", diagnostics };
  try {
    const notes = inputs.notes(files);
    if (mode.check) return { job, kind: "compared", comparison: compareFiles(root, files, notes), diagnostics };
    const staged = stageFiles(root, files, notes);
    return { job, kind: "staged", files: files.size, staged, diagnostics };
  } catch (error) {
    if (error instanceof WriteError) return { job, kind: "refused", message: error.message, diagnostics };
    throw error;
  }
}

async function makeFiles(job: Job, root: string, trace: ReadTrace, sink: DiagnosticSink): Promise<FileSet | null> {
  const services: { service: Service; preview: boolean }[] = [];
  for (const { spec, overlays, preview, tag } of job.versions) {
    const service = await readService(spec, { overlays, trace, tag: tag ?? undefined }, sink);
    if (service !== null) services.push({ service, preview });
  }
  const title = job.title ?? services[0]?.service.title ?? job.name;
  return generateLocked(root, { name: job.name, title, version: packageVersion, runtimeVersion, services }, sink);
}

/** Lines are found while the documents are at hand; who prints the diagnostics of all packages could not hold them. */
async function withPlaces(diagnostics: readonly Diagnostic[]): Promise<readonly Diagnostic[]> {
  if (diagnostics.length === 0) return diagnostics;
  const locate = await createFileLocator(diagnostics.map(({ at }) => at));
  return diagnostics.map((each) =>
    "position" in each.at ? each : { ...each, at: withPosition(each.at, locate(each.at)) },
  );
}
