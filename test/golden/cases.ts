import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A folder of `test/golden`: what is read (a specification, or a manifest of packages), and what must come of it. */
export interface GoldenCase {
  readonly name: string;
  readonly folder: string;
  /** `spec.json`, `spec.yaml`, `readme.md` or `sources.yaml`. */
  readonly entry: string;
  readonly overlays: readonly string[];
  /** What `options.json` says: the tag of a readme.md. */
  readonly options: { readonly tag?: string };
}

export const goldenRoot: string = dirname(fileURLToPath(import.meta.url));

export function goldenCases(): readonly GoldenCase[] {
  return readdirSync(goldenRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => {
      const folder = join(goldenRoot, entry.name);
      const files = readdirSync(folder);
      const main = files.find((file) => /^(spec\.(json|ya?ml)|readme\.md|sources\.yaml)$/.test(file));
      if (main === undefined) throw new Error(`test/golden/${entry.name} has nothing to read`);
      return {
        ...{ name: entry.name, folder, entry: main },
        overlays: files.filter((file) => file === "overlay.yaml"),
        options: files.includes("options.json")
          ? (JSON.parse(readFileSync(join(folder, "options.json"), "utf8")) as GoldenCase["options"])
          : {},
      };
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
  const entries = names.map((path) => [
    path.slice(folder.length + 1).replaceAll("\\", "/"),
    readFileSync(path, "utf8"),
  ]);
  return Object.fromEntries(entries.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
}

export function writeTree(folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Every file that the generator made of the cases, by path below `test/golden`. */
export function goldenOutputs(): Readonly<Record<string, string>> {
  const files = goldenCases().flatMap(({ name, folder }) =>
    Object.entries(readTree(join(folder, "out"))).map(([path, text]) => [`${name}/out/${path}`, text]),
  );
  return Object.fromEntries(files);
}

/** True where the run should write what it got: `UPDATE_GOLDEN=1 npx vitest run test/golden`. */
export const updating: boolean = process.env["UPDATE_GOLDEN"] === "1";
