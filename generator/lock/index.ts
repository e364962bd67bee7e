import { resolve } from "node:path";
import type { DiagnosticCode } from "../diagnostics/catalog.ts";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { NameChange } from "../plan/nameChanges.ts";
import { nameOf } from "../source/access.ts";
import { createLocator } from "../source/locate.ts";
import { formatPointer } from "../source/pointer.ts";
import { withPosition } from "../source/position.ts";
import { readIfThere } from "../write/disk.ts";
import { parseLock, type EntryPointLocks } from "./parse.ts";
import { lockName } from "./text.ts";

/** The names that a package is published with. */
export interface PublishedNames {
  /** The file, as it is shown to people. */
  readonly document: string;
  readonly text: string;
  readonly entryPoints: EntryPointLocks;
}

/** The names of the package in the folder; none where it has no lock yet. Null after reporting what is wrong with it. */
export async function readLock(root: string, sink: DiagnosticSink): Promise<PublishedNames | null> {
  const path = resolve(root, lockName);
  const document = nameOf(path, process.cwd());
  const text = readIfThere(path);
  if (text === null) return { document, text: "", entryPoints: new Map() };
  const entryPoints = await parseLock(document, text, sink);
  return entryPoints === null ? null : { document, text, entryPoints };
}

const codes: Readonly<Record<NameChange["kind"], DiagnosticCode>> = {
  deprecated: "names/deprecated",
  gone: "names/gone",
  lost: "names/lost",
};

/** Reports what has become of published names, at their lines in the lock as it was. */
export async function reportChanges(
  changes: readonly NameChange[],
  { document, text }: PublishedNames,
  sink: DiagnosticSink,
): Promise<void> {
  if (changes.length === 0) return;
  const locate = await createLocator([{ name: document, format: "json", text }]);
  for (const { kind, steps, message } of changes) {
    const at = { document, pointer: formatPointer(["entryPoints", ...steps]) };
    sink.report(codes[kind], withPosition(at, locate(at)), message);
  }
}
