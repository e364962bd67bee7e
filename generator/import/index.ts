import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { nameOf } from "../source/access.ts";
import { isObject } from "../source/document.ts";
import { loadWithBytes, type LoadedBytes, type LoadOptions } from "../source/load.ts";
import { isUrl } from "../source/refs.ts";
import { bundleFacts } from "./bundle.ts";
import { discoveryFacts, isDiscovery } from "./discovery.ts";
import { identify, isPreview, specFolder, type Identity } from "./identity.ts";
import { formatJson } from "./json.ts";
import { recordSource } from "./record.ts";

export interface ImportOptions extends LoadOptions {
  /** The contract file; `specs/<cloud>/<service>/<api-version>.json` where absent. */
  readonly out?: string | undefined;
  /** The npm package that the api-version belongs to; `@armature/<cloud>-<service>` where absent. */
  readonly package?: string | undefined;
  /** The manifest; `specs/sources.yaml` where absent. */
  readonly sources?: string | undefined;
  /** Address that it is published at; that of the document where it is read from one. */
  readonly origin?: string | undefined;
  readonly revision?: string | undefined;
  /** The api-version that it must be; any where absent. */
  readonly apiVersion?: string | undefined;
}

/** A contract file that is still to be written, and what is known of its upstream. */
export interface Imported extends Identity {
  readonly text: string;
  readonly sha256: string;
  readonly revision: string | null;
  /** Of the readme.md that was read, also where it is its default; null for other documents. */
  readonly tag: string | null;
}

/**
 * Makes a contract file of an upstream specification: the facts of its document and of all that it refers to, in one
 * document. Null after reporting why there is none.
 */
export async function importSpec(entry: string, options: LoadOptions, sink: DiagnosticSink): Promise<Imported | null> {
  const loaded = await loadWithBytes(entry, options, sink);
  const root = loaded?.set.entries[0]?.root;
  if (loaded === null || !isObject(root)) return null;
  const discovery = isDiscovery(root);
  const facts = discovery ? discoveryFacts(root) : bundleFacts(loaded.set, sink);
  if (facts === null || sink.hasErrors) return null;
  const revision = discovery && typeof facts["revision"] === "string" ? facts["revision"] : null;
  return { ...identify(root), text: formatJson(facts), sha256: await digest(loaded), revision, tag: loaded.set.tag };
}

async function digest({ set, bytes }: LoadedBytes): Promise<string> {
  // Not at the top: the bundle would load it for every command.
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  for (const { name } of set.entries) hash.update(bytes.get(name) ?? "");
  return hash.digest("hex");
}

/**
 * The `import` command: writes the contract file, and records in the manifest where it came from. Gives the files
 * written, relative to the working directory; none where there was an error.
 */
export async function runImport(
  entry: string,
  options: ImportOptions,
  sink: DiagnosticSink,
): Promise<readonly string[]> {
  const imported = await importSpec(entry, options, sink);
  if (imported === null || sink.hasErrors) return [];
  if (options.apiVersion !== undefined && options.apiVersion !== imported.apiVersion) {
    const message = `This is api-version ${imported.apiVersion}, not ${options.apiVersion}`;
    sink.report("import/other-version", { document: entry, pointer: "" }, message);
    return [];
  }
  const cwd = resolve(options.cwd ?? ".");
  const { apiVersion, cloud, service, title, sha256 } = imported;
  const name = options.package ?? `@armature/${cloud}-${service}`;
  const out = nameOf(resolve(cwd, options.out ?? `specs/${specFolder(name)}/${fileStem(apiVersion)}.json`), cwd);
  const sources = nameOf(resolve(cwd, options.sources ?? "specs/sources.yaml"), cwd);
  await mkdir(dirname(resolve(cwd, out)), { recursive: true });
  await writeFile(resolve(cwd, out), imported.text);
  const record = {
    package: name,
    output: null,
    title,
    apiVersion,
    spec: out,
    preview: isPreview(apiVersion),
    tag: imported.tag,
    origin: options.origin ?? (isUrl(entry) ? entry : null),
    revision: options.revision ?? imported.revision,
    sha256,
  };
  await recordSource(sources, record, cwd);
  return [out, sources];
}

/** An api-version as a file's name; a hostile one cannot leave the folder. */
function fileStem(apiVersion: string): string {
  return apiVersion.replace(/[^A-Za-z0-9._-]/g, "-").replace(/^\.+/, "") || "api";
}
