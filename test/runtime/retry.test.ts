import { describe, expect, test } from "vitest";
import {
  asData,
  call,
  deadline,
  observe,
  toJson,
  type CallEvent,
  type HttpMethod,
} from "../../templates/runtime/src/index.ts";
import { virtualClock } from "../../templates/runtime/src/testing/index.ts";
import { clientOf, failure, serve, type TestClient } from "./support/clients.ts";
import type { Answer, TestServer } from "./support/server.ts";

/** A server that gives these answers one after the other, the last one for ever; null ends the connection. */
async function answering(...answers: readonly (Answer | null)[]): Promise<TestServer> {
  return serve((_, response, number) => {
    const answer = answers[Math.min(number, answers.length - 1)] ?? null;
    if (answer === null) response.destroy();
    else return answer;
  });
}

const ok = { body: { id: 1 } };
const run = (client: TestClient, method: HttpMethod, idempotent?: boolean) =>
  call(client, {
    as: asData,
    method,
    path: "/x",
    idempotent,
    body: method === "POST" ? { a: 1 } : undefined,
    encode: toJson,
  });

describe("a request that may be repeated", () => {
  test.each([408, 429, 500, 502, 503, 504])("is, after %i", async (status) => {
    for (const method of ["GET", "PUT", "DELETE"] as const) {
      const server = await answering({ status }, ok);
      expect(await run(clientOf(server.url), method)).toEqual({ id: 1 });
      expect(server.requests).toHaveLength(2);
    }
  });

  test("is, after a lost connection", async () => {
    const server = await answering(null, null, ok);
    expect(await run(clientOf(server.url), "GET")).toEqual({ id: 1 });
  });

  test.each([400, 401, 403, 404, 409, 412, 501])("is not, after %i", async (status) => {
    const server = await answering({ status });
    await expect(run(clientOf(server.url), "GET")).rejects.toMatchObject({ status });
    expect(server.requests).toHaveLength(1);
  });

  test("is repeated three times, with the last error in the end", async () => {
    const server = await answering({ status: 503 }, { status: 500 }, { status: 502 }, { status: 504 }, ok);
    await expect(run(clientOf(server.url), "GET")).rejects.toMatchObject({ status: 504 });
    expect(server.requests).toHaveLength(4);
  });

  test("is repeated as often as the client or the call says", async () => {
    const server = await answering({ status: 503 });
    const client = clientOf(server.url, { retry: { limit: 1 } });
    await failure(run(client, "GET"));
    expect(server.requests).toHaveLength(2);
    await failure(call(client, { as: asData, method: "GET", path: "/x" }, { retry: { limit: 0 } }));
    expect(server.requests).toHaveLength(3);
  });
});

describe("a request that may not be repeated", () => {
  test.each<[string, Answer | null]>([
    ["500", { status: 500 }],
    ["502", { status: 502 }],
    ["504", { status: 504 }],
    ["408", { status: 408 }],
    ["503 without a time", { status: 503 }],
    ["a lost connection", null],
  ])("is sent once, then %s", async (_, answer) => {
    for (const method of ["POST", "PATCH"] as const) {
      const server = await answering(answer, ok);
      await failure(run(clientOf(server.url), method));
      expect(server.requests).toHaveLength(1);
    }
  });

  test.each<[string, Answer]>([
    ["429", { status: 429 }],
    ["503 with a time", { status: 503, headers: { "retry-after": "1" } }],
  ])("is sent again where the service did not look at it: %s", async (_, answer) => {
    const server = await answering(answer, ok);
    expect(await run(clientOf(server.url), "POST")).toEqual({ id: 1 });
    expect(server.requests.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
  });

  test("is sent again where it never left", async () => {
    const server = await answering(ok);
    const { url } = server;
    await server.stop();
    const client = clientOf(url);
    const error = await failure(run(client, "POST"));
    expect(error).toMatchObject({ reason: "connection", code: "ECONNREFUSED" });
    expect(client.clock.waits).toHaveLength(3);
  });

  test("is what the request says it is", async () => {
    const post = await answering({ status: 500 }, ok);
    expect(await run(clientOf(post.url), "POST", true)).toEqual({ id: 1 });
    const get = await answering({ status: 500 }, ok);
    await expect(run(clientOf(get.url), "GET", false)).rejects.toMatchObject({ status: 500 });
  });

  test("is what the call says it is, whatever the request says", async () => {
    const post = await answering({ status: 500 }, null, ok);
    const request = { method: "POST", path: "/x", body: { a: 1 }, encode: toJson, as: asData } as const;
    expect(await call(clientOf(post.url), request, { idempotent: true })).toEqual({ id: 1 });
    expect(post.requests.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}', '{"a":1}']);
    const other = await answering({ status: 500 }, ok);
    const said = { method: "PUT", path: "/x", idempotent: true, as: asData } as const;
    const sent = call(clientOf(other.url), said, { idempotent: false });
    await expect(sent).rejects.toMatchObject({ status: 500 });
    expect(other.requests).toHaveLength(1);
  });

  test("is one whose body is a stream", async () => {
    const server = await answering({ status: 429 }, ok);
    const body = new Blob(["a"]).stream();
    const contentType = "application/octet-stream";
    const sent = call(clientOf(server.url), { as: asData, method: "PUT", path: "/x", body, contentType });
    await expect(sent).rejects.toMatchObject({ status: 429 });
    expect(server.requests).toHaveLength(1);
  });
});

describe("the wait before a repetition", () => {
  async function waits(headers: Record<string, string>, retry = {}): Promise<readonly number[]> {
    const server = await answering({ status: 429, headers }, { status: 429, headers }, { status: 429, headers }, ok);
    const client = clientOf(server.url, { retry });
    await run(client, "GET");
    return client.clock.waits;
  }

  test("doubles, by chance up to the whole of it", async () => {
    expect(await waits({})).toEqual([250, 500, 1000]);
    expect(await waits({}, { baseDelay: 10, maxDelay: 15 })).toEqual([5, 10, 15]);
  });

  test.each<[string, Record<string, string>, number]>([
    ["seconds", { "retry-after": "3" }, 3000],
    ["parts of seconds", { "retry-after": "0.5" }, 500],
    ["milliseconds", { "retry-after-ms": "70", "retry-after": "9" }, 70],
    ["Azure's milliseconds", { "x-ms-retry-after-ms": "80" }, 80],
    ["a date", { "retry-after": "Fri, 02 Jan 2026 03:05:05 GMT" }, 59_750],
    ["no time", { "retry-after": "0" }, 0],
    ["a date that has passed", { "retry-after": "Fri, 02 Jan 2026 03:04:00 GMT" }, 0],
    ["nonsense", { "retry-after": "soon" }, 0],
    ["a negative number", { "retry-after": "-5" }, 0],
    ["a year", { "retry-after": "31536000" }, 60_000],
    ["an overflow", { "retry-after": "9".repeat(400) }, 60_000],
  ])("is what the service asks for: %s", async (_, headers, wait) => {
    const [first] = await waits(headers, { baseDelay: wait >= 59_000 ? 500 : 0 });
    if (wait >= 59_000) expect([60_000, 59_750 + 250]).toContain(first);
    else expect(first).toBe(wait);
  });

  test("ends with the caller's signal", async () => {
    const server = await answering({ status: 503, headers: { "retry-after": "30" } });
    const { sleep } = await import("../../templates/runtime/src/index.ts");
    const client = clientOf(server.url, { clock: { now: Date.now, random: Math.random, sleep } });
    const controller = new AbortController();
    const made = call(client, { as: asData, method: "GET", path: "/x" }, { signal: controller.signal });
    await expect.poll(() => server.requests.length).toBe(1);
    setTimeout(() => controller.abort(new Error("enough")), 20);
    await expect(made).rejects.toThrow("enough");
  });

  test("ends with the call's deadline, by the client's clock", async () => {
    const server = await answering({ status: 503, headers: { "retry-after": "30" } });
    const clock = virtualClock();
    const client = clientOf(server.url, { clock, fetch: clock.fetch((url, init) => fetch(url, init as RequestInit)) });
    const began = clock.now();
    const made = call(
      client,
      { as: asData, method: "GET", path: "/x" },
      { signal: deadline(40_000, { clock }), retry: { baseDelay: 0 } },
    );
    await expect(made).rejects.toMatchObject({ name: "DeadlineError", state: undefined });
    expect(clock.now() - began).toBe(40_000);
    expect(server.requests).toHaveLength(2);
    expect(clock.sleeping).toBe(0);
  });
});

test("a service in trouble is not hit by the retries of all calls", async () => {
  const server = await answering({ status: 503 });
  const client = clientOf(server.url, { retry: { limit: 1 } });
  for (let calls = 0; calls < 150; calls++) await failure(run(client, "GET"));
  expect(server.requests).toHaveLength(250);
});

test("what happens is told", async () => {
  const server = await answering({ status: 503 }, null, ok);
  const events: CallEvent[] = [];
  const client = clientOf(server.url, {
    observer: observe((event) => events.push(event)),
    credential: () => ({ authorization: "secret" }),
  });
  await call(client, { as: asData, method: "GET", path: "/x" });
  expect(events.map((event) => [event.type, "attempt" in event ? event.attempt : -1])).toEqual([
    ["request", 0],
    ["error", 0],
    ["request", 1],
    ["error", 1],
    ["request", 2],
    ["response", 2],
  ]);
  expect(events[1]).toMatchObject({ error: { status: 503 } });
  expect(new Set(events.map((event) => ("call" in event ? event.call : undefined))).size).toBe(1);
  expect(JSON.stringify(events)).not.toContain("secret");
});

test("headers that a listener adds are sent", async () => {
  const server = await answering(ok);
  const observer = observe((event) => {
    if (event.type === "request") event.headers.traceparent = "00-1";
  });
  await run(clientOf(server.url, { observer }), "GET");
  expect(server.requests[0]?.headers.traceparent).toBe("00-1");
});
