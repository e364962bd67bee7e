// Sizes of programs that call one operation, ours and those of peers. Every program that is measured is also run.
//
//   node bench/size.mjs            our own, against their bars; needs nothing that bench/ installs
import { deepStrictEqual } from "node:assert";
import { pathToFileURL } from "node:url";
import { bundle, load } from "./bundle.mjs";
import { credential, startService } from "./service.mjs";
import { formatTable } from "./table.mjs";

/**
 * What is measured: our own programs. `bar` is in bytes after gzip, KB being 1000 of them; `over` names a program, and
 * then the bar is for what this one has more than that.
 */
export const ours = [
  { program: "batch-terminate", task: "Batch: end a task", gives: 204, bar: 4000 },
  { program: "batch-terminate-index", task: "… with the namespace of the index", gives: 204 },
  { program: "batch-terminate-reactivate", task: "… and reactivate it", gives: 204, bar: 200, over: "batch-terminate" },
  { program: "aks-abort", task: "AKS: abort, and poll to the end", gives: "Succeeded", bar: 6000 },
  { program: "gkehub-cancel", task: "GKE Hub: cancel an operation", gives: {}, bar: 4000 },
];

const peers = [
  { program: "peer-openapi-fetch", task: "openapi-fetch: end a task, no auth, no retries", gives: 204 },
  { program: "peer-batch", task: "@azure/batch: end a task", gives: 204, platform: "node" },
  { program: "peer-arm-functions", task: "@azure/arm-containerservice, functions: abort", gives: undefined, arm: true },
  { program: "peer-arm-client", task: "@azure/arm-containerservice, client: abort", gives: undefined, arm: true },
  { program: "peer-google-container", task: "@googleapis/container: cancel", gives: {}, platform: "node" },
];

async function measure({ program, task, gives, bar, over, platform, arm }, service) {
  const made = await bundle(program, platform);
  const { run } = await load(made);
  const { overHttp, secured } = arm ? await import("./overHttp.mjs") : {};
  const result = await run(
    arm ? secured(service.origin) : service.origin,
    credential,
    arm ? { httpClient: overHttp() } : undefined,
  );
  deepStrictEqual(result, gives, `${program} runs, but gives something else`);
  return { program, task, bar, over, platform: made.platform, minified: made.minified, gzipped: made.gzipped };
}

/** Measures our programs and, where asked, the peers' one after the other. */
export async function measureSizes({ withPeers }) {
  const service = await startService();
  const rows = [];
  try {
    for (const each of withPeers ? [...ours, ...peers] : ours) rows.push(await measure(each, service));
  } finally {
    await service.stop();
  }
  return rows.map((row) => {
    const base = rows.find((other) => other.program === row.over)?.gzipped ?? 0;
    return { ...row, measured: row.gzipped - base, ok: row.bar === undefined || row.gzipped - base <= row.bar };
  });
}

const kilobytes = (bytes) => (bytes / 1000).toFixed(2);

export function sizeTable(rows) {
  return formatTable(
    ["program, for the browser", "minified KB", "gzip KB", "bar", ""],
    rows.map(({ task, platform, minified, gzipped, measured, bar, over, ok }) => [
      platform === "node" ? `${task} (Node only)` : task,
      kilobytes(minified),
      over === undefined ? kilobytes(gzipped) : `${kilobytes(gzipped)} (+${kilobytes(measured)})`,
      bar === undefined ? "" : `${over === undefined ? "" : "+"}${kilobytes(bar)}`,
      bar === undefined ? "" : ok ? "ok" : "over",
    ]),
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const rows = await measureSizes({ withPeers: false });
  console.log(sizeTable(rows));
  if (rows.some((row) => !row.ok)) process.exitCode = 1;
}
