import { describe, expect, it } from "vitest";
import { call } from "../../../templates/runtime/src/call.ts";
import { tokenCredential } from "../../../templates/runtime/src/auth.ts";
import { createClient } from "../../../templates/runtime/src/client.ts";
import {
  aip151,
  Cancellable,
  compute,
  headerPolling,
  longRunning,
  OperationCancelledError,
  waitFor,
  type CancellablePoller,
  type OperationSpec,
} from "../../../templates/runtime/src/lro/index.ts";
import {
  armOperation,
  computeOperation,
  googleOperation,
  mockService,
  stateSequence,
  virtualClock,
  type MockService,
} from "../../../templates/runtime/src/testing/index.ts";
import type { Client, RequestSpec } from "../../../templates/runtime/src/types.ts";
import { asData } from "../../../templates/runtime/src/reading.ts";
import { toJson } from "../../../templates/runtime/src/writing.ts";

const clientOf = (service: MockService): Client =>
  createClient(service.options, {
    service: "test",
    endpoint: "https://service.test",
    apiVersion: "1",
    sign: tokenCredential,
  });

const failure = (promise: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(promise).then(
    () => expect.fail("the promise was fulfilled"),
    (error: unknown) => error,
  );

const arm = (
  client: Client,
  method: RequestSpec["method"],
  path: string,
  spec: Partial<OperationSpec> = {},
): CancellablePoller<unknown> =>
  longRunning(client, { as: asData, method, path }, { id: "Clusters_Change", protocol: headerPolling, ...spec });

describe("the kit for tests of programs with pollers", () => {
  it("lets a cluster fail to stop after 40 %", async () => {
    const service = mockService().on(
      "POST /clusters/*/stop",
      armOperation({
        states: [
          { status: "InProgress", percentComplete: 40 },
          { status: "Failed", error: { code: "QuotaExceeded", message: "No cores left" } },
        ],
      }),
    );
    const poller = arm(clientOf(service), "POST", "/clusters/web/stop", { result: "none" });
    const progress = [];
    for await (const { percentComplete } of poller) progress.push(percentComplete);
    expect(progress).toEqual([undefined, 40, undefined]);
    expect(await failure(poller)).toMatchObject({ name: "OperationFailedError", code: "QuotaExceeded" });
    expect(service.seen("GET /clusters/web/stop/operations/*")).toHaveLength(2);
  });

  it.each(["azure-asyncoperation", "operation-location", "location", "resource"] as const)(
    "plays ARM by %s",
    async (via) => {
      const result = { id: "/clusters/web", properties: { size: 3 } };
      const service = mockService().on("PUT /clusters/{name}", armOperation({ via, result, retryAfter: 5 }));
      const { clock } = service;
      const began = clock.now();
      await expect(arm(clientOf(service), "PUT", "/clusters/web")).resolves.toMatchObject(result);
      expect(clock.now() - began).toBe(via === "resource" ? 5000 : 10_000);
    },
  );

  it("plays the result of an action, a deletion, and a failure by Location", async () => {
    const service = mockService()
      .on("POST /clusters/web/keys", armOperation({ result: { keys: ["a"] } }))
      .on("DELETE /clusters/web", armOperation({ via: "location" }))
      .on(
        "POST /clusters/web/bad",
        armOperation({
          via: "location",
          states: ["Running", { status: "Failed", error: { code: "Bad", message: "No" } }],
        }),
      );
    const client = clientOf(service);
    await expect(arm(client, "POST", "/clusters/web/keys")).resolves.toEqual({ keys: ["a"] });
    await expect(arm(client, "DELETE", "/clusters/web")).resolves.toBeUndefined();
    expect(await failure(arm(client, "POST", "/clusters/web/bad"))).toMatchObject({ status: 409, code: "Bad" });
  });

  it("plays operations of AIP-151, with their cancellation", async () => {
    const service = mockService()
      .on("POST /v1/ok", googleOperation({ metadata: [{ step: 1 }, { step: 2 }], response: { name: "m" } }))
      .on("POST /v1/bad", googleOperation({ error: { code: 5, message: "No such thing" } }))
      .on("POST /v1/long", googleOperation({ metadata: Array.from({ length: 100 }, (_, step) => ({ step })) }))
      .on("POST /v1/deaf", googleOperation({ cancel: "unimplemented" }));
    const client = clientOf(service);
    const start = (path: string): CancellablePoller<unknown, { readonly step: number }> =>
      longRunning(
        client,
        { as: asData, method: "POST", path },
        {
          id: "op",
          protocol: aip151,
          path: "/v1/{+name}",
          poller: Cancellable,
          cancel: ({ name }) =>
            call(client, { as: asData, method: "POST", path: "/v1/{+name}:cancel", args: { name } }),
        },
      );
    const steps = [];
    for await (const { metadata } of start("/v1/ok")) steps.push(metadata?.step);
    expect(steps).toEqual([1, 2, 2]);
    expect(await failure(start("/v1/bad"))).toMatchObject({ code: "NOT_FOUND" });
    const long = start("/v1/long");
    await expect(long.cancel()).resolves.toBe("requested");
    expect(await failure(long)).toBeInstanceOf(OperationCancelledError);
    await expect(start("/v1/deaf").cancel()).resolves.toBe("notCancellable");
  });

  it("plays operations of Compute style", async () => {
    const service = mockService()
      .on("POST /disks", computeOperation({ progress: [0, 50], target: { name: "disk" } }))
      .on("POST /bad", computeOperation({ errors: [{ code: "QUOTA_EXCEEDED", message: "No" }] }));
    const client = clientOf(service);
    const start = (path: string): CancellablePoller<unknown> =>
      longRunning(client, { as: asData, method: "POST", path }, { id: "disks.insert", protocol: compute });
    await expect(start("/disks")).resolves.toEqual({ name: "disk" });
    expect(await failure(start("/bad"))).toMatchObject({ code: "QUOTA_EXCEEDED" });
  });

  it("plays the states of a resource, until it is gone", async () => {
    const service = mockService().on("GET /tasks/t", ...stateSequence({ id: "t" }, ["active", "completed", undefined]));
    const client = clientOf(service);
    const wait = (until: readonly string[], untilAbsent = false): CancellablePoller<unknown> =>
      waitFor(
        client,
        { as: asData, method: "GET", path: "/tasks/t" },
        { id: "t", property: ["state"], until, untilAbsent },
      );
    await expect(wait(["completed"])).resolves.toEqual({ id: "t", state: "completed" });
    await expect(wait([], true)).resolves.toBeUndefined();
  });

  it("shows what was sent, answers step by step, and fails connections", async () => {
    const service = mockService()
      .on("PATCH /things/{id}", new Error("reset"), { status: 503 }, ({ body }) => ({ body: { got: body } }))
      .on("GET /files/**", { body: '"as it is"' });
    const client = clientOf(service);
    const request: RequestSpec = {
      method: "PATCH",
      path: "/things/1",
      query: { a: "b" },
      body: { size: 2 },
      encode: toJson,
      as: asData,
      idempotent: true,
    };
    await expect(call(client, request)).resolves.toEqual({ got: { size: 2 } });
    const [seen] = service.seen("PATCH /things/1");
    expect(seen).toMatchObject({ method: "PATCH", path: "/things/1", query: { a: "b" }, body: { size: 2 } });
    expect(seen?.headers).toHaveProperty("authorization");
    expect(service.requests).toHaveLength(3);
    await expect(call(client, { as: asData, method: "GET", path: "/files/a/b/c" })).resolves.toBe("as it is");
  });

  it("says so where a request has no answer", async () => {
    const service = mockService();
    expect(await failure(call(clientOf(service), { as: asData, method: "GET", path: "/nothing" }))).toMatchObject({
      status: 400,
      code: "UnexpectedRequest",
      message: expect.stringContaining("GET /nothing") as string,
    });
    expect(service.requests).toHaveLength(1);
    expect(() => service.on("nowhere", {})).toThrow(TypeError);
  });

  it("forgets a route that is set again", async () => {
    const service = mockService().on("GET /a", { body: 1 });
    service.on("GET /a", { body: 2 });
    await expect(call(clientOf(service), { as: asData, method: "GET", path: "/a" })).resolves.toBe(2);
  });
});

describe("a virtual clock", () => {
  it("stands still until it is told, and wakes in order", async () => {
    const clock = virtualClock({ auto: false, now: 0 });
    const woken: string[] = [];
    void clock.sleep(20).then(() => woken.push("b"));
    void clock.sleep(10).then(async () => {
      woken.push("a");
      await clock.sleep(5);
      woken.push("a again");
    });
    await clock.advance(9);
    expect([clock.now(), clock.sleeping, ...woken]).toEqual([9, 2]);
    await clock.advance(100);
    expect([clock.now(), clock.sleeping, ...woken]).toEqual([109, 0, "a", "a again", "b"]);
  });

  it("goes by itself as soon as everybody sleeps, but not during work", async () => {
    const clock = virtualClock({ now: 0 });
    let isDone = false;
    const work = clock.during(new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => void (isDone = true)));
    await clock.sleep(1000);
    expect(isDone).toBe(true);
    expect(clock.now()).toBe(1000);
    await work;
    await Promise.all([clock.sleep(0), clock.sleep(5000), clock.sleep(3000)]);
    expect(clock.now()).toBe(6000);
  });

  it("ends a sleep with its signal", async () => {
    const clock = virtualClock({ auto: false });
    const controller = new AbortController();
    const sleeps = failure(clock.sleep(10, controller.signal));
    controller.abort("no");
    expect(await sleeps).toBe("no");
    expect(clock.sleeping).toBe(0);
    expect(await failure(clock.sleep(10, controller.signal))).toBe("no");
  });

  it("knows no chance but what it is given", () => {
    expect(virtualClock().random()).toBe(0);
    expect(virtualClock({ random: () => 0.5 }).random()).toBe(0.5);
  });
});
