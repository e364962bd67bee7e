import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";

const source = (name: string): string =>
  JSON.stringify(new URL(`../../../templates/runtime/src/${name}`, import.meta.url).pathname);

/** Measures what waiting pollers hold, after a poll each, in a service that sends about as many headers as ARM does. */
const program = `
  import { createClient } from ${source("client.ts")};
  import { headerPolling, longRunning } from ${source("lro/index.ts")};
  import { asData } from ${source("reading.ts")};
  const headers = { "content-type": "application/json", "cache-control": "no-cache", pragma: "no-cache", expires: "-1",
    date: "Tue, 01 Jan 2030 00:00:00 GMT", "x-ms-request-id": "11111111-1111-1111-1111-111111111111",
    "x-ms-correlation-request-id": "22222222-2222-2222-2222-222222222222", "x-content-type-options": "nosniff" };
  const answer = (body, init) => new Response(JSON.stringify(body), init);
  const fetch = async (url) => url.includes("/operations/")
    ? answer({ status: "InProgress", percentComplete: 4, startTime: "2030-01-01T00:00:00Z" },
        { headers: { ...headers, "retry-after": "600" } })
    : answer({ properties: { provisioningState: "Updating" } }, { status: 201, headers: { ...headers, "retry-after": "0",
        "azure-asyncoperation": "https://service.test/subscriptions/0/operations/" + url.length + Math.random() } });
  const client = createClient({ fetch }, { service: "test", endpoint: "https://service.test", apiVersion: "1" });
  const start = async (count) => {
    const pollers = [];
    for (let i = 0; i < count; i++) {
      const poller = longRunning(client, { method: "PUT", path: "/clusters/{name}", args: { name: "cluster-" + i }, as: asData },
        { id: "Clusters_Put", protocol: headerPolling });
      poller.catch(() => {});
      pollers.push(poller);
    }
    while (pollers.some(({ state }) => state.percentComplete !== 4)) await new Promise((go) => setTimeout(go, 10));
    return pollers;
  };
  for (const poller of await start(200)) await poller[Symbol.asyncDispose]();
  gc();
  const before = process.memoryUsage().heapUsed;
  const pollers = await start(10_000);
  await new Promise((go) => setTimeout(go, 50));
  gc();
  const each = (process.memoryUsage().heapUsed - before) / pollers.length;
  for (const poller of pollers) await poller[Symbol.asyncDispose]();
  pollers.length = 0;
  await new Promise((go) => setTimeout(go, 50));
  gc();
  const left = (process.memoryUsage().heapUsed - before) / 10_000;
  console.log(JSON.stringify({ each, left, timers: process.getActiveResourcesInfo().filter((name) => name === "Timeout").length }));
`;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "armature-memory-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("holds less than 3.3 KB for each of 10,000 pollers that wait, and nothing afterwards", async () => {
  const [input, outfile] = [join(folder, "main.mjs"), join(folder, "out.mjs")];
  await writeFile(input, program);
  buildSync({ entryPoints: [input], bundle: true, format: "esm", platform: "node", outfile, logLevel: "error" });
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", outfile]);
  const { each, left, timers } = JSON.parse(stdout) as { each: number; left: number; timers: number };
  expect(each).toBeGreaterThan(500);
  expect(each).toBeLessThan(3300);
  expect(left).toBeLessThan(200);
  expect(timers).toBe(0);
}, 120_000);
