import type { Service } from "./model/index.ts";
import type { EntryPointLocks } from "./lock/parse.ts";
import { formatLock, lockName } from "./lock/text.ts";
import { planEntryPoint } from "./plan/entryPoint.ts";
import type { NameChange } from "./plan/nameChanges.ts";
import { planPackageJson, planReadme, type PackageInfo } from "./plan/package.ts";
import { renderEntryPoint, renderPackage, type RenderedFile } from "./render/package.ts";

/** What a package is generated from. */
export interface PackageInput {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly runtimeVersion: string;
  /** Newest stable api-version last decides `.`; see `main`. */
  readonly services: readonly { readonly service: Service; readonly preview: boolean }[];
  /** The names that the package is published with, which stay. */
  readonly published?: EntryPointLocks | undefined;
}

/** What a package is made of, and what has become of the names that it was published with. */
export interface GeneratedPackage {
  readonly files: readonly RenderedFile[];
  /** With steps from the entry point's folder on. */
  readonly changes: readonly NameChange[];
}

/** Folder of an api-version: the version itself, but for characters that a path or specifier could not hold. */
export function folderOf(apiVersion: string): string {
  const folder = apiVersion.replace(/[^A-Za-z0-9._-]/g, "-").replace(/^\.+/, "");
  return folder === "" ? "api" : folder;
}

/** The newest stable api-version, else the newest. Date and `v1beta` versions both sort by text with numbers in mind. */
function mainVersion(services: PackageInput["services"]): string {
  const stable = services.filter((entry) => !entry.preview);
  const candidates = (stable.length > 0 ? stable : services).map((entry) => entry.service.apiVersion);
  return [...candidates].sort(compareVersions).at(-1) ?? "";
}

/** Runs of digits by their value, what is between them by its characters. A collator takes longer to load than a plan. */
function compareVersions(a: string, b: string): number {
  // Texts and numbers alternate, so that the same index holds the same kind in both.
  const [left, right] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  for (const [index, part] of left.entries()) {
    const other = right[index] ?? "";
    if (part === other) continue;
    if (index % 2 === 1 && other !== "" && Number(part) !== Number(other)) return Number(part) - Number(other);
    return part < other ? -1 : 1;
  }
  return left.length - right.length;
}

/** Changes of names with their entry points, and entry points that are no longer among those made. */
function changesOf(
  planned: readonly { readonly folder: string; readonly changes: readonly NameChange[] }[],
  published: EntryPointLocks,
): readonly NameChange[] {
  const folders = new Set(planned.map(({ folder }) => folder));
  const gone = [...published.keys()]
    .filter((folder) => !folders.has(folder))
    .map((folder): NameChange => {
      const message = `The entry point ${folder}, which is published, is not generated any more`;
      return { kind: "gone", steps: [folder], message };
    });
  const changed = planned.flatMap(({ folder, changes }) =>
    changes.map((change) => ({ ...change, steps: [folder, ...change.steps] })),
  );
  return [...gone, ...changed];
}

/** The files of a package. Pure: the same services and published names give the same bytes. */
export function generatePackage(input: PackageInput): GeneratedPackage {
  const published: EntryPointLocks = input.published ?? new Map();
  const planned = input.services.map(({ service }) => {
    const folder = folderOf(service.apiVersion);
    return { folder, service, ...planEntryPoint(service, input, published.get(folder)) };
  });
  const speaksXml = planned.some(({ view }) => view.xml !== null);
  const info: PackageInfo = { ...input, entryPoints: planned, main: folderOf(mainVersion(input.services)), speaksXml };
  const locks = new Map(planned.map(({ folder, lock }) => [folder, lock]));
  return {
    files: [
      ...renderPackage(planPackageJson(info), planReadme(info)),
      [lockName, formatLock(locks)],
      ...planned.flatMap(({ folder, view }) => renderEntryPoint(folder, view)),
    ],
    changes: changesOf(planned, published),
  };
}
