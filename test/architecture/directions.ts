import type { Import } from "./sources.ts";

/** What the files of one folder may import. Folders are prefixes of repository paths; the longest that fits counts. */
export interface Direction {
  readonly folder: string;
  /** Prefixes of repository paths, beside the folder itself. */
  readonly may: readonly string[];
  /** Packages and modules of Node's. A trailing `*` stands for anything. */
  readonly packages: readonly string[];
}

const model = "generator/model/";
const diagnostics = "generator/diagnostics/";
const source = "generator/source/";
const read = "generator/read/";
/** Pieces that every dialect's reader uses, and that know none of them. */
const shared = ["generator/read/values.ts", "generator/read/extensions.ts"];

/**
 * The one place that says who may import whom. Only `source` and `write` touch the disk, besides the commands
 * themselves and the templates in development; nothing after `read` can see a spec; `read/azure` and `read/google`
 * cannot see each other.
 */
export const directions: readonly Direction[] = [
  { folder: model, may: [], packages: [] },
  { folder: diagnostics, may: [model], packages: [] },
  { folder: source, may: [model, diagnostics], packages: ["node:*", "json-p3", "yaml"] },
  {
    folder: "generator/read/openapi/",
    may: [model, diagnostics, source, ...shared, "generator/read/azure/"],
    packages: [],
  },
  {
    folder: "generator/read/azure/",
    may: [model, diagnostics, source, ...shared, "generator/read/openapi/"],
    packages: [],
  },
  { folder: "generator/read/google/", may: [model, diagnostics, source, ...shared], packages: [] },
  { folder: read, may: [model, diagnostics, source], packages: [] },
  { folder: "generator/check/", may: [model, diagnostics], packages: [] },
  { folder: "generator/plan/", may: [model], packages: [] },
  { folder: "generator/render/templates.ts", may: ["generator/render/"], packages: ["handlebars", "node:fs"] },
  // Only the types of the views.
  { folder: "generator/render/", may: ["generator/plan/"], packages: ["handlebars", "prettier", "prettier/*"] },
  // What two plans show, side by side.
  { folder: "generator/compare/", may: [model, "generator/plan/"], packages: [] },
  { folder: "generator/write/", may: [], packages: ["node:*"] },
  // Turns an upstream spec into a contract file: works on documents, before there is a model.
  { folder: "generator/import/", may: [model, diagnostics, source], packages: ["node:*", "yaml"] },
  // The commands and the pipeline put everything together.
  { folder: "generator/", may: ["generator/"], packages: ["*"] },
  // For Node alone; nothing else in the runtime imports it.
  { folder: "templates/runtime/src/node/", may: ["templates/runtime/src/platform."], packages: ["node:*"] },
  { folder: "templates/runtime/src/", may: [], packages: [] },
  { folder: "generated/", may: [], packages: ["@armature/runtime"] },
];

export function directionFor(path: string): Direction | null {
  const fitting = directions.filter((direction) => path.startsWith(direction.folder));
  return fitting.sort((a, b) => b.folder.length - a.folder.length)[0] ?? null;
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

/** Folder that a file must stay in: its package for generated code, else the folder that the table names. */
function home(path: string, direction: Direction): string {
  return direction.folder === "generated/" ? path.split("/").slice(0, 2).join("/") + "/" : direction.folder;
}

/** Sentences about the imports of one file that its folder may not have. */
export function forbidden(path: string, imports: readonly Import[]): readonly string[] {
  const direction = directionFor(path);
  if (direction === null) return [`${path} lies in no folder that the table of directions knows`];
  const folders = [home(path, direction), ...direction.may];
  return imports
    .filter(({ specifier, target }) =>
      target === null
        ? !direction.packages.some((pattern) => matches(pattern, specifier))
        : !folders.some((folder) => target.startsWith(folder)),
    )
    .map(({ specifier, line }) => `${path}:${line} imports ${specifier}, which ${direction.folder} may not`);
}
