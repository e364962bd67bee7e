import { describe, expect, it } from "vitest";
import { asNone } from "../../../templates/runtime/src/reading.ts";
import {
  headerPolling,
  headerStatus,
  longRunning,
  OperationCancelledError,
  OperationFailedError,
  PollingError,
  resume,
  toToken,
  type CancellablePoller,
  type OperationSpec,
  type PollerOptions,
} from "../../../templates/runtime/src/lro/index.ts";
import type { Client } from "../../../templates/runtime/src/types.ts";
import { accepted, failure, json, request, stage, start, statuses, type Step } from "./support.ts";

const asked = { "azure-asyncoperation": "/status/1" };
const origin = "/things/one?api-version=2026-01-01";
const yieldsNothing = { protocol: headerStatus, result: "none" } as const;

interface Row {
  readonly name: string;
  readonly spec?: Partial<OperationSpec>;
  readonly steps: readonly Step[];
  /** Requests after the start. */
  readonly polls: readonly string[];
  /** Statuses of the states, in order. */
  readonly states: readonly string[];
}

const rows: readonly Row[] = [
  {
    name: "202 with Azure-AsyncOperation",
    steps: [accepted(asked), json({ status: "InProgress" }), json({ status: "Succeeded" })],
    polls: ["GET /status/1", "GET /status/1"],
    states: ["InProgress", "InProgress", "Succeeded"],
  },
  {
    name: "202 with Operation-Location",
    steps: [accepted({ "operation-location": "/status/1" }), json({ status: "Succeeded" })],
    polls: ["GET /status/1"],
    states: ["InProgress", "Succeeded"],
  },
  {
    name: "Azure-AsyncOperation goes before Operation-Location, and both before Location",
    steps: [accepted({ "operation-location": "/bad", location: "/bad", ...asked }), json({ status: "Succeeded" })],
    polls: ["GET /status/1"],
    states: ["InProgress", "Succeeded"],
  },
  {
    name: "both addresses and a result elsewhere: nothing is fetched",
    spec: { final: "location" },
    steps: [accepted({ ...asked, location: "/result" }), json({ status: "Succeeded" })],
    polls: ["GET /status/1"],
    states: ["InProgress", "Succeeded"],
  },
  {
    name: "a status that names a resource: it is not fetched",
    steps: [accepted(asked), json({ status: "Succeeded", resourceLocation: "/r" })],
    polls: ["GET /status/1"],
    states: ["InProgress", "Succeeded"],
  },
  {
    name: "202 with Location only, to 200",
    steps: [accepted({ location: "/a" }), accepted({}), json({ any: "body" })],
    polls: ["GET /a", "GET /a"],
    states: ["InProgress", "InProgress", "Succeeded"],
  },
  {
    name: "202 with Location only, to 204",
    steps: [accepted({ location: "/a" }), { status: 204 }],
    polls: ["GET /a"],
    states: ["InProgress", "Succeeded"],
  },
  {
    name: "Location that moves",
    steps: [accepted({ location: "/a" }), accepted({ location: "/b" }), { status: 200 }],
    polls: ["GET /a", "GET /b"],
    states: ["InProgress", "InProgress", "Succeeded"],
  },
  { name: "200", steps: [json({})], polls: [], states: ["Succeeded"] },
  { name: "200 without a body", steps: [{ status: 200 }], polls: [], states: ["Succeeded"] },
  { name: "201", steps: [{ status: 201 }], polls: [], states: ["Succeeded"] },
  { name: "204", steps: [{ status: 204 }], polls: [], states: ["Succeeded"] },
  {
    name: "200 with a status address: it is asked",
    steps: [json({}, asked), json({ status: "Succeeded" })],
    polls: ["GET /status/1"],
    states: ["InProgress", "Succeeded"],
  },
  {
    name: "a status address that appears midway",
    steps: [accepted({ location: "/a" }), accepted({ ...asked, location: "/a" }), json({ status: "Succeeded" })],
    polls: ["GET /a", "GET /status/1"],
    states: ["InProgress", "InProgress", "Succeeded"],
  },
  {
    name: "a status address that appears with the 200 at Location",
    steps: [accepted({ location: "/a" }), json({}, asked), json({ status: "Succeeded" })],
    polls: ["GET /a", "GET /status/1"],
    states: ["InProgress", "InProgress", "Succeeded"],
  },
  {
    name: "a status address that moves, relative to its answer",
    steps: [
      accepted({ "azure-asyncoperation": "one/status" }),
      json({ status: "Stopping" }, { "azure-asyncoperation": "status/2" }),
      json({ status: "Succeeded" }),
    ],
    polls: ["GET /things/one/status", "GET /things/one/status/2"],
    states: ["InProgress", "Stopping", "Succeeded"],
  },
  {
    name: "Location that appears midway: the status is asked on",
    steps: [accepted(asked), accepted({ location: "/a" }, { status: "Running" }), json({ status: "Succeeded" })],
    polls: ["GET /status/1", "GET /status/1"],
    states: ["InProgress", "Running", "Succeeded"],
  },
  {
    name: "202 in plain text, and 202 and 204 without a status",
    steps: [
      { status: 202, headers: { ...asked, "content-type": "text/plain" }, body: "Accepted" },
      { status: 202 },
      { status: 202, body: "Still at it" },
      { status: 204 },
    ],
    polls: ["GET /status/1", "GET /status/1", "GET /status/1"],
    states: ["InProgress", "InProgress", "InProgress", "Succeeded"],
  },
  {
    name: "odd and unknown statuses",
    steps: [
      accepted(asked),
      ...["FailoverInProgress", "Not cancelled", "constructor", "__proto__", "SuccEEDed"].map((status) =>
        json({ status }),
      ),
    ],
    polls: Array<string>(5).fill("GET /status/1"),
    states: ["InProgress", "FailoverInProgress", "Not cancelled", "constructor", "__proto__", "SuccEEDed"],
  },
  {
    name: "a status that is no text",
    steps: [accepted(asked), json({ status: { code: 1 } }), json({ status: "Succeeded" })],
    polls: ["GET /status/1", "GET /status/1"],
    states: ["InProgress", '{"code":1}', "Succeeded"],
  },
  {
    name: "a status that the specification knows to be an end",
    spec: { ends: { completed: "succeeded" } },
    steps: [accepted(asked), json({ status: "Running" }), json({ status: "Completed" })],
    polls: ["GET /status/1", "GET /status/1"],
    states: ["InProgress", "Running", "Completed"],
  },
];

describe.each([
  ["for operations that yield nothing", headerStatus],
  ["for all operations", headerPolling],
])("header polling of actions that yield nothing, by the reader %s", (_, protocol) => {
  it.each(rows)("$name", async ({ spec, steps, polls, states }) => {
    const play = await stage(steps);
    const poller = start(play, "POST", { ...spec, protocol, result: "none" });
    await expect(statuses(poller)).resolves.toEqual(states);
    await expect(poller).resolves.toBeUndefined();
    expect(play.seen()).toEqual([`POST ${origin}`, ...polls]);
    expect(poller.state.done).toBe(true);
  });

  it.each(["Failed", "failed", "FAILED"])("fails by the status %s, with all that is told", async (status) => {
    const problem = { code: "QuotaExceeded", message: "No cores left", target: "cores", details: [{ code: "Deep" }] };
    const play = await stage([accepted(asked), json({ status, error: problem }, { "x-last": "yes" })]);
    const error = await failure<OperationFailedError>(start(play, "POST", { protocol, result: "none" }));
    expect(error).toBeInstanceOf(OperationFailedError);
    expect(error).toMatchObject({ ...problem, status, message: `Things_Change ${status}: No cores left` });
    expect(error.state).toMatchObject({ done: true, body: { status, error: problem } });
    expect(error.state.response?.headers["x-last"]).toBe("yes");
  });

  it.each(["Canceled", "cancelled", "CANCELLED"])("ends %s with an error of its own", async (status) => {
    const play = await stage([accepted(asked), json({ status })]);
    const error = await failure<OperationCancelledError>(start(play, "POST", { protocol, result: "none" }));
    expect(error).toBeInstanceOf(OperationCancelledError);
    expect(error).toMatchObject({ code: status, status, details: [] });
  });

  it("fails by the answer at Location", async () => {
    const refused = json({ error: { code: "Conflict", message: "No" } }, {}, 409);
    const play = await stage([accepted({ location: "/a" }), refused]);
    const poller = start(play, "POST", { protocol, result: "none" });
    await expect(poller).rejects.toMatchObject({ name: "ServiceError", status: 409, code: "Conflict" });
  });

  it("reports progress and times", async () => {
    const body = { status: "InProgress", percentComplete: 40.5, startTime: "2026-01-01T00:00:00Z" };
    const play = await stage([accepted(asked), json(body), json({ status: "Succeeded", endTime: "2026-01-02" })]);
    const states = [];
    for await (const state of start(play, "POST", { protocol, result: "none" })) states.push(state);
    expect(states).toMatchObject([
      { status: "InProgress", done: false },
      { percentComplete: 40.5, startTime: "2026-01-01T00:00:00Z", body, done: false },
      { endTime: "2026-01-02", done: true },
    ]);
  });

  it.each<[string, readonly Step[]]>([
    ["a start that is accepted without an address", [{ status: 202 }]],
    ["a start that is accepted with what is no address", [accepted({ location: "http://[" })]],
    ["a status answer without a status", [accepted(asked), json({})]],
    ["a status answer without a body", [accepted(asked), { status: 200 }]],
  ])("ends the wait at %s", async (__, steps) => {
    const play = await stage(steps);
    const poller = start(play, "POST", { protocol, result: "none" });
    await expect(poller).rejects.toBeInstanceOf(PollingError);
    expect(play.seen()).toHaveLength(steps.length);
    await expect(poller.started()).resolves.toMatchObject({ status: 202 });
  });

  it("keeps its rhythm, and takes failing polls for no state", async () => {
    const play = await stage([
      accepted({ ...asked, "retry-after": "3" }),
      { status: 404 },
      "cut",
      json({ status: "InProgress" }, { "retry-after": "5" }),
      json({ status: "Succeeded" }),
    ]);
    await start(play, "POST", { protocol, result: "none" });
    expect(play.times()).toEqual([0, 3000, 4000, 5500, 10_500]);
  });
});

describe("header polling of actions that yield nothing", () => {
  it.each<[string, readonly Step[]]>([
    ["of the start", [json({ properties: { provisioningState: "Updating" } })]],
    ["at Location", [accepted({ location: "/a" }), json({ properties: { provisioningState: "Updating" } })]],
  ])("has no eye on a resource's state: the 200 %s is the end", async (_, steps) => {
    const play = await stage(steps);
    const poller = start(play, "POST", yieldsNothing);
    await poller;
    expect(poller.state).toMatchObject({ status: "Succeeded", done: true });
    expect(play.seen()).toHaveLength(steps.length);
  });

  it("can be resumed, by status and by Location", async () => {
    const stop = (client: Client, args: object, options?: PollerOptions): CancellablePoller<unknown> =>
      longRunning(client, { ...request("POST"), args, as: asNone }, { id: "Things_Stop", ...yieldsNothing }, options);
    for (const [headers, last, poll] of [
      [asked, json({ status: "Succeeded" }), "GET /status/1"],
      [{ location: "/a" }, { status: 204 }, "GET /a"],
    ] as const) {
      const play = await stage([accepted(headers), last]);
      const first = stop(play.client, { name: "one" });
      await first.started();
      const poller = resume(play.client, stop, toToken(first));
      await expect(poller).resolves.toBeUndefined();
      expect(play.seen()).toEqual([`POST ${origin}`, poll]);
    }
  });

  it("sends no credential to an address elsewhere, unless its origin is trusted", async () => {
    const other = await stage([json({ status: "Succeeded" })]);
    const step = accepted({ "azure-asyncoperation": `${other.server.url}/status` });
    const credential = (): { authorization: string } => ({ authorization: "Bearer x" });
    for (const trustedOrigins of [[], [other.server.url]]) {
      const play = await stage([step], { credential, trustedOrigins });
      await start(play, "POST", yieldsNothing);
      expect(play.server.requests[0]?.headers.authorization).toBe("Bearer x");
    }
    expect(other.server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, "Bearer x"]);
  });
});
