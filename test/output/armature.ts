import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { InspectReport } from "../../generator/inspect.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = `${root}dist/armature.mjs`;

/** Runs the built command line from the repository's root; its standard output. Throws where it does not exit with 0. */
export function armature(args: readonly string[]): string {
  return execFileSync(process.execPath, [program, ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 512 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** What `armature inspect --json` says of a specification. */
export function inspectSpec(spec: string): InspectReport {
  return JSON.parse(armature(["inspect", spec, "--json"])) as InspectReport;
}
