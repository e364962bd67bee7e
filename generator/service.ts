import type { DiagnosticSink } from "./diagnostics/diagnostic.ts";
import type { Service } from "./model/index.ts";
import { checkService } from "./check/index.ts";
import { readDiscovery } from "./read/google/index.ts";
import { readOpenApi } from "./read/openapi/index.ts";
import { isObject, type SpecSet } from "./source/document.ts";
import { loadSpec, type LoadOptions } from "./source/load.ts";
import { applyOverlays, loadOverlays } from "./source/overlay.ts";

export interface ServiceOptions extends LoadOptions {
  /** Paths of OpenAPI Overlay files, applied in this order. */
  readonly overlays?: readonly string[] | undefined;
}

/** True for a Discovery document; everything else is tried as OpenAPI, which reports what it cannot be. */
function isDiscovery(set: SpecSet): boolean {
  const root = set.entries[0]?.root;
  return (
    isObject(root) && (root["kind"] === "discovery#restDescription" || typeof root["discoveryVersion"] === "string")
  );
}

/** Loads, overlays, reads and checks: from a specification's path or address to the model. */
export async function readService(
  entry: string,
  options: ServiceOptions,
  sink: DiagnosticSink,
): Promise<Service | null> {
  const loaded = await loadSpec(entry, options, sink);
  if (loaded === null) return null;
  const set =
    options.overlays === undefined || options.overlays.length === 0
      ? loaded
      : await applyOverlays(loaded, await loadOverlays(options.overlays, sink, options.cwd, options.trace), sink);
  const service = isDiscovery(set) ? readDiscovery(set, {}, sink) : readOpenApi(set, {}, sink);
  if (service !== null) checkService(service, sink);
  return service;
}
