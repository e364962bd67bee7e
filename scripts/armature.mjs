#!/usr/bin/env node
// Runs the generator from a checkout, building it first where its sources have changed:
//
//   node scripts/armature.mjs generate --check
import { build } from "./build.mjs";

await build(["cli"]);
await import("../dist/armature.mjs");
