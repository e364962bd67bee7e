// generator/cli.ts → dist/armature.mjs, one file.
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { filesUnder, fingerprint, isUpToDate, root, stamp } from "./fingerprint.mjs";
import { precompiledTemplates, templateFiles } from "./templates.mjs";

const output = join(root, "dist/armature.mjs");
const workerOutput = join(root, "dist/armature-worker.mjs");

/** Loaded only by the commands that need them: each costs more to load than a whole run of the generator. */
const external = ["ts-morph", "prettier", "prettier/*", "yaml", "json-p3", "typescript"];

/** The process around the command line, which itself is a function. The exit code waits for what is still to be written. */
const entry = `
import { main } from "./generator/cli.ts";
import { tuneEngine } from "./generator/tuning.ts";
tuneEngine();
process.exitCode = await main(process.argv.slice(2));
`;

/** The program of a thread, apart, so that starting without threads does not pay for it. */
const workerEntry = `
import { serve } from "./generator/batch/worker.ts";
serve();
`;

/** Builds the generator's command line; true where there was something to do. */
export async function buildCli() {
  const inputs = [
    ...filesUnder(join(root, "generator")),
    ...templateFiles().map(({ path }) => path),
    ...filesUnder(join(root, "scripts/build")),
    join(root, "package-lock.json"),
  ];
  const hash = fingerprint(inputs);
  if (isUpToDate("cli", hash, [output, workerOutput])) return false;
  await Promise.all([bundle(entry, output), bundle(workerEntry, workerOutput)]);
  chmodSync(output, 0o755);
  stamp("cli", hash);
  return true;
}

async function bundle(contents, outfile) {
  const { build } = await import("esbuild");
  await build({
    stdin: { contents, resolveDir: root, sourcefile: "armature.ts", loader: "ts" },
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    external,
    // Less text is less to parse at every start. Names stay as they are: stack traces show them.
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [precompiledTemplates()],
    banner: { js: "#!/usr/bin/env node" },
    legalComments: "inline",
    logLevel: "warning",
  });
}
