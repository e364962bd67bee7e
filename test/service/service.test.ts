import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { armToken, subscriptionId } from "./arm.ts";
import { allOptions, batchToken } from "./batchTasks.ts";
import { differences } from "./compare.ts";
import type { ExpectedRequest, ReceivedRequest } from "./exchange.ts";
import { hubToken, operationName } from "./hubOperations.ts";
import { accountKey, accountName, sharedKeyAuthorization } from "./sharedKey.ts";
import { startService, type Service } from "./start.ts";

const expected: ExpectedRequest = {
  method: "POST",
  path: "/a/b%20c",
  query: ["x=1", "y=%2F"],
  headers: { accept: "application/json", "ocp-date": { what: "short", test: (value) => value.length < 4 } },
  body: "{}",
};

const right: ReceivedRequest = {
  method: "POST",
  target: "/a/b%20c?y=%2F&x=1",
  headers: [
    ["Host", "127.0.0.1"],
    ["Accept", "application/json"],
    ["ocp-date", "now"],
    ["Content-Length", "2"],
  ],
  body: "{}",
};

describe("the comparison", () => {
  test("passes what is right, whatever the order of the query and the case of header names", () => {
    expect(differences(expected, right)).toEqual([]);
  });

  test.each<[string, Partial<ReceivedRequest>, string]>([
    ["method", { method: "GET" }, "method"],
    ["encoding of the path", { target: "/a/b+c?y=%2F&x=1" }, "path"],
    ["encoding of the query", { target: "/a/b%20c?y=/&x=1" }, "query lacks"],
    ["a missing pair", { target: "/a/b%20c?y=%2F" }, 'query lacks "x=1"'],
    ["a repeated pair", { target: "/a/b%20c?y=%2F&x=1&x=1" }, "not expected"],
    ["an empty query", { target: "/a/b%20c?y=%2F&x=1&" }, "not expected"],
    ["a body", { body: "{ }" }, "body"],
    ["a header", { headers: [["Accept", "*/*"], ...right.headers.slice(2)] }, "header accept"],
    ["a missing header", { headers: right.headers.slice(2) }, "accept must be sent once"],
    ["a doubled header", { headers: [...right.headers, ["accept", "application/json"]] }, "sent 2 times"],
    ["a further header", { headers: [...right.headers, ["X-Extra", "1"]] }, "x-extra is not expected"],
    [
      "a failed check",
      { headers: [...right.headers.slice(0, 2), ["ocp-date", "never"], ["Content-Length", "2"]] },
      "short",
    ],
    ["no length", { headers: right.headers.slice(0, 3) }, "content-length"],
  ])("tells a difference in %s", (_, change, word) => {
    expect(differences(expected, { ...right, ...change }).join("; ")).toContain(word);
  });
});

describe("the shared key", () => {
  test("is signed as the documentation says", () => {
    const request: ReceivedRequest = {
      method: "POST",
      target: "/jobs/j/tasks/t/terminate?timeout=5&api-version=2024-07-01.20.0",
      headers: [
        ["ocp-date", "Tue, 04 Mar 2025 09:30:00 GMT"],
        ["Content-Type", "application/json; odata=minimalmetadata"],
        ["Content-Length", "0"],
        ["If-Match", "e"],
      ],
      body: "",
    };
    expect(accountKey).toHaveLength(44);
    // HMAC-SHA256, computed apart, of:
    // POST 3×LF "0" 2×LF type LF LF LF "e" 4×LF "ocp-date:…" LF "/demoaccount/jobs/…" LF "api-version:…" LF "timeout:5"
    expect(sharedKeyAuthorization(request)).toBe(
      `SharedKey ${accountName}:9c9RKtYc7ISmWzil3hx6Q6qOYRTonLpM+rEcqMarGHU=`,
    );
  });
});

describe("the service", () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  async function ask(method: string, path: string, token: string, headers: Readonly<Record<string, string>> = {}) {
    const response = await fetch(path.startsWith("http") ? path : `${service.url}${path}`, {
      method,
      headers: { accept: "application/json", authorization: `Bearer ${token}`, ...headers },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  }

  const cluster = (name: string, rest: string, group = "demo-group", kind = "managedClusters"): string =>
    `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.ContainerService/${kind}/${name}/${rest}`;
  const abortPath = (name: string): string =>
    cluster(name, "abort?api-version=2024-09-01", "demo-group", "managedclusters");

  test("plays an abort to its end", async () => {
    const start = await ask("POST", abortPath("busy"), armToken);
    expect(start.status).toBe(202);
    const address = start.headers.get("azure-asyncoperation") ?? "";
    const states: string[] = [];
    for (let poll = 0; poll < 3; poll++) states.push((await ask("GET", address, armToken)).body.status);
    expect(states).toEqual(["InProgress", "InProgress", "Succeeded"]);
    expect((await ask("GET", start.headers.get("location") ?? "", armToken)).status).toBe(204);
  });

  test("answers by the name of the cluster", async () => {
    expect((await ask("POST", abortPath("already-done"), armToken)).status).toBe(204);
    expect((await ask("POST", abortPath("finished-first"), armToken)).body.error.details[0].details[0].code).toBe(
      "NodePoolReady",
    );
    expect((await ask("POST", abortPath("no-such"), armToken)).status).toBe(404);
    expect(
      (await ask("GET", cluster("c", "operations/failed?api-version=2025-05-02-preview"), armToken)).body.status,
    ).toBe("Failed");
    const waits = cluster("c", "commandResults/runs-twice?api-version=2025-05-01");
    const statuses = [
      await ask("GET", waits, armToken),
      await ask("GET", waits, armToken),
      await ask("GET", waits, armToken),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([202, 202, 200]);
    expect(statuses[0]?.headers.get("location")).toBe(`${service.url}${waits}`);
  });

  test("insists on the encoding of a group's name", async () => {
    const at = (group: string): string => cluster("c", "operations/running?api-version=2025-05-02-preview", group);
    expect((await ask("GET", at("gr%C3%BCn_(1).x"), armToken)).status).toBe(200);
    expect((await ask("GET", at("gr%c3%bcn_(1).x"), armToken)).status).toBe(400);
    expect((await ask("GET", at("gr%C3%BCn_%281%29.x"), armToken)).status).toBe(400);
  });

  test("plays a task's end, and checks its headers", async () => {
    const json = { "content-type": "application/json; odata=minimalmetadata" };
    const version = "api-version=2024-07-01.20.0";
    const read = async (): Promise<string> =>
      (await ask("GET", `/jobs/demo-job/tasks/long?${version}`, batchToken)).body.state;
    expect(await read()).toBe("active");
    expect((await ask("POST", `/jobs/demo-job/tasks/long/terminate?${version}`, batchToken, json)).status).toBe(204);
    expect([await read(), await read(), await read()]).toEqual(["running", "running", "completed"]);
    const all = `/jobs/demo-job/tasks/all-options/terminate?${version}&timeout=15`;
    expect((await ask("POST", all, batchToken, json)).status).toBe(400);
    const answer = await ask("POST", all, batchToken, {
      ...json,
      "client-request-id": allOptions.clientRequestId,
      "return-client-request-id": "true",
      "ocp-date": allOptions.ocpDate,
      "If-Match": allOptions.ifMatch,
      "If-None-Match": allOptions.ifNoneMatch,
      "If-Modified-Since": allOptions.ifModifiedSince,
      "If-Unmodified-Since": allOptions.ifUnmodifiedSince,
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("client-request-id")).toBe(allOptions.clientRequestId);
  });

  test("plays a cancellation", async () => {
    const path = `/v1beta/${operationName("cancellable")}`;
    expect((await ask("GET", path, hubToken)).body.done).toBe(false);
    expect((await ask("POST", `${path}:cancel`, hubToken)).body).toEqual({});
    expect((await ask("GET", path, hubToken)).body.metadata.cancelRequested).toBe(true);
    expect((await ask("GET", path, hubToken)).body.error.code).toBe(1);
    expect((await ask("POST", `/v1beta/${operationName("uncancellable")}:cancel`, hubToken)).body.error.status).toBe(
      "UNIMPLEMENTED",
    );
  });

  test("refuses what differs, and records it", async () => {
    const before = service.requests.length;
    const wrong = await ask("POST", abortPath("already-done").replace("managedclusters", "managedClusters"), "other");
    expect(wrong.status).toBe(400);
    expect(wrong.body.error.message).toContain("managedclusters");
    expect((await ask("GET", "/nowhere", armToken)).status).toBe(400);
    const [first, second] = service.requests.slice(before);
    expect(first?.differences.map((difference) => difference.split(" ")[0])).toEqual(["path", "header"]);
    expect(second?.differences).toHaveLength(1);
  });
});
