import type { DiagnosticSink } from "./diagnostics/diagnostic.ts";
import { generatePackage, type PackageInput } from "./generate.ts";
import { readLock, reportChanges } from "./lock/index.ts";
import { createFileSet, type FileSet } from "./write/fileSet.ts";

/**
 * The files of the package in a folder, under the names that it is published with. Null where anything is an error, of
 * the lock, or before.
 */
export async function generateLocked(
  root: string,
  input: Omit<PackageInput, "published">,
  sink: DiagnosticSink,
): Promise<FileSet | null> {
  const published = await readLock(root, sink);
  if (published === null || sink.hasErrors) return null;
  const { files, changes } = generatePackage({ ...input, published: published.entryPoints });
  await reportChanges(changes, published, sink);
  return createFileSet(files, sink);
}
