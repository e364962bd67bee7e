import { mkdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
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
  /** New and changed files; the manifest too, where it changes. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** The first folder that had to be made for this; null where the root was there. */
  readonly made: string | null;
  readonly manifest: { readonly during: string; readonly after: string };
}

/** What waits to be put in place. It lies in the package's own folder, since only within one disk renaming is one step. */
const stagingName = ".armature-staged";

/**
 * Makes the folder `root` hold these files. Only what differs is written, each file in one step (renamed from beside);
 * files that an earlier run wrote and this one does not are removed, with folders that this leaves empty. What others
 * put there is not touched, and a file of theirs under one of our names is an error before anything happens.
 */
export async function writeFiles(root: string, files: FileSet, notes: readonly string[] = []): Promise<Written> {
  return commitStaged(await stageFiles(root, files, notes));
}

/** The first half of {@link writeFiles}: all that can fail for want of space or rights, without touching a file. */
export async function stageFiles(root: string, files: FileSet, notes: readonly string[] = []): Promise<Staged> {
  const earlier = await readManifest(root);
  const { missing, changed, stale } = await compareFiles(root, files, notes);
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
  if (written.length === 0) return { root, written, removed: stale, made: null, manifest };
  const made = (await mkdir(root, { recursive: true })) ?? null;
  const folder = join(root, stagingName);
  // What a run left that was stopped.
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const staged: Staged = { root, written, removed: stale, made, manifest };
  try {
    for (const [index, path] of written.entries())
      if (path !== manifestName) await writeFile(join(folder, String(index)), files.get(path) ?? "", { flag: "wx" });
  } catch (error) {
    await discardStaged(staged);
    throw error;
  }
  return staged;
}

/** The second half of {@link writeFiles}. A reader, or a run that is stopped, sees a file's old text or the new one. */
export async function commitStaged({ root, written, removed, manifest }: Staged): Promise<Written> {
  if (written.length === 0) return { written, removed };
  const folder = join(root, stagingName);
  const writeManifest = async (text: string): Promise<void> => {
    await writeFile(join(folder, "manifest"), text);
    await rename(join(folder, "manifest"), join(root, manifestName));
  };
  try {
    // A run that is stopped halfway still knows its files, and that it has not come to its end.
    await writeManifest(manifest.during);
    for (const path of removed) await removeFile(root, path);
    for (const [index, path] of written.entries()) {
      if (path === manifestName) continue;
      await mkdir(dirname(join(root, path)), { recursive: true });
      await rename(join(folder, String(index)), join(root, path));
    }
    if (manifest.after !== manifest.during) await writeManifest(manifest.after);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { written, removed };
}

/** Takes {@link stageFiles} back, for packages that may lie in folders that were made for one of them. */
export async function discardStaged(...packages: readonly Staged[]): Promise<void> {
  for (const { root, written } of packages)
    if (written.length > 0) await rm(join(root, stagingName), { recursive: true, force: true });
  // Twice, since a folder is empty only when the last of its packages is gone.
  for (const each of [...packages, ...packages]) await removeMade(each);
}

async function removeMade({ root, made }: Staged): Promise<void> {
  if (made === null) return;
  for (let folder = root; folder.length >= made.length; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch (error) {
      const isGone = error instanceof Error && "code" in error && error.code === "ENOENT";
      if (!isGone) return; // Others have put something there meanwhile.
    }
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
