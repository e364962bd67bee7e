// Generates a package from every specification of ../shared/specs (99 Azure packages by their readme.md, 86 Google
// documents) and compiles each with the newest TypeScript under the strictest settings. Fails where a package that
// test/corpus/known.json does not explain cannot be generated or compiled, or an explained one can.
//
//   node scripts/corpus.mjs [--only TEXT] [--no-compile]
import { spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { filesUnder, root } from "./build/fingerprint.mjs";

const specs = join(root, "../shared/specs");
const output = join(root, ".armature/corpus");

/** Every package of the corpus: a short name, and the arguments that name its specification. */
function listCorpus() {
  const azure = JSON.parse(readFileSync(join(specs, "azure/packages.json"), "utf8")).map(({ readme, tag }) => ({
    name: `azure/${readme.replace(/^specification\//, "").replace(/\/readme\.md$/, "")}`,
    args: [join(specs, "azure", readme), "--tag", tag],
  }));
  const google = readdirSync(join(specs, "google"))
    .filter((file) => file.endsWith(".json"))
    .map((file) => ({ name: `google/${file.slice(0, -".json".length)}`, args: [join(specs, "google", file)] }));
  return [...azure, ...google];
}

/** Runs a program to its end; its output and what it cost. */
function run(args) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    child.stdout.on("data", (piece) => (text += piece));
    child.stderr.on("data", (piece) => (text += piece));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, text, seconds: (performance.now() - start) / 1000 }));
  });
}

const sizeOf = (folder) => filesUnder(folder).reduce((sum, file) => sum + statSync(file).size, 0);

/** Generates one package, and compiles it; what went wrong, in a few lines, or null. */
async function tryPackage({ name, args }, compile) {
  const folder = join(output, name);
  const cli = join(root, "dist/armature.mjs");
  const [input, ...rest] = args;
  const made = await run([cli, "generate", "--input", input, ...rest, "--output", folder]);
  if (made.code !== 0) return { name, failure: excerpt(made.text), seconds: made.seconds, bytes: 0 };
  const bytes = sizeOf(folder);
  if (!compile) return { name, failure: null, seconds: made.seconds, bytes };
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const checked = await run([tsc, "-p", folder, "--noEmit", "--pretty", "false"]);
  return { name, failure: checked.code === 0 ? null : excerpt(checked.text), seconds: made.seconds, bytes };
}

const excerpt = (text) => text.trim().split("\n").slice(0, 6).join("\n    ");

/** Works through items with as many workers as there are processors, and keeps their order. */
async function inParallel(items, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at]);
      if (process.stderr.isTTY) process.stderr.write(`\r${at + 1} of ${items.length}`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  return results;
}

async function main() {
  const { values } = parseArgs({ options: { only: { type: "string" }, "no-compile": { type: "boolean" } } });
  if (!existsSync(specs)) {
    console.log("skipped: ../shared/specs is not there, so there is no corpus to run over");
    return;
  }
  await build();
  rmSync(output, { recursive: true, force: true });
  const known = JSON.parse(readFileSync(join(root, "test/corpus/known.json"), "utf8"));
  const corpus = listCorpus().filter(({ name }) => values.only === undefined || name.includes(values.only));
  const results = await inParallel(corpus, (each) => tryPackage(each, values["no-compile"] !== true));
  const failed = results.filter(({ failure }) => failure !== null);
  const news = failed.filter(({ name }) => known[name] === undefined);
  const healed = Object.keys(known).filter((name) =>
    results.some((each) => each.name === name && each.failure === null),
  );
  for (const { name, failure } of news) console.log(`${name}\n    ${failure}\n`);
  for (const name of healed) console.log(`${name} works; test/corpus/known.json must no longer name it`);
  const megabytes = results.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  const slowest = [...results].sort((a, b) => b.seconds - a.seconds).slice(0, 3);
  console.log(`${results.length - failed.length} of ${results.length} packages, ${megabytes.toFixed(1)} MB`);
  console.log(`slowest: ${slowest.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(", ")}`);
  if (news.length + healed.length > 0) process.exitCode = 1;
}

await main();
