import { describe, expect, it } from "vitest";
import { call } from "../../../templates/runtime/src/call.ts";
import {
  aip151,
  field,
  longRunning,
  OperationCancelledError,
  OperationFailedError,
  PollingError,
  watch,
  type CancellablePoller,
  type OperationSpec,
} from "../../../templates/runtime/src/lro/index.ts";
import { failure, json, stage, statuses, type Stage, type Step } from "./support.ts";
import { asData } from "../../../templates/runtime/src/reading.ts";

interface Metadata {
  readonly verb?: string;
  readonly progressPercent?: number;
}

const name = "projects/p/locations/l/operations/o 1";
const address = "GET /v1/projects/p/locations/l/operations/o%201";
const running = (metadata?: object): Step => json({ name, metadata, done: false });
const ended = (more: object): Step => json({ name, done: true, ...more });

const create = (
  { client }: Stage,
  spec: Partial<OperationSpec<{ readonly parent: string }>> = {},
): CancellablePoller<{ readonly name: string }, Metadata> =>
  longRunning(
    client,
    {
      as: asData,
      method: "POST",
      path: "/v1/{+parent}/memberships",
      args: { parent: "projects/p/locations/l" },
      body: {},
    },
    { id: "memberships.create", protocol: aip151, path: "/v1/{+name}", ...spec },
  );

describe("operations of AIP-151", () => {
  it("are asked by their name until they are done, and yield their response without its type", async () => {
    const response = { "@type": "type.googleapis.com/x.Membership", name: "m", "@other": 1 };
    const play = await stage([running({ verb: "create" }), running({ progressPercent: 60 }), ended({ response })]);
    const poller = create(play);
    const states = [];
    for await (const state of poller) states.push(state);
    expect(states).toMatchObject([
      { status: "RUNNING", metadata: { verb: "create" }, done: false },
      { status: "RUNNING", percentComplete: 60 },
      { status: "DONE", done: true },
    ]);
    await expect(poller).resolves.toEqual({ name: "m", "@other": 1 });
    expect(play.seen().slice(1)).toEqual([address, address]);
  });

  it("may be done at once, without a name", async () => {
    const play = await stage([json({ done: true, response: { name: "m" } })]);
    await expect(create(play)).resolves.toEqual({ name: "m" });
    const empty = await stage([ended({})]);
    await expect(create(empty, { result: "none" })).resolves.toBeUndefined();
  });

  it("fail with the code's name, message and details", async () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "R" }];
    const play = await stage([running(), ended({ error: { code: 8, message: "No quota", details } })]);
    const error = await failure<OperationFailedError>(create(play));
    expect(error).toBeInstanceOf(OperationFailedError);
    expect(error).toMatchObject({ code: "RESOURCE_EXHAUSTED", status: "RESOURCE_EXHAUSTED", details });
    expect(error.message).toBe("memberships.create RESOURCE_EXHAUSTED: No quota");
  });

  it("are cancelled where the code is 1", async () => {
    const play = await stage([running(), ended({ error: { code: 1, message: "Stopped" } })]);
    const error = await failure(create(play));
    expect(error).toBeInstanceOf(OperationCancelledError);
    expect(error).toMatchObject({ code: "CANCELLED" });
  });

  it("have failed for unknown reasons where the code is none of google.rpc.Code", async () => {
    const play = await stage([ended({ error: { code: 99 } })]);
    await expect(failure(create(play))).resolves.toMatchObject({ name: "OperationFailedError", code: "UNKNOWN" });
  });

  it("cannot be followed without a name", async () => {
    const play = await stage([json({ done: false })]);
    await expect(failure(create(play))).resolves.toBeInstanceOf(PollingError);
    expect(play.seen()).toHaveLength(1);
  });

  it("cannot lead polls elsewhere by their name", async () => {
    const play = await stage([json({ name: "../../v2/secrets", done: false })]);
    await expect(failure(create(play))).resolves.toMatchObject({ name: "ArgumentError", parameter: "name" });
    expect(play.seen()).toHaveLength(1);
  });

  it("are read by calls of the specification where a name is not enough", async () => {
    const play = await stage([running(), running(), ended({}), json({ name: "read" })]);
    const { client } = play;
    const get = (path: string): ReturnType<typeof call> =>
      call(client, { as: asData, method: "GET", path: "/v1/{+path}", args: { path } });
    const poller = create(play, {
      path: undefined,
      get: (state) => get(`by/${field(state, "name")}`),
      read: (state) => get(`read/${state.parent}`),
    });
    await expect(poller).resolves.toEqual({ name: "read" });
    expect(play.seen().slice(1)).toEqual([
      "GET /v1/by/projects/p/locations/l/operations/o%201",
      "GET /v1/by/projects/p/locations/l/operations/o%201",
      "GET /v1/read/projects/p/locations/l",
    ]);
  });

  it("can be watched by name, and are asked at once", async () => {
    const play = await stage([running(), ended({ response: { name: "m" } })]);
    const poller = watch<{ readonly name: string }, Metadata>(
      play.client,
      { as: asData, method: "GET", path: "/v1/{+name}", args: { name } },
      { id: "operations.get", protocol: aip151, path: "/v1/{+name}" },
    );
    expect(play.clock.sleeping).toBe(0);
    await expect(statuses(poller)).resolves.toEqual(["RUNNING", "DONE"]);
    await expect(poller).resolves.toEqual({ name: "m" });
    expect(play.seen()).toEqual([address, address]);
    expect(play.times()).toEqual([0, 1000]);
    await expect(failure(poller.started())).resolves.toMatchObject({ name: "PollingError" });
  });
});
