// CPU time of whole processes, with everything that starting and ending them costs.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Bash reports what the kernel counted (rusage of the child), in ms; Node can only ask for it while it still runs. */
const timed = 'TIMEFORMAT="%3U %3S"; exec 3>"$0"; time "$@" >&3 2>&3';

/** Runs a Node program and gives its user and system time in seconds. Throws where it fails. */
export function cpuSeconds(args) {
  const folder = mkdtempSync(join(tmpdir(), "armature-bench-"));
  const log = join(folder, "log");
  try {
    const run = spawnSync("bash", ["-c", timed, log, process.execPath, ...args], { encoding: "utf8" });
    if (run.error !== undefined) throw new Error(`bash is needed to measure CPU time: ${run.error.message}`);
    if (run.status !== 0) throw new Error(`${args.join(" ")} failed:\n${readFileSync(log, "utf8")}`);
    const [user, system] = run.stderr.trim().split(/\s+/).map(Number);
    return user + system;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
