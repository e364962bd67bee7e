// Generates from specifications that chance has damaged. Fails where the generator throws, stalls, or writes what is no
// TypeScript; with --types also where what it writes without complaint does not compile.
//
//   npm run fuzz -- [--seconds N] [--seed S] [--case I] [--types]
//
// The same seed makes the same cases. What failed lies in .armature/fuzz/seed-S: the document with the fewest mutations
// that still fail and the reason, or the package that does not compile.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { root } from "./build/fingerprint.mjs";
import { precompiledTemplates } from "./build/templates.mjs";

/** Of this process alone: several may run at once. */
const folder = join(root, `.armature/fuzz/run-${process.pid}`);
const bundle = join(folder, "main.mjs");

/** A case may take this long, in ms: the largest take a second. */
const patience = 60_000;

const entry = `
import { main } from "./test/properties/fuzz/main.ts";
await main(process.argv.slice(2));
`;

async function bundleFuzzer() {
  await build({
    stdin: { contents: entry, resolveDir: root, sourcefile: "fuzz.ts", loader: "ts" },
    outfile: bundle,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    external: ["typescript-5.8", "yaml", "json-p3"],
    // Tests find the golden cases by their own place.
    define: { "import.meta.url": JSON.stringify(new URL("test/golden/cases.ts", `file://${root}/`).href) },
    plugins: [precompiledTemplates()],
    logLevel: "warning",
  });
}

/** One process that runs cases until time is up or a case stalls it; what it said. */
function runProcess(args, onMessage) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bundle, "--root", root, ...args], { stdio: ["ignore", "pipe", "inherit"] });
    let stalled = false;
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        stalled = true;
        child.kill("SIGKILL");
      }, patience);
    };
    wait();
    createInterface({ input: child.stdout }).on("line", (line) => {
      wait();
      onMessage(JSON.parse(line));
    });
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code, stalled });
    });
  });
}

/** Compiles all packages of a run at once; the errors, by number of case. */
function compilePackages(packages) {
  const settings = {
    ...{ target: "ES2022", module: "NodeNext", moduleResolution: "NodeNext", lib: ["ES2022"], types: [], strict: true },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, isolatedDeclarations: true },
    ...{ verbatimModuleSyntax: true, erasableSyntaxOnly: true, declaration: true, noEmit: true },
  };
  writeFileSync(join(packages, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(packages, "tsconfig.json"), JSON.stringify({ compilerOptions: settings, include: ["."] }));
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", packages, "--pretty", "false"], {
    cwd: packages,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  const errors = new Map();
  for (const [line, index] of stdout.matchAll(/^(\d+)\/\S[^\n]*error TS[^\n]*/gm)) {
    if (!errors.has(index)) errors.set(index, line);
  }
  return errors;
}

async function main() {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "60" },
      seed: { type: "string", default: "1" },
      case: { type: "string" },
      types: { type: "boolean" },
    },
  });
  const packages = join(folder, "packages");
  mkdirSync(packages, { recursive: true });
  await bundleFuzzer();
  const end = performance.now() + Number(values.seconds) * 1000;
  const failures = [];
  let generated = 0;
  let next = Number(values.case ?? 0);
  let last = { index: next, seed: "" };
  for (let running = true; running;) {
    const args = ["--seed", values.seed, "--from", String(next)];
    args.push("--seconds", String(Math.max(0, (end - performance.now()) / 1000)));
    if (values.case !== undefined) args.push("--only");
    if (values.types) args.push("--packages", packages);
    const { code, stalled } = await runProcess(args, (message) => {
      if (message.kind === "case") last = message;
      if (message.kind === "failure") failures.push(message);
      if (message.kind === "package") generated += 1;
    });
    if (code === 0) next = last.index + 1;
    else {
      const reason = stalled ? `took more than ${patience / 1000} s` : `the process ended with ${code}`;
      failures.push({ ...last, reason });
      next = last.index + 1;
    }
    running = code !== 0 && values.case === undefined && performance.now() < end;
  }
  if (values.types) {
    for (const [index, reason] of compilePackages(packages)) {
      cpSync(join(packages, index), join(root, `.armature/fuzz/seed-${values.seed}`, index), { recursive: true });
      failures.push({ index, seed: "", reason });
    }
  }
  for (const { index, seed, reason } of failures) {
    console.log(`case ${index} ${seed}\n    ${String(reason).split("\n").slice(0, 4).join("\n    ")}`);
  }
  const compiled = values.types ? `, ${generated} packages compiled` : "";
  console.log(`seed ${values.seed}: ${next} cases${compiled}, ${failures.length} failed`);
  if (failures.length > 0) process.exitCode = 1;
}

try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
