import { lstatSync, mkdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { compareFiles, manifestName, manifestText, readManifest, WriteError } from "./disk.ts";
import type { FileSet } from "./fileSet.ts";

export interface Written {
  /** Files that were not there, or had another text. */
  readonly written: readonly string[];
  /** Files of the last run that this one does not make. */
  readonly removed: readonly string[];
}

/**
 * Changes that are on the disk already, and that nobody sees yet. Holds paths and no texts, so that it can wait for
 * others, and travel between threads.
 */
export interface Staged {
  readonly root: string;
  /** Where the new and changed files wait, by their paths. */
  readonly folder: string;
  /** The root was not there: the folder can become it. */
  readonly whole: boolean;
  /** New and changed files; the manifest too, where it changes. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** The first folder that had to be made for this; null where none had to. */
  readonly made: string | null;
  readonly manifest: { readonly during: string; readonly after: string };
}

const stagingName = ".armature-staged";

/**
 * What waits to be put in place lies in the package's own folder, or, where there is none yet, beside it: only within one
 * disk renaming is one step.
 */
const stagingFolder = (root: string, whole: boolean): string =>
  whole ? join(dirname(root), `.${basename(root)}${stagingName}`) : join(root, stagingName);

/**
 * Makes the folder `root` hold these files. Only what differs is written, each file in one step (renamed from beside);
 * files that an earlier run wrote and this one does not are removed, with folders that this leaves empty. What others
 * put there is not touched, and a file of theirs under one of our names is an error before anything happens.
 */
export function writeFiles(root: string, files: FileSet, notes: readonly string[] = []): Written {
  return commitStaged(stageFiles(root, files, notes));
}

/** The first half of {@link writeFiles}: all that can fail for want of space or rights, without touching a file. */
export function stageFiles(root: string, files: FileSet, notes: readonly string[] = []): Staged {
  const earlier = readManifest(root).paths;
  const { missing, changed, stale } = compareFiles(root, files, notes, earlier);
  const foreign = changed.filter((path) => path !== manifestName && !earlier.includes(path));
  if (foreign.length > 0) {
    throw new WriteError(
      `${foreign.map((path) => join(root, path)).join(", ")}: written by somebody else; move it away, or choose another folder`,
    );
  }
  const written = [...missing, ...changed].sort();
  const manifest = {
    during: manifestText([...files.keys(), ...stale], []),
    after: manifestText(files.keys(), notes),
  };
  const whole = !isThere(root);
  const folder = stagingFolder(root, whole);
  if (written.length === 0) return { root, folder, whole, written, removed: stale, made: null, manifest };
  const made = mkdirSync(dirname(folder), { recursive: true }) ?? null;
  // What a run left that was stopped.
  rmSync(folder, { recursive: true, force: true });
  const staged: Staged = { root, folder, whole, written, removed: stale, made, manifest };
  try {
    makeFoldersOf(folder, written);
    for (const path of written) {
      const text = path === manifestName ? manifest.after : (files.get(path) ?? "");
      writeFileSync(join(folder, path), text, { flag: "wx", encoding: "utf8" });
    }
  } catch (error) {
    discardStaged(staged);
    throw error;
  }
  return staged;
}

/** The second half of {@link writeFiles}. A reader, or a run that is stopped, sees a file's old text or the new one. */
export function commitStaged({ root, folder, whole, written, removed, manifest }: Staged): Written {
  if (written.length === 0) return { written, removed };
  if (whole && !isThere(root)) {
    renameSync(folder, root);
    return { written, removed };
  }
  const writeManifest = (text: string): void => {
    writeFileSync(join(folder, manifestName), text);
    renameSync(join(folder, manifestName), join(root, manifestName));
  };
  try {
    // A run that is stopped halfway still knows its files, and that it has not come to its end.
    writeManifest(manifest.during);
    for (const path of removed) removeFile(root, path);
    makeFoldersOf(root, written);
    for (const path of written) if (path !== manifestName) renameSync(join(folder, path), join(root, path));
    if (manifest.after !== manifest.during) writeManifest(manifest.after);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { written, removed };
}

/** Whether anything is there, be it a link to nothing. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

function makeFoldersOf(root: string, paths: readonly string[]): void {
  for (const each of new Set(paths.map((path) => dirname(join(root, path))))) mkdirSync(each, { recursive: true });
}

/** Takes {@link stageFiles} back, for packages that may lie in folders that were made for one of them. */
export function discardStaged(...packages: readonly Staged[]): void {
  for (const { folder, written } of packages) if (written.length > 0) rmSync(folder, { recursive: true, force: true });
  // Twice, since a folder is empty only when the last of its packages is gone.
  for (const each of [...packages, ...packages]) removeMade(each);
}

function removeMade({ root, made }: Staged): void {
  if (made === null) return;
  for (let folder = root; folder.length >= made.length; folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch (error) {
      const isGone = error instanceof Error && "code" in error && error.code === "ENOENT";
      if (!isGone) return; // Others have put something there meanwhile.
    }
  }
}

function removeFile(root: string, path: string): void {
  rmSync(join(root, path), { force: true });
  const steps = path.split("/").slice(0, -1);
  for (; steps.length > 0; steps.pop()) {
    try {
      rmdirSync(join(root, ...steps));
    } catch {
      return; // Not empty: something of others, or of ours, is still in it.
    }
  }
}
