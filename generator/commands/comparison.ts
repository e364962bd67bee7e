import type { Comparison } from "../write/disk.ts";
import { exitCodes } from "./usage.ts";

/** A package beside what it should be. */
export interface Compared {
  readonly label: string;
  readonly comparison: Comparison;
}

/** Lists the files that are not what would be written, and gives the exit code. */
export function printComparison(packages: readonly Compared[]): number {
  let differences = 0;
  for (const { label, comparison } of packages) {
    for (const kind of ["missing", "changed", "stale"] as const) {
      for (const path of comparison[kind]) process.stdout.write(`${kind.padEnd(8)} ${label}/${path}\n`);
      differences += comparison[kind].length;
    }
  }
  if (differences === 0) {
    const labels = packages.map(({ label }) => label).join(", ");
    process.stdout.write(`up to date: ${packages.length > 10 ? `${packages.length} packages` : labels}\n`);
    return exitCodes.success;
  }
  process.stdout.write(`${differences} files are not what the generator makes; run armature generate\n`);
  return exitCodes.errors;
}
