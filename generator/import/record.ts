import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Document, YAMLMap, YAMLSeq } from "yaml";

/** What an import adds to `sources.yaml`. */
export interface SourceRecord {
  readonly package: string;
  /** For a package that is not there yet; as absent, derived from its name. */
  readonly output: string | null;
  readonly title: string | null;
  readonly apiVersion: string;
  readonly spec: string;
  readonly preview: boolean;
  /** Of the readme.md that was imported; null for other documents. */
  readonly tag: string | null;
  readonly origin: string | null;
  readonly revision: string | null;
  readonly sha256: string;
}

/**
 * The manifest's text with the record put in: the package and the api-version are found or added, what the record knows
 * is set, and all else (comments, overlays, order) stays.
 */
export async function recordInText(text: string, record: SourceRecord): Promise<string> {
  const yaml = await import("yaml");
  const document: Document = yaml.parseDocument(text.trim() === "" ? header : text);
  if (!yaml.isMap(document.contents))
    document.contents = document.createNode({ packages: [] }) as typeof document.contents;
  const packages = listIn(document, document.contents as unknown as YAMLMap, "packages", yaml);
  const known = findBy(packages, "name", record.package, yaml);
  const target =
    known ?? addTo(document, packages, { name: record.package, output: record.output ?? outputOf(record.package) });
  if (record.output !== null) target.set("output", record.output);
  if (record.title !== null && !target.has("title")) target.set("title", record.title);
  const versions = listIn(document, target, "versions", yaml);
  const version =
    findBy(versions, "apiVersion", record.apiVersion, yaml) ?? addVersion(document, versions, record.apiVersion, yaml);
  version.set("spec", record.spec);
  version.set("preview", record.preview);
  const { tag, origin, revision, sha256 } = record;
  // A revision says nothing of other bytes.
  if (revision === null && version.has("sha256") && version.get("sha256") !== sha256) version.delete("revision");
  for (const [key, value] of Object.entries({ tag, origin, revision, sha256 }))
    if (value !== null) version.set(key, quoted(value, yaml));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const header = `# What is generated here, and from what. Paths are relative to the folder that the commands are run in.
# "armature import" writes spec, tag, origin, revision and sha256; the rest is written by hand.
packages: []
`;

/** Writes the record into the manifest at `path`, which is made where it is not there. */
export async function recordSource(path: string, record: SourceRecord, cwd: string = process.cwd()): Promise<void> {
  const file = resolve(cwd, path);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  const changed = await recordInText(text, record);
  if (changed === text) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, changed);
}

type Yaml = typeof import("yaml");

function outputOf(name: string): string {
  return `generated/${name.replace(/^@[^/]*\//, "")}`;
}

function listIn(document: Document, map: YAMLMap, key: string, yaml: Yaml): YAMLSeq {
  const list: unknown = map.get(key, true);
  if (yaml.isSeq(list)) {
    list.flow = false;
    return list;
  }
  const made = document.createNode([]) as YAMLSeq;
  map.set(key, made);
  return made;
}

function findBy(list: YAMLSeq, key: string, value: string, yaml: Yaml): YAMLMap | null {
  const found = list.items.find((item) => yaml.isMap(item) && item.get(key) === value);
  return yaml.isMap(found) ? found : null;
}

function addTo(document: Document, list: YAMLSeq, value: object): YAMLMap {
  const node = document.createNode(value) as YAMLMap;
  list.items.push(node);
  return node;
}

/** Oldest first, as they were published. */
function addVersion(document: Document, versions: YAMLSeq, apiVersion: string, yaml: Yaml): YAMLMap {
  const node = document.createNode({}) as YAMLMap;
  // Older YAML readers take a bare date for a timestamp.
  node.set("apiVersion", Object.assign(new yaml.Scalar(apiVersion), { type: yaml.Scalar.QUOTE_DOUBLE }));
  const order = new Intl.Collator("en", { numeric: true });
  const place = versions.items.findIndex(
    (item) => order.compare(String((item as YAMLMap).get("apiVersion")), apiVersion) > 0,
  );
  versions.items.splice(place < 0 ? versions.items.length : place, 0, node);
  return node;
}

/** Hashes and revisions that look like numbers stay texts. */
function quoted(value: string, yaml: Yaml): InstanceType<Yaml["Scalar"]> {
  const scalar = new yaml.Scalar(value);
  if (/^[\d.eE+-]+$/.test(value)) scalar.type = "QUOTE_DOUBLE";
  return scalar;
}
