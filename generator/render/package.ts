import type { EntryPointView } from "../plan/entryPoint.ts";
import type { PackageView, ReadmeView } from "../plan/package.ts";
import { render } from "./engine.ts";

/** A file of a package: path under its root, with forward slashes, and text. */
export type RenderedFile = readonly [path: string, text: string];

/** The sources of one api-version. */
export function renderEntryPoint(folder: string, view: EntryPointView): readonly RenderedFile[] {
  const at = `src/${folder}/`;
  return [
    [`${at}client.ts`, render("client.ts", view.client)],
    [`${at}index.ts`, render("index.ts", view.index)],
    ...(view.models.types.length > 0 ? [[`${at}models.ts`, render("models.ts", view.models)] as const] : []),
    ...(view.xml === null ? [] : [[`${at}xml.ts`, render("xml.ts", view.xml)] as const]),
    ...view.groups.map((group) => [`${at}${group.path}.ts`, render("group.ts", group)] as const),
  ];
}

/** What stands around the entry points. */
export function renderPackage(view: PackageView, readme: ReadmeView): readonly RenderedFile[] {
  return [
    ["README.md", render("README.md", readme)],
    ["package.json", render("package.json", view)],
    ["tsconfig.json", render("tsconfig.json", {})],
  ];
}
