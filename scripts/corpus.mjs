// Generates a package from every specification of ../shared/specs (99 Azure packages by their readme.md, 86 Google
// documents) in one run of the command line, generates them again to see that each byte is the same, compiles each under
// the strictest settings, and has Prettier check every file. Fails where a package that test/corpus/known.json does not
// explain cannot be generated or compiled, where an explained one can, where Prettier would change a file, or where
// generating goes beyond its bars. With --oldest, compiles by the oldest TypeScript that is supported.
//
//   node scripts/corpus.mjs [--only TEXT] [--no-compile] [--no-format] [--oldest]
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { formatTable } from "../bench/table.mjs";
import { build } from "./build.mjs";
import { filesUnder, root } from "./build/fingerprint.mjs";

const specs = join(root, "../shared/specs");
const output = join(root, ".armature/corpus");

/** Of generating everything on two processors, without compiling: seconds, and MiB of memory. */
const bars = { seconds: 60, memory: 1500 };

/** The folder that the command line gives to a specification, by its path below the corpus. */
function listCorpus() {
  const azure = JSON.parse(readFileSync(join(specs, "azure/packages.json"), "utf8")).map(
    ({ readme }) => `azure/${readme.replace(/^specification\//, "").replace(/\/readme\.md$/, "")}`,
  );
  const google = readdirSync(join(specs, "google"))
    .filter((file) => file.endsWith(".json"))
    .map((file) => `google/${file.slice(0, -".json".length)}`);
  return [...azure, ...google].map((path) => ({
    path,
    folder: join(output, path.toLowerCase().replace(/[^a-z0-9.]+/g, "-")),
  }));
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

/** Generates everything, or compares it; its output, and what it cost. */
async function generateAll(...more) {
  const cli = join(root, "dist/armature.mjs");
  const made = await run([cli, "generate", "--all", specs, "--output", relative(root, output), "--stats", ...more]);
  const [, cpu, seconds, memory] = /^([\d.]+) s CPU, ([\d.]+) s, (\d+) MiB/m.exec(made.text)?.map(Number) ?? [];
  if (memory === undefined) throw new Error(`generating has ended without saying what it cost:\n${made.text}`);
  return { ...made, cpu, seconds, memory };
}

/** Compiles one package; what went wrong, in a few lines, or null. */
async function compile({ path, folder }, compiler) {
  if (!existsSync(join(folder, "package.json"))) return { path, failure: "not generated" };
  const checked = await run([
    join(root, "node_modules", compiler, "bin/tsc"),
    "-p",
    folder,
    "--noEmit",
    "--pretty",
    "false",
  ]);
  return { path, failure: checked.code === 0 ? null : excerpt(checked.text) };
}

/** Packages that one run of Prettier checks: enough that loading it does not count, few enough to share them out. */
const formatBatch = 6;

/** Files that Prettier would change, and how many it has checked. */
async function checkFormat(packages) {
  const made = packages.filter(({ folder }) => existsSync(join(folder, "package.json")));
  const batches = [];
  for (let at = 0; at < made.length; at += formatBatch) batches.push(made.slice(at, at + formatBatch));
  const prettier = join(root, "node_modules/prettier/bin/prettier.cjs");
  // Git ignores the folder that they are in, and so would Prettier.
  const args = [prettier, "--check", "--log-level", "warn", "--ignore-path", join(output, "nothing")];
  const results = await inParallel(batches, (batch) => run([...args, ...batch.map(({ folder }) => folder)]));
  const changed = results.flatMap(({ code, text }) => {
    const files = [...text.matchAll(/^\[warn\] (\S+\.(?:ts|json|md))$/gm)].map(([, file]) =>
      relative(output, join(root, file)),
    );
    if (code !== 0 && files.length === 0) throw new Error(`Prettier has failed:\n${excerpt(text)}`);
    return files;
  });
  const count = made.reduce((sum, { folder }) => sum + filesUnder(folder).filter(isFormatted).length, 0);
  return { changed, count };
}

const isFormatted = (file) => /\.(?:ts|json|md)$/.test(file);

/** One hash of all that was generated, to compare runs by. */
function hashOf(packages) {
  const hash = createHash("sha256");
  for (const { folder } of packages)
    for (const file of filesUnder(folder)) hash.update(`${relative(output, file)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

const sizeOf = (folder) => filesUnder(folder).reduce((sum, file) => sum + statSync(file).size, 0);

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

const options = {
  only: { type: "string" },
  "no-compile": { type: "boolean" },
  "no-format": { type: "boolean" },
  oldest: { type: "boolean" },
};

/** Generates twice and prints a table; the sentences that say which bars were not kept. */
async function generateTwice(packages) {
  const first = await generateAll("--keep-going");
  const second = await generateAll("--check");
  const bytes = packages.reduce((sum, { folder }) => sum + sizeOf(folder), 0);
  const rows = [
    ["first run", first],
    ["second run, compared", second],
  ].map(([title, { cpu, seconds, memory }]) => [title, seconds.toFixed(1), cpu.toFixed(1), String(memory)]);
  console.log(formatTable(["generating", "s", "CPU s", "MiB"], rows));
  console.log(`\n${(bytes / 1e6).toFixed(1)} MB, sha256 ${hashOf(packages)}\n`);
  return [
    ...(first.code === 0 ? [] : [`errors:\n    ${excerpt(first.text)}`]),
    ...(second.code === 0 ? [] : [`the second run differs:\n    ${excerpt(second.text)}`]),
    ...(first.seconds > bars.seconds ? [`more than ${bars.seconds} s`] : []),
    ...(first.memory > bars.memory ? [`more than ${bars.memory} MiB`] : []),
  ];
}

/** Does some work, and gives with what came of it how long it took. */
async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { result, seconds: ((performance.now() - start) / 1000).toFixed(0) };
}

/** Compiles the packages, or sees that they are there; the sentences that say what is wrong. */
async function compileAll(packages, { "no-compile": noCompile = false, oldest = false }) {
  const known = JSON.parse(readFileSync(join(root, "test/corpus/known.json"), "utf8"));
  const compiler = oldest ? "typescript-5.8" : "typescript";
  const { version } = JSON.parse(readFileSync(join(root, "node_modules", compiler, "package.json"), "utf8"));
  const isThere = ({ folder }) => existsSync(join(folder, "package.json"));
  const { result, seconds } = await timed(() =>
    noCompile
      ? packages.map((each) => ({ path: each.path, failure: isThere(each) ? null : "not generated" }))
      : inParallel(packages, (each) => compile(each, compiler)),
  );
  const failed = result.filter(({ failure }) => failure !== null);
  const verb = noCompile ? "generated" : `compiled by TypeScript ${version} in ${seconds} s`;
  console.log(`${result.length - failed.length} of ${result.length} packages ${verb}`);
  const healed = result.filter(({ path, failure }) => failure === null && known[path] !== undefined);
  return [
    ...failed.filter(({ path }) => known[path] === undefined).map(({ path, failure }) => `${path}\n    ${failure}`),
    ...healed.map(({ path }) => `${path} works; test/corpus/known.json must no longer name it`),
  ];
}

/** Has Prettier check what was generated; the sentences that say what it would change. */
async function formatAll(packages) {
  const { result, seconds } = await timed(() => checkFormat(packages));
  const { changed, count } = result;
  console.log(`${count - changed.length} of ${count} files are as Prettier would have them, checked in ${seconds} s`);
  return changed.map((file) => `${file} is not as Prettier would have it`);
}

async function main() {
  const { values } = parseArgs({ options });
  if (!existsSync(specs)) {
    console.log("skipped: ../shared/specs is not there, so there is no corpus to run over");
    return;
  }
  await build();
  rmSync(output, { recursive: true, force: true });
  const packages = listCorpus().filter(({ path }) => values.only === undefined || path.includes(values.only));
  const problems = [
    ...(await generateTwice(packages)),
    ...(await compileAll(packages, values)),
    ...(values["no-format"] === true ? [] : await formatAll(packages)),
  ];
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) process.exitCode = 1;
}

await main();
