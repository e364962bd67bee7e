import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Json } from "../../../generator/model/index.ts";
import { goldenCases } from "../../golden/cases.ts";

/** A document to start from. */
export interface Seed {
  readonly name: string;
  readonly path: string;
  readonly overlays: readonly string[];
}

function jsonFiles(folder: string, largest: number): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json") && !/[\\/]examples[\\/]/.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).size <= largest)
    .toSorted();
}

/** Golden cases: small, and between them they have every construct. */
function goldenSeeds(): readonly Seed[] {
  return goldenCases()
    .filter(({ entry }) => entry.startsWith("spec."))
    .filter(({ name }) => !/^error-(encoding|limit|syntax)/.test(name))
    .map(({ name, folder, entry, overlays }) => ({
      name: `golden/${name}`,
      path: join(folder, entry),
      overlays: overlays.map((file) => join(folder, file)),
    }));
}

/** Specifications of the repository, and those beside it where they are there. */
function realSeeds(root: string): readonly Seed[] {
  const paths = [
    ...jsonFiles(join(root, "specs"), 3_000_000),
    ...jsonFiles(join(root, "../shared/specs/google"), 150_000),
    ...jsonFiles(join(root, "../shared/specs/azure/specification"), 150_000),
  ];
  return paths.map((path) => ({ name: relative(dirname(root), path), path, overlays: [] }));
}

export interface Corpus {
  readonly golden: readonly Seed[];
  readonly real: readonly Seed[];
}

export function loadCorpus(root: string): Corpus {
  return { golden: goldenSeeds(), real: realSeeds(root) };
}

/** The document of a seed, as data. */
export async function readSeed({ path }: Seed): Promise<Json> {
  const text = readFileSync(path, "utf8").replace(/^\ufeff/, "");
  if (path.endsWith(".json")) return JSON.parse(text) as Json;
  const { parse } = await import("yaml");
  return parse(text, { uniqueKeys: false }) as Json;
}
