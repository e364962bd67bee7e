import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A specification that was found: its path, and its steps below the folder that was searched. */
export interface Found {
  readonly path: string;
  /** A name made from where it lies, valid in npm and as a folder: `compute-resource-manager`, `drive.v3`. */
  readonly name: string;
}

/** Folders that hold no specification of their own. */
const skipped: ReadonlySet<string> = new Set(["node_modules", "dist", "examples"]);

/**
 * Every specification below a folder, in the order of their paths: literate readme.md files that list input files;
 * and, where no such readme.md lies in the same folder or above, OpenAPI and Discovery documents that have operations.
 * Links are not followed. Throws where the folder cannot be read.
 */
export function findSpecifications(folder: string): readonly Found[] {
  const paths: string[] = [];
  search(folder, [], false, paths);
  return paths.map((path) => ({ path: join(folder, path), name: nameFor(path) }));
}

function search(folder: string, steps: readonly string[], claimed: boolean, found: string[]): void {
  const entries = readdirSync(join(folder, ...steps), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const files = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const readme = files.find((name) => name.toLowerCase() === "readme.md");
  const isLiterate =
    readme !== undefined && /^\s*input-file\s*:/m.test(readFileSync(join(folder, ...steps, readme), "utf8"));
  if (isLiterate) found.push([...steps, readme].join("/"));
  const isClaimed = claimed || isLiterate;
  for (const entry of entries) {
    const path = [...steps, entry.name];
    if (entry.isDirectory() && !entry.name.startsWith(".") && !skipped.has(entry.name))
      search(folder, path, isClaimed, found);
    else if (entry.isFile() && !isClaimed && isSpecification(join(folder, ...path))) found.push(path.join("/"));
  }
}

/** Whether a file looks like an entry, told by its text: what it is in truth, and what is wrong with it, reading says. */
function isSpecification(path: string): boolean {
  if (!/\.(?:json|ya?ml)$/i.test(path)) return false;
  const text = readFileSync(path, "utf8");
  if (text.includes("discovery") && /"kind"\s*:\s*"discovery#restDescription"|"discoveryVersion"\s*:/.test(text))
    return true;
  const isOpenApi = /(?:^|[{,\s])["']?(?:swagger|openapi)["']?\s*:\s*["']?[23]\./.test(text);
  // Without paths it is a library that others refer to.
  return isOpenApi && /["']?paths["']?\s*:(?!\s*\{\s*\})/.test(text);
}

function nameFor(path: string): string {
  const steps = path
    .replace(/\/?readme\.md$/i, "")
    .replace(/\.(?:json|ya?ml)$/i, "")
    .split("/")
    .filter((step) => step !== "specification");
  const name = steps
    .join("-")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return name === "" ? "api" : name;
}
