import { dirname, join } from "node:path";
import { readFileSync } from "node:fs";
import ts from "typescript-5.8";
import { createSink } from "../../../generator/diagnostics/sink.ts";
import { formatText } from "../../../generator/diagnostics/text.ts";
import { generatePackage } from "../../../generator/generate.ts";
import { parseLock, type EntryPointLocks } from "../../../generator/lock/parse.ts";
import { lockName } from "../../../generator/lock/text.ts";
import type { Service } from "../../../generator/model/index.ts";
import type { RenderedFile } from "../../../generator/render/package.ts";
import { inspect } from "../../../generator/inspect.ts";
import { readService } from "../../../generator/service.ts";
import { createFileSet } from "../../../generator/write/fileSet.ts";
import { readSeed, type Corpus, type Seed } from "./corpus.ts";
import { mutate } from "./mutations.ts";
import { createRandom } from "./random.ts";
import { copy, type Tree } from "./tree.ts";

/** One try: a document, and what is done to it. */
export interface FuzzCase {
  readonly seed: Seed;
  /** Each is the seed of one mutation. */
  readonly mutations: readonly number[];
}

/** The case of that number in the run of that seed. */
export function caseOf(corpus: Corpus, run: number, index: number): FuzzCase {
  const random = createRandom(Math.imul(run, 0x9e3779b1) ^ index);
  const fromGolden = corpus.real.length === 0 || random.below(10) < 8;
  const seed = random.pick(fromGolden ? corpus.golden : corpus.real);
  const count = 1 + random.below(random.pick([2, 4, 12]));
  return { seed, mutations: Array.from({ length: count }, () => random.below(2 ** 32)) };
}

export async function mutated({ seed, mutations }: FuzzCase): Promise<Tree> {
  const tree = copy(await readSeed(seed));
  for (const mutation of mutations) mutate(tree, mutation);
  return tree;
}

const origin = "https://fuzz.example";

/** Serves the mutated document, and those that it refers to from beside where it came from. */
function serve(text: string, seed: Seed): typeof fetch {
  return (input) => {
    const { pathname } = new URL(String(input));
    if (pathname === "/a/b/c/d/e/f/spec.json") return Promise.resolve(new Response(text));
    // Six folders deep, since references climb.
    const path = join(dirname(seed.path), `../../../../../../${pathname}`);
    try {
      return Promise.resolve(new Response(new Uint8Array(readFileSync(path))));
    } catch {
      return Promise.resolve(new Response(null, { status: 404 }));
    }
  };
}

/** What a case came to: the files, or why there are none; or what went wrong. */
export interface FuzzOutcome {
  readonly failure: string | null;
  /** Sources by path, those that were generated anew in a folder of their own; empty where there were errors. */
  readonly files: Readonly<Record<string, string>>;
}

const objectMembers = Object.getOwnPropertyNames(Object.prototype).join();

/** Runs a case. Whatever throws, does not parse or leaves traces is a failure. */
export async function runCase(fuzz: FuzzCase): Promise<FuzzOutcome> {
  try {
    const files = await generate(JSON.stringify(await mutated(fuzz)), fuzz.seed);
    const broken = Object.entries(files).flatMap(([path, text]) => syntaxErrors(path, text));
    if (Object.getOwnPropertyNames(Object.prototype).join() !== objectMembers) broken.push("Object.prototype changed");
    return { failure: broken.length === 0 ? null : broken.slice(0, 3).join("\n"), files };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error), files: {} };
  }
}

async function read(text: string, seed: Seed): Promise<Service | null> {
  const sink = createSink();
  const options = { overlays: seed.overlays, allowOrigins: [origin], fetch: serve(text, seed) };
  const service = await readService(`${origin}/a/b/c/d/e/f/spec.json`, options, sink);
  formatText(sink.diagnostics, () => null);
  if (service === null) return null;
  JSON.stringify(inspect(service));
  return sink.hasErrors ? null : service;
}

function make(service: Service, published?: EntryPointLocks): readonly RenderedFile[] {
  const about = { name: "@fuzz/service", title: service.title, version: "0.1.0", runtimeVersion: "^0.1.0" };
  return generatePackage({ ...about, services: [{ service, preview: false }], published }).files;
}

/** The names that a package is published with. */
async function namesOf(files: readonly RenderedFile[]): Promise<EntryPointLocks> {
  const sink = createSink();
  const names = await parseLock(lockName, new Map(files).get(lockName) ?? "", sink);
  if (names === null) throw new Error(`the lock of names: ${formatText(sink.diagnostics, () => null)}`);
  return names;
}

/** Names of packages made of undamaged documents, by the documents' names; null where they have errors. */
const publishedNames = new Map<string, EntryPointLocks | null>();

async function publishedOf(seed: Seed): Promise<EntryPointLocks | null> {
  const known = publishedNames.get(seed.name);
  if (known !== undefined) return known;
  const service = await read(JSON.stringify(await readSeed(seed)), seed);
  const names = service === null ? null : await namesOf(make(service));
  publishedNames.set(seed.name, names);
  return names;
}

const sourcesOf = (files: readonly RenderedFile[]): Readonly<Record<string, string>> =>
  Object.fromEntries([...(createFileSet(files, createSink()) ?? [])].filter(([path]) => path.endsWith(".ts")));

/**
 * Generates anew, and in place of what the undamaged document gave: with its names, which damage takes things from,
 * renames and adds to. A further generation must change nothing.
 */
async function generate(text: string, seed: Seed): Promise<Readonly<Record<string, string>>> {
  const service = await read(text, seed);
  if (service === null) return {};
  const files = make(service);
  const published = await publishedOf(seed);
  if (published === null) return sourcesOf(files);
  const locked = make(service, published);
  const again = make(service, await namesOf(locked));
  const changed = again.find(([path, content], index) => locked[index]?.[0] !== path || locked[index][1] !== content);
  if (changed !== undefined) throw new Error(`a further generation changes ${changed[0]}`);
  const anew = Object.entries(sourcesOf(files)).map(([path, content]) => [`anew/${path}`, content] as const);
  return { ...sourcesOf(locked), ...Object.fromEntries(anew) };
}

function syntaxErrors(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  const { parseDiagnostics } = source as unknown as { readonly parseDiagnostics: readonly ts.Diagnostic[] };
  return parseDiagnostics.map(
    ({ messageText, start = 0 }) =>
      `${path} does not parse: ${ts.flattenDiagnosticMessageText(messageText, " ")} at ${JSON.stringify(text.slice(Math.max(0, start - 60), start + 60))}`,
  );
}

/** The fewest of a case's mutations that still fail. */
export async function shrink(fuzz: FuzzCase): Promise<FuzzCase> {
  let smallest = fuzz;
  for (let index = 0; index < smallest.mutations.length;) {
    const fewer = { ...smallest, mutations: smallest.mutations.toSpliced(index, 1) };
    if ((await runCase(fewer)).failure === null) index += 1;
    else smallest = fewer;
  }
  return smallest;
}
