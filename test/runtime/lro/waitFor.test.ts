import { describe, expect, it } from "vitest";
import { call } from "../../../templates/runtime/src/call.ts";
import {
  Cancellable,
  deadline,
  DeadlineError,
  OperationFailedError,
  waitFor,
  watch,
  headerPolling,
  type CancellablePoller,
  type PollerOptions,
  type WaitSpec,
} from "../../../templates/runtime/src/lro/index.ts";
import { accepted, failure, json, request, stage, statuses, type Stage } from "./support.ts";
import { asData } from "../../../templates/runtime/src/reading.ts";

interface Task {
  readonly state: string;
}

const task = (state: string): ReturnType<typeof json> => json({ id: "one", state });

const wait = (
  { client }: Stage,
  spec: Partial<WaitSpec<{ readonly name: string }>> = {},
  options?: PollerOptions,
): CancellablePoller<Task, Task> =>
  waitFor<Task, Task, { readonly name: string }>(
    client,
    { ...request("GET"), args: { name: "one" } },
    { id: "Task_Get#waitUntilCompleted", property: ["state"], until: ["completed"], ...spec },
    options,
  );

describe("a wait for a state", () => {
  it("reads the resource at once, then again until it is there", async () => {
    const play = await stage([task("active"), task("running"), task("Completed")]);
    const poller = wait(play);
    await expect(statuses(poller)).resolves.toEqual(["active", "running", "Completed"]);
    await expect(poller).resolves.toEqual({ id: "one", state: "Completed" });
    expect(poller.state.metadata).toEqual({ id: "one", state: "Completed" });
    expect(play.times()).toEqual([0, 1000, 2500]);
    expect(new Set(play.seen())).toEqual(new Set(["GET /things/one?api-version=2026-01-01"]));
  });

  it("fails by the states that are none to wait in", async () => {
    const play = await stage([json({ properties: { phase: "broken" } })]);
    const poller = wait(play, { property: ["properties", "phase"], failed: ["Broken"] });
    const error = await failure<OperationFailedError>(poller);
    expect(error).toBeInstanceOf(OperationFailedError);
    expect(error).toMatchObject({ status: "broken", state: { body: { properties: { phase: "broken" } } } });
  });

  it("goes on where the state is not told, up to its deadline", async () => {
    const play = await stage([json({}), json({ state: null })]);
    await expect(wait(play, {}, { signal: deadline(4000, { clock: play.clock }) })).rejects.toBeInstanceOf(
      DeadlineError,
    );
    expect(play.times()).toEqual([0, 1000, 2500]);
  });

  it("ends well with a 404 where it is for a deletion, and only there", async () => {
    const play = await stage([task("deleting"), { status: 404 }]);
    const poller = wait(play, { until: [], untilAbsent: true });
    await expect(statuses(poller)).resolves.toEqual(["deleting", "absent"]);
    await expect(poller).resolves.toBeUndefined();
    const other = await stage([{ status: 404 }]);
    await expect(wait(other)).rejects.toMatchObject({ name: "ServiceError", status: 404 });
    expect(other.seen()).toHaveLength(1);
  });

  it("can be cut short: a task that was terminated is completed", async () => {
    const play = await stage([task("running"), { status: 204 }, task("completed")]);
    const terminate = (name: string): ReturnType<typeof call> =>
      call(play.client, { as: asData, method: "POST", path: "/things/{name}/terminate", args: { name } });
    const poller = wait(play, { poller: Cancellable, cancel: ({ name }) => terminate(name) });
    await poller.poll();
    await expect(poller.cancel()).resolves.toBe("requested");
    await expect(poller).resolves.toEqual({ id: "one", state: "completed" });
    expect(play.seen()[1]).toBe("POST /things/one/terminate");
    expect(play.times()).toEqual([0, 0, 0]);
    await expect(poller.cancel()).resolves.toBe("alreadyEnded");
  });
});

describe("an operation status of ARM that is watched", () => {
  it("is asked at once, by path or address, and yields its body", async () => {
    const body = { status: "Succeeded", percentComplete: 100 };
    const play = await stage([json({ status: "InProgress", percentComplete: 10 }), json(body)]);
    const spec = { id: "Statuses_Get", protocol: headerPolling } as const;
    await expect(watch(play.client, request("GET"), spec)).resolves.toEqual(body);
    const again = await stage([json(body)]);
    await watch(again.client, { as: asData, method: "GET", url: `${again.server.url}/status/2` }, spec);
    expect(again.seen()).toEqual(["GET /status/2"]);
  });

  it("may be no more than accepted, and fail", async () => {
    const play = await stage([accepted({}), json({ status: "Failed", error: { code: "Bad" } })]);
    const poller = watch(play.client, request("GET"), { id: "Statuses_Get", protocol: headerPolling });
    await expect(failure(poller)).resolves.toMatchObject({ name: "OperationFailedError", code: "Bad" });
  });
});
