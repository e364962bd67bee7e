// Builds what is out of date: the generator's command line, the runtime, the generated packages.
//
//   node scripts/build.mjs [cli] [packages] [--force]
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildCli } from "./build/cli.mjs";
import { root } from "./build/fingerprint.mjs";
import { buildPackage, generatedPackages, packageHash } from "./build/package.mjs";

/** Runs one step and says on stderr what it did and how long that took; says nothing where nothing was to do. */
async function step(title, run) {
  const start = performance.now();
  const built = await run();
  if (built) console.error(`built ${title} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}

/** Builds the runtime, then the packages that import it. All failures are reported before the first one ends it. */
export async function buildPackages() {
  const runtime = "templates/runtime";
  const runtimeHash = packageHash(runtime);
  await step(runtime, () => buildPackage(runtime, runtimeHash));
  const failures = [];
  for (const folder of generatedPackages()) {
    try {
      await step(folder, () => buildPackage(folder, packageHash(folder, [runtimeHash])));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map((error) => error.message).join("\n"));
}

/** Builds everything, or the parts named. */
export async function build(parts = []) {
  const wants = (part) => parts.length === 0 || parts.includes(part);
  if (wants("cli")) await step("dist/armature.mjs", buildCli);
  if (wants("packages")) await buildPackages();
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const args = process.argv.slice(2);
  const unknown = args.filter((arg) => !["cli", "packages", "--force"].includes(arg));
  if (unknown.length > 0) {
    console.error(`unknown: ${unknown.join(" ")}\nusage: node scripts/build.mjs [cli] [packages] [--force]`);
    process.exit(2);
  }
  if (args.includes("--force")) rmSync(join(root, ".armature/build.json"), { force: true });
  try {
    await build(args.filter((arg) => arg !== "--force"));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
