import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { caseOf, mutated, runCase, shrink, type FuzzCase } from "./case.ts";
import { loadCorpus } from "./corpus.ts";

/** What this process, started by `scripts/fuzz.mjs`, says on each line. */
export type FuzzMessage =
  | { readonly kind: "case"; readonly index: number; readonly seed: string }
  | { readonly kind: "failure"; readonly index: number; readonly seed: string; readonly reason: string }
  | { readonly kind: "package"; readonly index: number }
  | { readonly kind: "done"; readonly next: number };

const say = (message: FuzzMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function keep(folder: string, index: number, fuzz: FuzzCase, reason: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${index}.json`), JSON.stringify(await mutated(fuzz), null, 2));
  writeFileSync(join(folder, `${index}.txt`), `${fuzz.seed.name}\n${fuzz.mutations.join(" ")}\n${reason}\n`);
}

/** Runs cases from one number on until time is up, or just the one. */
export async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      root: { type: "string" },
      seed: { type: "string" },
      from: { type: "string" },
      seconds: { type: "string" },
      only: { type: "boolean" },
      packages: { type: "string" },
    },
  });
  const corpus = loadCorpus(values.root ?? ".");
  const run = Number(values.seed);
  const end = performance.now() + Number(values.seconds) * 1000;
  const failures = join(values.root ?? ".", ".armature/fuzz", `seed-${run}`);
  let index = Number(values.from ?? 0);
  for (const first = index; index === first || (values.only !== true && performance.now() < end); index += 1) {
    const fuzz = caseOf(corpus, run, index);
    say({ kind: "case", index, seed: fuzz.seed.name });
    const { failure, files } = await runCase(fuzz);
    if (failure !== null) {
      const smallest = await shrink(fuzz);
      await keep(failures, index, smallest, (await runCase(smallest)).failure ?? failure);
      say({ kind: "failure", index, seed: fuzz.seed.name, reason: failure });
    } else if (values.packages !== undefined && Object.keys(files).length > 0) {
      writeFiles(join(values.packages, String(index)), files);
      say({ kind: "package", index });
    }
  }
  say({ kind: "done", next: index });
}
