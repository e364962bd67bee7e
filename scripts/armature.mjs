#!/usr/bin/env node
// Runs the generator from a checkout, building it first where its sources have changed:
//
//   node scripts/armature.mjs generate --check
import { join } from "node:path";
import { fingerprint, isUpToDate, root, stamp } from "./build/fingerprint.mjs";
import { build } from "./build.mjs";

await build(["cli"]);
const args = process.argv.slice(2);
// Packages note the generator's version, which stays the same while it is worked on: after a change all are due.
if (args[0] === "generate" && !args.some((arg) => /^--(?:input|check|all)\b/.test(arg))) {
  const hash = fingerprint([join(root, "dist/armature.mjs")]);
  if (!isUpToDate("generate", hash, [])) process.argv.push("--force");
  process.on("exit", (code) => {
    if (code === 0 && args.length === 1) stamp("generate", hash);
  });
}
await import("../dist/armature.mjs");
