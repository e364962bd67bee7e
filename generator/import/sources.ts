import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Document, Node, Scalar, YAMLMap } from "yaml";
import type { DiagnosticSink, TextLocation } from "../diagnostics/diagnostic.ts";
import { nameOf } from "../source/access.ts";
import { readYaml } from "../source/yaml.ts";

/** One api-version of a package: the document that it is generated from, and where that came from. */
export interface SourceVersion {
  readonly apiVersion: string;
  /** A contract file, or any specification. Relative to the working directory, as all paths here. */
  readonly spec: string;
  readonly overlays: readonly string[];
  readonly preview: boolean;
  /** Tag of a readme.md: of `spec` where that is one, else of the upstream document. Null for its default. */
  readonly tag: string | null;
  /** Address of the upstream document. */
  readonly origin: string | null;
  /** The upstream's commit, date or revision number. */
  readonly revision: string | null;
  /** Of the upstream document's bytes; of several, in order. */
  readonly sha256: string | null;
  readonly at: TextLocation;
}

/** One npm package: its name, the folder that it is written to, and its api-versions in the file's order. */
export interface SourcePackage {
  readonly name: string;
  readonly output: string;
  /** What people call the service; the package's name where the file does not say. */
  readonly title: string;
  readonly versions: readonly SourceVersion[];
  readonly at: TextLocation;
}

/** What `sources.yaml` says. */
export interface Sources {
  readonly document: string;
  readonly packages: readonly SourcePackage[];
}

/** Reads and checks the manifest of packages; null after reporting, with lines, why it cannot be used. */
export async function loadSources(
  path: string,
  sink: DiagnosticSink,
  cwd: string = process.cwd(),
): Promise<Sources | null> {
  const name = nameOf(resolve(cwd, path), cwd);
  let text: string;
  try {
    text = await readFile(resolve(cwd, path), "utf8");
  } catch {
    sink.report("source/not-found", { document: name, pointer: "" }, `There is no such file: ${name}`);
    return null;
  }
  return parseSources(name, text, sink);
}

/** The manifest from its text. */
export async function parseSources(name: string, text: string, sink: DiagnosticSink): Promise<Sources | null> {
  const read = await readYaml(name, text, { uniqueKeys: true }, sink);
  if (read === null) return null;
  const { yaml, document, at } = read;
  const reader: Reader = {
    yaml,
    failed: false,
    at,
    fail: (node, message) => reader.failAt(at(node), message),
    failAt(at, message) {
      this.failed = true;
      sink.report("sources/invalid", at, message);
    },
  };
  const packages = readRoot(document, reader);
  reportRepeated(packages, (item) => item.name, "package", reader);
  reportRepeated(packages, (item) => item.output, "output folder", reader);
  for (const { versions } of packages) reportRepeated(versions, (version) => version.apiVersion, "api-version", reader);
  return reader.failed ? null : { document: name, packages };
}

interface Reader {
  readonly yaml: typeof import("yaml");
  failed: boolean;
  at(node: Node | null | undefined): TextLocation;
  fail(node: Node | null | undefined, message: string): void;
  failAt(at: TextLocation, message: string): void;
}

function readRoot(document: Document, reader: Reader): readonly SourcePackage[] {
  const root = document.contents as Node | null;
  if (!reader.yaml.isMap(root)) {
    reader.fail(root, 'The file must be a map with "packages"');
    return [];
  }
  reportUnknown(root, ["packages"], reader);
  return readList(root, "packages", reader).flatMap((node) => readPackage(node, reader));
}

function readPackage(node: Node, reader: Reader): readonly SourcePackage[] {
  if (!reader.yaml.isMap(node)) {
    reader.fail(node, 'A package must be a map with "name", "output" and "versions"');
    return [];
  }
  reportUnknown(node, ["name", "output", "title", "versions"], reader);
  const name = readText(node, "name", true, reader) ?? "";
  if (name !== "" && !npmName.test(name)) reader.fail(node.get("name", true), `This is no npm package name: ${name}`);
  return [
    {
      name,
      output: readPath(node, "output", reader),
      title: readText(node, "title", false, reader) ?? name,
      versions: readList(node, "versions", reader).flatMap((item) => readVersion(item, reader)),
      at: reader.at(node),
    },
  ];
}

const npmName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

function readVersion(node: Node, reader: Reader): readonly SourceVersion[] {
  if (!reader.yaml.isMap(node)) {
    reader.fail(node, 'An api-version must be a map with "apiVersion" and "spec"');
    return [];
  }
  reportUnknown(node, ["apiVersion", "spec", "tag", "overlays", "preview", "origin", "revision", "sha256"], reader);
  const preview = node.get("preview");
  if (preview !== undefined && typeof preview !== "boolean")
    reader.fail(node.get("preview", true), '"preview" must be true or false');
  const sha256 = readText(node, "sha256", false, reader);
  if (sha256 !== null && !/^[0-9a-f]{64}$/.test(sha256))
    reader.fail(node.get("sha256", true), '"sha256" must be 64 hexadecimal digits');
  return [
    {
      apiVersion: readText(node, "apiVersion", true, reader) ?? "",
      spec: readText(node, "spec", true, reader) ?? "",
      overlays: node.has("overlays")
        ? readList(node, "overlays", reader).flatMap((item) => readItem(item, reader))
        : [],
      preview: preview === true,
      tag: readText(node, "tag", false, reader),
      origin: readText(node, "origin", false, reader),
      revision: readText(node, "revision", false, reader),
      sha256,
      at: reader.at(node),
    },
  ];
}

function readItem(node: Node, reader: Reader): readonly string[] {
  if (reader.yaml.isScalar(node) && typeof node.value === "string" && node.value !== "") return [node.value];
  reader.fail(node, "This must be a path");
  return [];
}

/** A folder below the working directory: packages are written there, so `..` and absolute paths are refused. */
function readPath(map: YAMLMap, key: string, reader: Reader): string {
  const path = readText(map, key, true, reader) ?? "";
  const steps = path.split(/[\\/]/);
  if (
    /^(?:[\\/]|[A-Za-z]:)/.test(path) ||
    steps.includes("..") ||
    (path !== "" && steps.every((step) => step === "" || step === "."))
  ) {
    reader.fail(map.get(key, true), `"${key}" must be a folder below the working directory: ${path}`);
  }
  return path;
}

function readText(map: YAMLMap, key: string, required: boolean, reader: Reader): string | null {
  const node: Scalar | undefined = map.get(key, true);
  const value = node?.value;
  if (value === undefined || value === null) {
    if (required) reader.fail(map, `"${key}" is missing`);
    return null;
  }
  if (typeof value === "string" && value !== "") return value;
  reader.fail(node, `"${key}" must be a text in quotes`);
  return null;
}

function readList(map: YAMLMap, key: string, reader: Reader): readonly Node[] {
  const node = map.get(key, true) as Node | undefined;
  if (reader.yaml.isSeq(node)) return node.items as Node[];
  reader.fail(node ?? map, `"${key}" must be a list`);
  return [];
}

function reportUnknown(map: YAMLMap, known: readonly string[], reader: Reader): void {
  for (const { key } of map.items) {
    const name = String((key as Scalar).value);
    if (!known.includes(name)) reader.fail(key as Node, `"${name}" is not known here; these are: ${known.join(", ")}`);
  }
}

function reportRepeated<T extends { readonly at: TextLocation }>(
  items: readonly T[],
  keyOf: (item: T) => string,
  what: string,
  reader: Reader,
): void {
  const seen = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (seen.has(key)) reader.failAt(item.at, `The ${what} ${key} is here twice`);
    seen.add(key);
  }
}
