import { dirname, join } from "node:path";
import { readFileSync } from "node:fs";
import ts from "typescript-5.8";
import { createSink } from "../../../generator/diagnostics/sink.ts";
import { formatText } from "../../../generator/diagnostics/text.ts";
import { generatePackage } from "../../../generator/generate.ts";
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
  /** Sources by path; empty where there were errors. */
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

async function generate(text: string, seed: Seed): Promise<Readonly<Record<string, string>>> {
  const sink = createSink();
  const options = { overlays: seed.overlays, allowOrigins: [origin], fetch: serve(text, seed) };
  const service = await readService(`${origin}/a/b/c/d/e/f/spec.json`, options, sink);
  formatText(sink.diagnostics, () => null);
  if (service === null) return {};
  JSON.stringify(inspect(service));
  if (sink.hasErrors) return {};
  const about = { name: "@fuzz/service", title: service.title, version: "0.1.0", runtimeVersion: "^0.1.0" };
  const { files: made } = generatePackage({ ...about, services: [{ service, preview: false }] });
  const files = createFileSet(made, sink);
  return Object.fromEntries([...(files ?? [])].filter(([path]) => path.endsWith(".ts")));
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
