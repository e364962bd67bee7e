import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tokenCredential } from "../../../templates/runtime/src/auth.ts";
import { createClient } from "../../../templates/runtime/src/client.ts";
import { headerPolling, longRunning, type OperationSpec } from "../../../templates/runtime/src/lro/index.ts";
import { virtualClock } from "../../../templates/runtime/src/testing/index.ts";
import type { Client, HttpMethod } from "../../../templates/runtime/src/types.ts";
import { cookieFetch, type CookieFetch } from "../../conformance/fetch.ts";
import { startTestServer, type TestServer } from "../../conformance/server.ts";
import { serverFolder } from "../../conformance/suite.ts";
import { asData } from "../../../templates/runtime/src/reading.ts";
import { toJson } from "../../../templates/runtime/src/writing.ts";

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly in?: string }[];
  readonly responses: Readonly<Record<string, { readonly schema?: unknown }>>;
  readonly "x-ms-long-running-operation-options"?: { readonly "final-state-via"?: string };
}

interface Row {
  readonly method: HttpMethod;
  readonly path: string;
  readonly operation: Operation;
}

const finals: Readonly<Record<string, OperationSpec["final"]>> = {
  "azure-async-operation": "statusBody",
  location: "location",
};

/** How an operation of the test server has to end, by words in its id; the first that is in it counts. */
const outcomes: readonly (readonly [RegExp, string])[] = [
  [/put200InvalidJson/, "TransportError"],
  [/NoStatus|NoPayload|NoLocation|InvalidHeader|InvalidJsonPolling/, "PollingError"],
  [/400/, "ServiceError"],
  [/failed/i, "OperationFailedError"],
  [/canceled/i, "OperationCancelledError"],
  [/LRO|poll/, "result"],
];

async function operations(file: string): Promise<readonly Row[]> {
  const text = await readFile(join(serverFolder, "swagger", file), "utf8");
  const { paths } = JSON.parse(text.replace(/^\uFEFF/, "")) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase() as HttpMethod,
      path,
      operation,
    })),
  );
}

let server: TestServer;
let cookies: CookieFetch;
let client: Client;

beforeAll(async () => {
  server = await startTestServer(join(import.meta.dirname, "../../../.armature/coverage-lro"));
  cookies = cookieFetch(server.url);
  const clock = virtualClock();
  client = createClient(
    { allowInsecure: true, clock, fetch: clock.fetch(cookies.fetch), retry: { baseDelay: 1 } },
    { service: "test", endpoint: server.url, apiVersion: "1", sign: tokenCredential },
  );
});
afterAll(() => server.stop());

async function outcomeOf({ method, path, operation }: Row): Promise<string> {
  cookies.clear();
  const { operationId: id, parameters = [], responses } = operation;
  const yields = ["200", "201", "202"].some((status) => responses[status]?.schema !== undefined);
  const poller = longRunning(
    client,
    {
      as: asData,
      method,
      path: path.replace("{constantParameter}", "iAmConstant"),
      body: parameters.some((parameter) => parameter.in === "body") ? { location: "West US" } : undefined,
      // The server fails the first of each of these, a POST too, to see whether it is sent again.
      encode: toJson,
      idempotent: path.includes("retryerror") ? true : undefined,
    },
    {
      id,
      protocol: headerPolling,
      final: finals[operation["x-ms-long-running-operation-options"]?.["final-state-via"] ?? ""],
      result: yields ? undefined : "none",
    },
    { headers: { "x-ms-client-request-id": "9C4D50EE-2D56-4CD3-8152-34347DC9F2B0" } },
  );
  return poller.then(
    () => "result",
    (error: unknown) => (error as Error).name,
  );
}

it("ends every long-running operation of the peer's test server as it should, and visits all its scenarios", async () => {
  const rows = [...(await operations("lro.json")), ...(await operations("lro-parameterized-endpoints.json"))];
  expect(rows).toHaveLength(83);
  const ended: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const row of rows) {
    const { operationId } = row.operation;
    ended[operationId] = await outcomeOf(row);
    const named = outcomes.find(([words]) => words.test(operationId.replace("NoStatusPayload", "NoStatus")));
    expected[operationId] = /putError201/.test(operationId) ? "result" : (named?.[1] ?? "");
  }
  expect(ended).toEqual(expected);
  const seen = { ...(await server.report("azure")), ...(await server.report("optional")) };
  const names = Object.keys(seen).filter((name) => /^(?!LROPaging)LRO|^CustomHeaderP/.test(name));
  expect(names).toHaveLength(87);
  expect(names.filter((name) => !seen[name])).toEqual([]);
}, 60_000);
