// Generates the packages, builds them, starts the bundled local service, and calls the five operations over HTTP. What
// is printed is what was sent and what came back; the service has compared every request with the public contract.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build as bundle } from "esbuild";
import { build, buildPackages } from "./build.mjs";
import { root } from "./build/fingerprint.mjs";

/** The local service is TypeScript beside the tests that use it; one file of JavaScript is made of it to run it here. */
async function loadService() {
  const outfile = join(root, ".armature/demo/service.mjs");
  const entryPoints = [join(root, "scripts/demo/service.ts")];
  await bundle({
    entryPoints,
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "error",
  });
  return import(pathToFileURL(outfile).href);
}

function generate() {
  const start = performance.now();
  const result = spawnSync(process.execPath, [join(root, "dist/armature.mjs"), "generate"], {
    cwd: root,
    encoding: "utf8",
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout}${result.stderr}`);
    throw new Error("armature generate failed");
  }
  return { seconds: (performance.now() - start) / 1000, said: result.stdout.trim() };
}

async function main() {
  console.log("armature generate");
  const { seconds, said } = generate();
  if (said !== "") console.log(said.replace(/^/gm, "  "));
  console.log(`  ${seconds.toFixed(1)} s`);
  await buildPackages();
  const local = await loadService();
  const service = await local.startService();
  console.log(`local service at ${service.url}: checks every request, byte for byte\n`);
  // Imports the packages, so not before they are built.
  const { callAll } = await import("./demo/calls.mjs");
  try {
    await callAll(service, local);
  } finally {
    await service.stop();
  }
  const differing = service.requests.filter((request) => request.differences.length > 0);
  for (const { method, target, differences } of differing)
    console.error(`${method} ${target}\n  ${differences.join("\n  ")}`);
  console.log(
    `${service.requests.length} requests, ${service.requests.length - differing.length} as the contracts ask`,
  );
  if (differing.length > 0) process.exitCode = 1;
}

try {
  await build(["cli"]);
  await main();
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
