import { lstat, mkdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathProblem, type FileSet } from "./fileSet.ts";

/** Lists what the last run wrote, one path per line, so that the next one can tell its own files from others. */
export const manifestName = ".armature-files";
const manifestHeader = "# Written by armature. A file listed here is removed when it is made no longer.";

export interface Written {
  /** Files that were not there, or had another text. */
  readonly written: readonly string[];
  /** Files of the last run that this one does not make. */
  readonly removed: readonly string[];
}

export interface Comparison {
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  /** Files of the last run that would not be made now. */
  readonly stale: readonly string[];
}

/** Thrown where the folder holds something that must not be written over or through. */
export class WriteError extends Error {
  override readonly name = "WriteError";
}

/**
 * Makes the folder `root` hold these files. Only what differs is written, each file in one step (a temporary file that
 * is renamed); files that an earlier run wrote and this one does not are removed, with folders that this leaves empty.
 * What others put there is not touched, and a file of theirs under one of our names is an error before anything happens.
 */
export async function writeFiles(root: string, files: FileSet): Promise<Written> {
  const earlier = await readManifest(root);
  const { missing, changed, stale } = await compareFiles(root, files);
  const foreign = changed.filter((path) => path !== manifestName && !earlier.includes(path));
  if (foreign.length > 0) {
    throw new WriteError(
      `${foreign.map((path) => join(root, path)).join(", ")}: written by somebody else; move it away, or choose another folder`,
    );
  }
  const written = [...missing, ...changed].sort();
  // A run that is stopped halfway still knows its files: the manifest has old and new ones until the end.
  if (written.length > 0) await writeAtomically(join(root, manifestName), manifestText([...files.keys(), ...stale]));
  for (const path of stale) await removeFile(root, path);
  for (const path of written) if (path !== manifestName) await writeAtomically(join(root, path), files.get(path) ?? "");
  if (stale.length > 0) await writeAtomically(join(root, manifestName), manifestText(files.keys()));
  return { written, removed: stale };
}

/** How the folder differs from the files that belong there. Writes nothing. */
export async function compareFiles(root: string, files: FileSet): Promise<Comparison> {
  const earlier = await readManifest(root);
  const missing: string[] = [];
  const changed: string[] = [];
  const checked = new Map<string, Kind>();
  for (const [path, text] of withManifest(files)) {
    const isThere = await findFile(root, path, earlier, checked);
    if (!isThere) missing.push(path);
    else if ((await readFile(join(root, path), "utf8")) !== text) changed.push(path);
  }
  const stale: string[] = [];
  for (const path of earlier) {
    if (files.has(path) || path === manifestName) continue;
    if (await findFile(root, path, earlier, checked)) stale.push(path);
  }
  return { missing, changed, stale };
}

function withManifest(files: FileSet): FileSet {
  return new Map([...files, [manifestName, manifestText(files.keys())]]);
}

function manifestText(paths: Iterable<string>): string {
  return `${[manifestHeader, ...[...paths].sort()].join("\n")}\n`;
}

/** Paths that the last run wrote. A manifest that someone edited cannot name files outside the folder. */
async function readManifest(root: string): Promise<readonly string[]> {
  const text = await readIfThere(join(root, manifestName));
  const lines = text === null ? [] : text.split(/\r?\n/);
  return lines.filter((line) => !line.startsWith("#") && pathProblem(line) === null);
}

type Kind = "absent" | "file" | "folder" | "other";

/**
 * Whether the file is there. Links below the root could lead writing elsewhere, so there may be none on the way to a
 * file, nor in its place; of the rest, only what an earlier run wrote may be in the way, since that will go.
 */
async function findFile(
  root: string,
  path: string,
  earlier: readonly string[],
  checked: Map<string, Kind>,
): Promise<boolean> {
  const steps = path.split("/");
  for (let length = 1; length <= steps.length; length += 1) {
    const part = steps.slice(0, length).join("/");
    const kind = checked.get(part) ?? (await kindOf(join(root, part)));
    checked.set(part, kind);
    const wanted = length === steps.length ? "file" : "folder";
    if (kind === "absent") return false;
    if (kind === wanted) continue;
    const ours = kind === "file" ? earlier.includes(part) : earlier.some((other) => other.startsWith(`${part}/`));
    if (kind === "other" || !ours) throw new WriteError(`${join(root, part)} is in the way: it is no ${wanted}`);
    return false;
  }
  return true;
}

async function kindOf(path: string): Promise<Kind> {
  try {
    const stat = await lstat(path);
    if (stat.isFile()) return "file";
    return stat.isDirectory() ? "folder" : "other";
  } catch (error) {
    if (isMissing(error)) return "absent";
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

/** A reader, or a run that is stopped, sees the old text or the new one, never half of it. */
async function writeAtomically(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  // The name has to be new and need not be secret: `wx` refuses what is there already. Loading randomness would cost more.
  const temporary = join(folder, `.armature-${process.pid}-${process.hrtime.bigint()}.tmp`);
  try {
    await writeFile(temporary, text, { flag: "wx" });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function removeFile(root: string, path: string): Promise<void> {
  await rm(join(root, path), { force: true });
  const steps = path.split("/").slice(0, -1);
  for (; steps.length > 0; steps.pop()) {
    try {
      await rmdir(join(root, ...steps));
    } catch {
      return; // Not empty: something of others, or of ours, is still in it.
    }
  }
}
