import type { Service } from "./model/index.ts";
import { planEntryPoint } from "./plan/entryPoint.ts";
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

/** The files of a package. Pure: the same services give the same bytes. */
export function generatePackage(input: PackageInput): readonly RenderedFile[] {
  const planned = input.services.map(({ service }) => {
    const { view, names } = planEntryPoint(service, input);
    return { folder: folderOf(service.apiVersion), service, names, view };
  });
  const speaksXml = planned.some(({ view }) => view.xml !== null);
  const info: PackageInfo = { ...input, entryPoints: planned, main: folderOf(mainVersion(input.services)), speaksXml };
  return [
    ...renderPackage(planPackageJson(info), planReadme(info)),
    ...planned.flatMap(({ folder, view }) => renderEntryPoint(folder, view)),
  ];
}
