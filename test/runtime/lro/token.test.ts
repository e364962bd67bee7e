import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call } from "../../../templates/runtime/src/call.ts";
import {
  Cancellable,
  aip151,
  headerPolling,
  longRunning,
  OperationCancelledError,
  PollingError,
  resume,
  TokenError,
  waitFor,
  type CancellablePoller,
  type PollerOptions,
  toToken,
} from "../../../templates/runtime/src/lro/index.ts";
import type { Client } from "../../../templates/runtime/src/types.ts";
import { startServer } from "../support/server.ts";
import { accepted, failure, json, stage, type Stage } from "./support.ts";
import { asData } from "../../../templates/runtime/src/reading.ts";
import { toJson } from "../../../templates/runtime/src/writing.ts";

interface Args {
  readonly group: string;
  readonly name: string;
  readonly body?: object;
}

/** As generated code has it. */
function createOrUpdate(client: Client, args: Args, options?: PollerOptions): CancellablePoller<unknown> {
  return longRunning(
    client,
    {
      as: asData,
      method: "PUT",
      path: "/groups/{group}/things/{name}",
      args,
      query: { "api-version": client.apiVersion },
      body: args.body,
      encode: toJson,
    },
    {
      id: "Things_CreateOrUpdate",
      protocol: headerPolling,
      poller: Cancellable,
      cancel: (_state, more) =>
        call(client, { as: asData, method: "POST", path: "/groups/{group}/things/{name}/abort", args }, more),
    },
    options,
  );
}

function create(
  client: Client,
  args: { readonly parent: string },
  options?: PollerOptions,
): CancellablePoller<unknown> {
  return longRunning(
    client,
    { as: asData, method: "POST", path: "/v1/{+parent}/memberships", args },
    {
      id: "memberships.create",
      protocol: aip151,
      path: "/v1/{+name}",
      poller: Cancellable,
      cancel: ({ name }, more) =>
        call(client, { as: asData, method: "POST", path: "/v1/{+name}:cancel", args: { name } }, more),
    },
    options,
  );
}

function waitUntilDone(
  client: Client,
  args: { readonly name: string },
  options?: PollerOptions,
): CancellablePoller<unknown> {
  return waitFor(
    client,
    { as: asData, method: "GET", path: "/tasks/{name}", args },
    { id: "Tasks_Get#done", property: ["state"], until: ["done"] },
    options,
  );
}

const args: Args = { group: "g ü", name: "one", body: { secret: "hunter2" } };
const working = json(
  { properties: { provisioningState: "Updating" } },
  { "azure-asyncoperation": "/status/1?api-version=2" },
  201,
);

const decode = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as Record<string, unknown>;

function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, "latin1")) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16);
}

/** A token with other contents, with a checksum that is right. */
function forge(token: string, change: object): string {
  const text = Buffer.from(JSON.stringify({ ...decode(token), ...change })).toString("base64url");
  return `${text}.${checksum(text)}`;
}

async function tokenOf(play: Stage): Promise<string> {
  const poller = createOrUpdate(play.client, args);
  await poller.started();
  return toToken(poller);
}

describe("a resume token", () => {
  it("is a small text that goes anywhere, and says where the operation is asked", async () => {
    const play = await stage([working]);
    const token = await tokenOf(play);
    expect(token).toMatch(/^[\w-]+\.[0-9a-f]{1,8}$/);
    expect(decode(token)).toEqual({
      v: 1,
      service: "test",
      api: "2026-01-01",
      at: play.server.url,
      id: "Things_CreateOrUpdate",
      args: { group: "g ü", name: "one" },
      place: {
        via: "status",
        url: "/status/1?api-version=2",
        original: "/groups/g%20%C3%BC/things/one?api-version=2026-01-01",
      },
    });
    expect(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).not.toContain("hunter2");
  });

  it("is under a kilobyte for an AKS cluster", async () => {
    const path =
      "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.ContainerService/locations/westeurope";
    const step = json(
      {},
      { "azure-asyncoperation": `${path}/operations/11111111-1111-1111-1111-111111111111?api-version=2017-08-31` },
      201,
    );
    const play = await stage([step]);
    const poller = longRunning(
      play.client,
      {
        as: asData,
        method: "PUT",
        path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}/providers/Microsoft.ContainerService/managedClusters/{resourceName}",
        args: {
          subscriptionId: "00000000-0000-0000-0000-000000000000",
          resourceGroupName: "production-westeurope",
          resourceName: "payments-blue",
        },
      },
      { id: "ManagedClusters_CreateOrUpdate", protocol: headerPolling },
    );
    await poller.started();
    expect(toToken(poller).length).toBeLessThan(1024);
  });

  it("continues the operation to its result, with nothing started anew", async () => {
    const first = await stage([
      working,
      json({ status: "InProgress" }),
      json({ status: "Succeeded" }),
      json({ id: 1 }),
    ]);
    const poller = resume(first.client, createOrUpdate, await tokenOf(first));
    await expect(poller).resolves.toEqual({ id: 1 });
    const original = "/groups/g%20%C3%BC/things/one?api-version=2026-01-01";
    expect(first.seen().slice(1)).toEqual([
      "GET /status/1?api-version=2",
      "GET /status/1?api-version=2",
      `GET ${original}`,
    ]);
    expect(first.times()).toEqual([0, 0, 1000, 1000]);
    await expect(failure(poller.started())).resolves.toBeInstanceOf(PollingError);
  });

  it("continues at any time: while the result is fetched, and after the end", async () => {
    const play = await stage([working, json({ status: "Succeeded" }), { status: 403 }, json({ id: 1 })]);
    const poller = createOrUpdate(play.client, args);
    await failure(poller);
    await expect(resume(play.client, createOrUpdate, toToken(poller))).resolves.toEqual({ id: 1 });
    expect(play.seen().at(-1)).toMatch(/^GET \/groups/);
    await poller;
    await expect(resume(play.client, createOrUpdate, toToken(poller))).resolves.toEqual({ id: 1 });
    const sync = await stage([json({ id: 2 })]);
    const ended = createOrUpdate(sync.client, args);
    await ended;
    await expect(resume(sync.client, createOrUpdate, toToken(ended))).resolves.toEqual({ id: 2 });
    expect(sync.seen()[1]).toMatch(/^GET \/groups/);
  });

  it("lets the operation be cancelled in another process", async () => {
    const play = await stage([working, { status: 202 }, json({ status: "Canceled" })]);
    const poller = resume(play.client, createOrUpdate, await tokenOf(play));
    await expect(poller.cancel()).resolves.toBe("requested");
    await expect(poller).rejects.toBeInstanceOf(OperationCancelledError);
    expect(play.seen()[1]).toBe("POST /groups/g%20%C3%BC/things/one/abort");
  });

  it("continues operations of AIP-151 by name", async () => {
    const operation = { name: "operations/o", done: false };
    const play = await stage([json(operation), json({}), json({ ...operation, done: true, response: { x: 1 } })]);
    const first = create(play.client, { parent: "p" });
    await first.started();
    const token = toToken(first);
    expect(decode(token)).toMatchObject({ args: { parent: "p" }, place: { args: { name: "operations/o" } } });
    const poller = resume(play.client, create, token);
    await expect(poller.cancel()).resolves.toBe("requested");
    await expect(poller).resolves.toEqual({ x: 1 });
    expect(play.seen().slice(1)).toEqual(["POST /v1/operations/o:cancel", "GET /v1/operations/o"]);
  });

  it("continues waits for a state", async () => {
    const play = await stage([json({ state: "done" })]);
    const token = toToken(waitUntilDone(play.client, { name: "t" }));
    await expect(resume(play.client, waitUntilDone, token)).resolves.toEqual({ state: "done" });
    expect(play.seen()).toEqual(["GET /tasks/t"]);
  });

  it("does not exist before the start, nor where the service's address holds a secret", async () => {
    const play = await stage([accepted({ location: "/a?sv=1&sig=abc" })]);
    const poller = createOrUpdate(play.client, args);
    expect(() => toToken(poller)).toThrow(TokenError);
    await poller.started();
    expect(() => toToken(poller)).toThrow("secret");
  });
});

describe("a resume token that is not right", () => {
  it.each([
    ["not a token", () => "abc"],
    ["cut", (token: string) => token.slice(0, -12)],
    ["changed", (token: string) => `${forge(token, { args: {} }).split(".")[0]}.${token.split(".")[1]}`],
    ["empty", () => ""],
    ["not JSON", () => `YWJj.${checksum("YWJj")}`],
    ["null", () => `bnVsbA.${checksum("bnVsbA")}`],
    ["of a later version", (token: string) => forge(token, { v: 2 })],
    ["of another operation", (token: string) => forge(token, { id: "Things_Delete" })],
    ["of another service", (token: string) => forge(token, { service: "other" })],
    ["of another endpoint", (token: string) => forge(token, { at: "https://elsewhere.test" })],
    ["of another api-version", (token: string) => forge(token, { api: "2025-01-01" })],
    ["without a place", (token: string) => forge(token, { place: undefined })],
    ["with null for a place", (token: string) => forge(token, { place: null })],
    [
      "leading elsewhere",
      (token: string) => forge(token, { place: { url: "https://elsewhere.test/status", via: "status" } }),
    ],
    ["leading to what is no address", (token: string) => forge(token, { place: { url: 7 } })],
    [
      "fetching its result elsewhere",
      (token: string) => forge(token, { place: { url: "/a", location: "https://elsewhere.test/a" } }),
    ],
  ])("is refused when it is %s, and nothing is sent", async (_, change) => {
    const play = await stage([working, json({ status: "Succeeded" })]);
    const token = change(await tokenOf(play));
    await expect(failure(resume(play.client, createOrUpdate, token))).resolves.toBeInstanceOf(TokenError);
    expect(play.seen()).toHaveLength(1);
  });

  it("never repeats the start, whatever it says", async () => {
    const play = await stage([working, { status: 404 }]);
    const token = forge(await tokenOf(play), { place: {} });
    await failure(resume(play.client, createOrUpdate, token));
    const google = await stage([json({ name: "o", done: false }), { status: 404 }]);
    const first = create(google.client, { parent: "p" });
    await first.started();
    await failure(resume(google.client, create, forge(toToken(first), { place: {} })));
    expect([...play.seen().slice(1), ...google.seen().slice(1)].every((line) => line.startsWith("GET "))).toBe(true);
  });

  it("may lead to an origin that the client trusts", async () => {
    const other = await stage([json({ status: "Succeeded" })]);
    const step = accepted({ "azure-asyncoperation": `${other.server.url}/status` });
    const play = await stage([step, json({ id: 1 })], { trustedOrigins: [other.server.url] });
    await expect(resume(play.client, createOrUpdate, await tokenOf(play))).resolves.toEqual({ id: 1 });
  });
});

describe("a process that is killed", () => {
  let folder = "";
  const source = (name: string): string =>
    JSON.stringify(new URL(`../../../templates/runtime/src/${name}`, import.meta.url).pathname);
  const program = `
    import { createClient } from ${source("client.ts")};
    import { headerPolling, longRunning, resume, toToken } from ${source("lro/index.ts")};
    import { asData } from ${source("reading.ts")};
    const client = createClient({ allowInsecure: true }, { service: "test", endpoint: process.argv[2], apiVersion: "1" });
    const put = (client, args, options) => longRunning(client, { method: "PUT", path: "/things/{name}", args, as: asData },
      { id: "Things_Put", protocol: headerPolling }, { interval: 20, maxInterval: 20, ...options });
    const token = process.argv[3];
    const poller = token ? resume(client, put, token) : put(client, { name: "one" });
    if (!token) {
      await poller.started();
      console.log(toToken(poller));
    }
    console.log(JSON.stringify(await poller));
  `;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "armature-resume-"));
    await writeFile(join(folder, "main.mjs"), program);
    buildSync({
      entryPoints: [join(folder, "main.mjs")],
      bundle: true,
      format: "esm",
      outfile: join(folder, "out.mjs"),
      logLevel: "error",
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (...argv: readonly string[]): ChildProcess =>
    spawn(process.execPath, [join(folder, "out.mjs"), ...argv], { stdio: ["ignore", "pipe", "inherit"] });
  const line = async (child: ChildProcess): Promise<string> => {
    let text = "";
    for await (const chunk of child.stdout ?? []) {
      text += String(chunk);
      if (text.includes("\n")) break;
    }
    return text.trim();
  };

  it("leaves a token with which another one comes to the end", async () => {
    let killed = false;
    let polled = (): void => {};
    const firstPoll = new Promise<void>((resolve) => (polled = resolve));
    const server = await startServer(({ method, url }) => {
      if (method === "PUT") return working;
      if (!url.startsWith("/status")) return json({ id: "one" });
      polled();
      return json({ status: killed ? "Succeeded" : "InProgress" });
    });
    try {
      const first = run(server.url);
      const token = await line(first);
      await firstPoll;
      const gone = new Promise<string | null>((resolve) => first.once("exit", (_code, signal) => resolve(signal)));
      first.kill("SIGKILL");
      expect(await gone).toBe("SIGKILL");
      killed = true;
      await expect(line(run(server.url, token))).resolves.toBe('{"id":"one"}');
      expect(server.requests.filter(({ method }) => method === "PUT")).toHaveLength(1);
    } finally {
      await server.stop();
    }
  });
});
