import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A folder of `test/golden`: `spec.*`, perhaps `overlay.yaml`, and what must come of them. */
export interface GoldenCase {
  readonly name: string;
  readonly folder: string;
  readonly spec: string;
  readonly overlays: readonly string[];
}

const root = dirname(fileURLToPath(import.meta.url));

export function goldenCases(): readonly GoldenCase[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => {
      const folder = join(root, entry.name);
      const files = readdirSync(folder);
      const spec = files.find((file) => /^(spec\.(json|ya?ml)|readme\.md)$/.test(file));
      if (spec === undefined) throw new Error(`test/golden/${entry.name} has no spec`);
      return { name: entry.name, folder, spec, overlays: files.filter((file) => file === "overlay.yaml") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The files below a folder with their texts, by path with forward slashes; empty where it does not exist. */
export function readTree(folder: string): Readonly<Record<string, string>> {
  let names: readonly string[];
  try {
    names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return {};
  }
  const entries = names.map((path) => [path.slice(folder.length + 1).replaceAll("\\", "/"), readFileSync(path, "utf8")]);
  return Object.fromEntries(entries.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
}

export function writeTree(folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** True where the run should write what it got: `UPDATE_GOLDEN=1 npx vitest run test/golden`. */
export const updating = process.env["UPDATE_GOLDEN"] === "1";
