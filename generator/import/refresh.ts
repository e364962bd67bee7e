import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { createSink } from "../diagnostics/sink.ts";
import type { LoadOptions } from "../source/load.ts";
import { runImport } from "./index.ts";
import { loadSources } from "./sources.ts";

export interface RefreshOptions extends LoadOptions {
  /** Only this package; every one where absent. */
  readonly package?: string | undefined;
  /** The manifest; `specs/sources.yaml` where absent. */
  readonly sources?: string | undefined;
}

/** GitHub shows files as pages; their text is at another address. */
export function textAddress(origin: string): string {
  return origin.replace(
    /^https:\/\/github\.com\/([^/]+\/[^/]+)\/blob\//,
    (_, repository: string) => `https://raw.githubusercontent.com/${repository}/`,
  );
}

/**
 * Imports every api-version of the manifest again that says where it came from, into the contract file that it has.
 * Gives the contract files; null where the package is not in the manifest.
 */
export async function runRefresh(options: RefreshOptions, sink: DiagnosticSink): Promise<readonly string[] | null> {
  const manifest = options.sources ?? "specs/sources.yaml";
  const sources = await loadSources(manifest, sink, options.cwd);
  const chosen = (sources?.packages ?? []).filter(({ name }) => (options.package ?? name) === name);
  if (sources !== null && options.package !== undefined && chosen.length === 0) return null;
  const written: string[] = [];
  for (const { name, versions } of chosen) {
    for (const { apiVersion, spec, origin, tag } of versions) {
      if (origin === null) continue;
      const about = { package: name, out: spec, sources: manifest, origin, apiVersion, tag: tag ?? undefined };
      // What is wrong with one does not keep the others from being imported.
      const own = createSink();
      const [contract] = await runImport(textAddress(origin), { ...options, ...about }, own);
      for (const { code, at, message, fix } of own.diagnostics) sink.report(code, at, message, fix ?? undefined);
      if (contract !== undefined) written.push(contract);
    }
  }
  return written;
}
