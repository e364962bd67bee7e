// CPU time of the generator on AKS 2024-09-01, beside openapi-typescript on the same API and the least that any
// generator does. Whole processes, from start to end, taking turns.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cpuSeconds } from "./generator/cpu.mjs";
import { median } from "./median.mjs";
import { formatTable } from "./table.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = "specification/containerservice/resource-manager/Microsoft.ContainerService/aks/stable/2024-09-01";
const input = join(root, "../shared/specs/azure", folder, "managedClusters.json");

/** Operations of that specification. */
const operations = 59;
const rounds = 7;
const bars = { peer: 0.25, baseline: 5 };

const filesUnder = (at) =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

/** One run of the generator into a fresh folder: its CPU time, and what it wrote. */
function runArmature(scratch, round) {
  const output = join(scratch, `package-${round}`);
  const seconds = cpuSeconds([join(root, "dist/armature.mjs"), "generate", "--input", input, "--output", output]);
  const files = filesUnder(output);
  const functions = files
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => readFileSync(path, "utf8").match(/Operation id: `/g) ?? []).length;
  if (functions < operations) throw new Error(`${functions} operations were generated, not ${operations}`);
  const bytes = files.reduce((sum, path) => sum + statSync(path).size, 0);
  rmSync(output, { recursive: true });
  return { seconds, bytes, files: files.length };
}

function runPeer(scratch, converted, round) {
  const output = join(scratch, `types-${round}.d.ts`);
  const program = fileURLToPath(new URL("node_modules/openapi-typescript/bin/cli.js", import.meta.url));
  const seconds = cpuSeconds([program, converted, "--output", output]);
  if (!readFileSync(output, "utf8").includes("ManagedClusters_AbortLatestOperation"))
    throw new Error("openapi-typescript has not written the operations");
  return { seconds, bytes: statSync(output).size };
}

function runBaseline(scratch, bytes) {
  const program = fileURLToPath(new URL("generator/baseline.mjs", import.meta.url));
  const output = join(scratch, "baseline.ts");
  const seconds = cpuSeconds([program, input, output, String(bytes)]);
  if (statSync(output).size !== bytes) throw new Error("the baseline has not written its bytes");
  return seconds;
}

/** Measures, or gives null where the specification is not there. */
export async function measureGenerator() {
  if (!existsSync(input)) return null;
  const { convert } = await import("./generator/convert.mjs");
  const scratch = mkdtempSync(join(tmpdir(), "armature-bench-"));
  try {
    const converted = join(scratch, "openapi3.json");
    const count = await convert(input, converted);
    if (count !== operations) throw new Error(`${count} operations were converted, not ${operations}`);
    const runs = [];
    for (let round = 0; round < rounds; round++) {
      const armature = runArmature(scratch, round);
      const peer = runPeer(scratch, converted, round);
      runs.push({ armature, peer, baseline: runBaseline(scratch, armature.bytes) });
    }
    return summarize(runs);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function summarize(runs) {
  const toPeer = median(runs.map(({ armature, peer }) => armature.seconds / peer.seconds));
  const toBaseline = median(runs.map(({ armature, baseline }) => armature.seconds / baseline));
  const [{ armature, peer }] = runs;
  return {
    rows: [
      { title: "armature generate", bytes: armature.bytes, seconds: median(runs.map((run) => run.armature.seconds)) },
      {
        title: "openapi-typescript, types only",
        bytes: peer.bytes,
        seconds: median(runs.map((run) => run.peer.seconds)),
      },
      {
        title: "parse and write as many bytes",
        bytes: armature.bytes,
        seconds: median(runs.map((run) => run.baseline)),
      },
    ],
    ratios: [
      { title: "armature / openapi-typescript", ratio: toPeer, bar: bars.peer, ok: toPeer <= bars.peer },
      { title: "armature / parse and write", ratio: toBaseline, bar: bars.baseline, ok: toBaseline <= bars.baseline },
    ],
  };
}

export function generatorTable({ rows, ratios }) {
  return [
    formatTable(
      ["AKS 2024-09-01, 59 operations", "KB written", "CPU s"],
      rows.map(({ title, bytes, seconds }) => [title, (bytes / 1000).toFixed(0), seconds.toFixed(2)]),
    ),
    formatTable(
      ["CPU, median of ratios", "ratio", "bar", ""],
      ratios.map(({ title, ratio, bar, ok }) => [title, ratio.toFixed(2), bar.toFixed(2), ok ? "ok" : "over"]),
    ),
  ].join("\n\n");
}
