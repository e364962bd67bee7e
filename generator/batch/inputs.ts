import type { Hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { nameOf, type ReadTrace } from "../source/access.ts";
import { isUrl } from "../source/refs.ts";
import type { Manifest } from "../write/disk.ts";
import { pathProblem, type FileSet } from "../write/fileSet.ts";
import type { Job } from "./job.ts";
import { generatorVersion } from "./version.ts";

/**
 * What a package was made from, as the package's manifest notes it: `from PATH` for each document, and a digest of
 * them, of the options and of the generator's version, beside one of the files that came out. Paths are relative to
 * `base`, so that the notes are the same on every machine.
 */
export interface Inputs extends ReadTrace {
  /** Lines for the manifest of a package with these files. None where it depends on more than files. */
  notes(files: FileSet): readonly string[];
}

type CreateHash = (algorithm: "sha256") => Hash;

/** Loading it takes a tenth of what one package takes, which who generates only one need not pay. */
const loadHashing = async (): Promise<CreateHash> => (await import("node:crypto")).createHash;

/** Collects what is read for one job. */
export async function traceInputs(job: Job, base: string): Promise<Inputs> {
  const createHash = await loadHashing();
  const hashes = new Map<string, string | null>();
  let repeatable = true;
  return {
    add(name, bytes) {
      const path = isUrl(name) ? null : nameOf(resolve(name), base);
      // What the network answers can change at any time; a path that stays absolute would differ between machines.
      if (path === null || /^(?:[A-Za-z]:|\/)|[\r\n]/.test(path)) repeatable = false;
      else hashes.set(path, bytes === null ? null : sha256(bytes, createHash));
    },
    notes: (files) => (repeatable ? notesOf(job, base, hashes, digestOfFiles(files, createHash), createHash) : []),
  };
}

/** Whether the package in `root` was made by this generator from these inputs, and nobody has changed it since. */
export async function isUpToDate(root: string, job: Job, base: string, { paths, notes }: Manifest): Promise<boolean> {
  const inputs = notes.filter((note) => note.startsWith("from ")).map((note) => note.slice("from ".length));
  if (inputs.length === 0) return false;
  const createHash = await loadHashing();
  const hashes = new Map<string, string | null>();
  for (const input of inputs) hashes.set(input, hashOf(resolve(base, input), createHash));
  const files = createHash("sha256");
  for (const path of paths) {
    const text = pathProblem(path) === null ? bytesOf(join(root, path)) : null;
    if (text === null) return false;
    addFile(files, path, text);
  }
  return notesOf(job, base, hashes, files.digest("hex"), createHash).join("\n") === notes.join("\n");
}

function notesOf(
  job: Job,
  base: string,
  hashes: ReadonlyMap<string, string | null>,
  filesDigest: string,
  createHash: CreateHash,
): readonly string[] {
  const names = [...hashes.keys()].sort();
  const inBase = (path: string): string => (isUrl(path) ? path : nameOf(resolve(path), base));
  const options = {
    generator: generatorVersion,
    name: job.name,
    title: job.title,
    versions: job.versions.map(({ spec, overlays, preview, tag }) => [
      ...[inBase(spec), overlays.map(inBase), preview],
      ...(tag === null ? [] : [tag]),
    ]),
  };
  const contents = names.map((name) => [name, hashes.get(name) ?? null]);
  return [
    `inputs sha256 ${sha256(JSON.stringify([options, contents]), createHash)}`,
    `files sha256 ${filesDigest}`,
    ...names.map((name) => `from ${name}`),
  ];
}

function digestOfFiles(files: FileSet, createHash: CreateHash): string {
  const hash = createHash("sha256");
  for (const [path, text] of files) addFile(hash, path, text);
  return hash.digest("hex");
}

function addFile(hash: Hash, path: string, content: string | Uint8Array): void {
  const length = typeof content === "string" ? Buffer.byteLength(content) : content.byteLength;
  hash.update(`${path}\0${length}\0`).update(content);
}

function hashOf(path: string, createHash: CreateHash): string | null {
  const bytes = bytesOf(path);
  return bytes === null ? null : sha256(bytes, createHash);
}

/** Null for what cannot be read, for whatever reason. */
function bytesOf(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}

const sha256 = (content: string | Uint8Array, createHash: CreateHash): string =>
  createHash("sha256").update(content).digest("hex");
