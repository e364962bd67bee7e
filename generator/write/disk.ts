import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathProblem, type FileSet } from "./fileSet.ts";

/** Lists what the last run wrote, one path per line, so that the next one can tell its own files from others. */
export const manifestName = ".armature-files";
const manifestHeader = "# Written by armature. A file listed here is removed when it is made no longer.";

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
 * How the folder differs from the files that belong there. Writes nothing. `notes` are lines of the manifest beside the
 * paths, which say what the files were made from; `earlier` are the paths of the last run.
 */
export function compareFiles(
  root: string,
  files: FileSet,
  notes: readonly string[] = [],
  earlier: readonly string[] = readManifest(root).paths,
): Comparison {
  const missing: string[] = [];
  const changed: string[] = [];
  const checked = new Map<string, Kind>();
  for (const [path, text] of withManifest(files, notes)) {
    const isThere = findFile(root, path, earlier, checked);
    if (!isThere) missing.push(path);
    else if (readFileSync(join(root, path), "utf8") !== text) changed.push(path);
  }
  const stale: string[] = [];
  for (const path of earlier) {
    if (files.has(path) || path === manifestName) continue;
    if (findFile(root, path, earlier, checked)) stale.push(path);
  }
  return { missing, changed, stale };
}

function withManifest(files: FileSet, notes: readonly string[]): FileSet {
  return new Map([...files, [manifestName, manifestText(files.keys(), notes)]]);
}

export function manifestText(paths: Iterable<string>, notes: readonly string[]): string {
  return `${[manifestHeader, ...notes.map((note) => `# ${note}`), ...[...paths].sort()].join("\n")}\n`;
}

/** What the last run left of itself. */
export interface Manifest {
  /** Paths that it wrote. A manifest that someone edited cannot name files outside the folder. */
  readonly paths: readonly string[];
  /** Lines beside the paths, which say what the files were made from. */
  readonly notes: readonly string[];
}

/** The manifest in a folder; an empty one where there is none. */
export function readManifest(root: string): Manifest {
  const lines = readIfThere(join(root, manifestName))?.split(/\r?\n/) ?? [];
  return {
    paths: lines.filter((line) => !line.startsWith("#") && pathProblem(line) === null),
    notes: lines.filter((line) => line.startsWith("# ") && line !== manifestHeader).map((line) => line.slice(2)),
  };
}

type Kind = "absent" | "file" | "folder" | "other";

/**
 * Whether the file is there. Links below the root could lead writing elsewhere, so there may be none on the way to a
 * file, nor in its place; of the rest, only what an earlier run wrote may be in the way, since that will go.
 */
function findFile(root: string, path: string, earlier: readonly string[], checked: Map<string, Kind>): boolean {
  const steps = path.split("/");
  for (let length = 1; length <= steps.length; length += 1) {
    const part = steps.slice(0, length).join("/");
    const kind = checked.get(part) ?? kindOf(join(root, part));
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

function kindOf(path: string): Kind {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return "absent";
  if (stat.isFile()) return "file";
  return stat.isDirectory() ? "folder" : "other";
}

export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
