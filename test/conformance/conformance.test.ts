import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asData, call, createClient, tokenCredential } from "@armature/runtime";
import { nodeFetch } from "@armature/runtime/node";
import { compileFolder } from "../output/compile.ts";
import { attempt, credentialOf, type Attempt } from "./attempt.ts";
import { clientsFolder, generateClients, type GeneratedClient, type Refused } from "./clients.ts";
import differing from "./differing.json" with { type: "json" };
import type { ExtraCall } from "./extraCall.ts";
import { extraCalls } from "./extraCalls.ts";
import { cookieFetch, type CookieFetch } from "./fetch.ts";
import { argumentsOf, type Outcome } from "./invoke.ts";
import { judgeError, judgeExtra, judgeOutcome } from "./judge.ts";
import { commonHeaders, overrides } from "./overrides.ts";
import { startTestServer, type TestServer } from "./server.ts";
import {
  anchorScenarios,
  categories,
  declaredScenarios,
  goldenRows,
  hasRecordings,
  specifications,
  type GoldenRow,
} from "./suite.ts";
import undriven from "./undriven.json" with { type: "json" };
import unreached from "./unreached.json" with { type: "json" };

/** What is known not to be as it should, with the reason: whatever sends the requests, or where `fetch` does. */
interface Known {
  readonly always: Readonly<Record<string, string>>;
  readonly fetch: Readonly<Record<string, string>>;
}

const transports = { fetch, nodeFetch: nodeFetch() as typeof fetch } as const;
type Transport = keyof typeof transports;

const knownOf = ({ always, fetch: ofFetch }: Known, transport: Transport): Readonly<Record<string, string>> =>
  transport === "fetch" ? { ...always, ...ofFetch } : always;

/** Without the query, in which the records have the time of their making. */
const keyOf = (row: GoldenRow): string => `${row.spec} ${row.operationId} ${row.url.split("?", 1)[0]}`;

const keyOfExtra = ({ spec, operation, args }: ExtraCall): string =>
  `${spec} ${operation}${args?.["contentType"] === undefined ? "" : ` ${String(args["contentType"])}`}`;

let clients: ReadonlyMap<string, GeneratedClient>;
let refused: readonly Refused[];

beforeAll(async () => {
  ({ clients, refused } = await generateClients());
});

test("every specification makes a client", () => {
  expect(specifications().length).toBeGreaterThan(65);
  expect(refused).toEqual([]);
  expect(clients.size).toBe(specifications().length);
});

test("every client compiles under the strictest settings", { timeout: 120_000 }, () => {
  expect(compileFolder(clientsFolder, ["*/src"])).toEqual([]);
});

const names = Object.keys(transports) as readonly Transport[];

describe.runIf(hasRecordings).each(names)("recorded calls over %s", (transport) => {
  const rows = goldenRows();
  /** Calls whose outcome is not the recorded one; keys as {@link keyOf}. */
  const knownDiffering = knownOf(differing, transport);
  /** Scenarios that the server did not see. */
  const knownUnreached = knownOf(unreached, transport);
  let server: TestServer;
  let cookies: CookieFetch;

  beforeAll(async () => {
    server = await startTestServer(join(clientsFolder, `coverage-${transport}`));
    cookies = cookieFetch(server.url, transports[transport]);
  });
  afterAll(() => server.stop());

  const make = async (made: Attempt): Promise<Outcome> => attempt(clients, cookies, server.url, made);

  /** Makes one recorded call; null where its outcome is the recorded one. */
  async function drive(row: GoldenRow): Promise<string | null> {
    const generated = clients.get(row.spec);
    const operation = generated?.report.operations.find(({ id }) => id === row.operationId);
    if (generated === undefined || operation === undefined) return "no such operation was generated";
    const { args, client } = argumentsOf(row, operation, generated.report);
    const given = { ...args, ...overrides[`${row.spec} ${row.operationId}`] };
    const { spec } = row;
    try {
      const options = { endpoint: server.url, headers: commonHeaders(row.operationId), ...client };
      return judgeOutcome(row, operation, await make({ spec, operation, args: given, options }));
    } catch (error) {
      return judgeError(row, operation, error);
    }
  }

  /** Makes one further call; null where it ends as it must. */
  async function driveExtra(extra: ExtraCall): Promise<string | null> {
    const operation = clients.get(extra.spec)?.report.operations.find(({ id }) => id === extra.operation);
    if (operation === undefined) return "no such operation was generated";
    const { spec, args = {}, client, headers = {} } = extra;
    const options = { ...(client ?? { endpoint: server.url }), headers, ...credentialOf(extra) };
    return judgeExtra(extra, make({ spec, operation, args, options }));
  }

  test("give what was recorded", { timeout: 600_000 }, async () => {
    expect(rows.length).toBeGreaterThan(700);
    const found: Record<string, string> = {};
    for (const row of rows) {
      const difference = await drive(row);
      if (difference !== null) found[keyOf(row)] = difference;
    }
    for (const extra of extraCalls) {
      const difference = await driveExtra(extra);
      if (difference !== null) found[keyOfExtra(extra)] = difference;
    }
    const news = Object.entries(found).filter(([key]) => knownDiffering[key] === undefined);
    expect(Object.fromEntries(news)).toEqual({});
    // A reason that is no longer needed must go: the list may only shrink.
    expect(Object.keys(knownDiffering).filter((key) => found[key] === undefined)).toEqual([]);
  });

  test("are of every operation that the server has a route for", async () => {
    const called = new Set([
      ...rows.map(({ spec, operationId }) => `${spec} ${operationId}`),
      ...extraCalls.map(({ spec, operation }) => `${spec} ${operation}`),
    ]);
    const left: string[] = [];
    for (const { spec, report } of clients.values()) {
      for (const { id, method, path } of report.operations) {
        if (called.has(`${spec} ${id}`)) continue;
        const address = path.map((segment) => (segment.kind === "text" ? segment.text : "x")).join("");
        // One of those that are known is never answered.
        const isKnown = Object.hasOwn(undriven, `${spec} ${id}`);
        if (isKnown || (await fetch(server.url + address, { method })).status !== 404) left.push(`${spec} ${id}`);
      }
    }
    expect(left.toSorted()).toEqual(Object.keys(undriven).toSorted());
  });

  test("are not all: what no specification has can be called, too", async () => {
    const client = createClient(
      { allowInsecure: true, fetch: cookies.fetch },
      { service: "dpg", endpoint: server.url, sign: tokenCredential },
    );
    expect(await call(client, { as: asData, method: "GET", path: "/servicedriven/glassbreaker" })).toHaveProperty(
      "message",
    );
  });

  test.each(categories)("the server saw the scenarios of %s", async (category) => {
    const report = await server.report(category);
    const declared = declaredScenarios()[category];
    const missed = declared.filter((name) => (report[name] ?? 0) === 0);
    const named = (name: string): string => `${category}:${name}`;
    expect(missed.map(named).filter((name) => knownUnreached[name] === undefined)).toEqual([]);
    const seen = new Set(declared.filter((name) => !missed.includes(name)).map(named));
    expect(Object.keys(knownUnreached).filter((name) => seen.has(name))).toEqual([]);
    const anchor = anchorScenarios(category);
    const ours = declared.length - missed.length;
    expect(ours).toBeGreaterThanOrEqual(declared.filter((name) => anchor.has(name)).length);
  });
});

test.runIf(!hasRecordings)("../shared/conformance is missing, so no recorded call was made", () => {
  expect(hasRecordings).toBe(false);
});
