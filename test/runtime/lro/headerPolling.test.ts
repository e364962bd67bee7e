import { describe, expect, it } from "vitest";
import { ServiceError } from "../../../templates/runtime/src/errors.ts";
import {
  OperationCancelledError,
  OperationFailedError,
  PollingError,
  type OperationSpec,
} from "../../../templates/runtime/src/lro/index.ts";
import type { RequestSpec } from "../../../templates/runtime/src/types.ts";
import { accepted, failure, json, stage, start, statuses, type Step } from "./support.ts";

const asked = { "azure-asyncoperation": "/status/1" };
const thing = { id: "/things/one", properties: { provisioningState: "Succeeded", size: 2 } };
const running = { ...thing, properties: { provisioningState: "Updating" } };
const origin = "/things/one?api-version=2026-01-01";

interface Row {
  readonly name: string;
  readonly method: RequestSpec["method"];
  readonly spec?: Partial<OperationSpec>;
  readonly steps: readonly Step[];
  /** Requests after the start. */
  readonly polls: readonly string[];
  readonly result: unknown;
}

const done: readonly Row[] = [
  { name: "PUT 200, ready", method: "PUT", steps: [json(thing)], polls: [], result: thing },
  { name: "PUT 201, ready", method: "PUT", steps: [json(thing, {}, 201)], polls: [], result: thing },
  { name: "PUT 200 without a state", method: "PUT", steps: [json({ id: "1" })], polls: [], result: { id: "1" } },
  { name: "PUT 201 without a body", method: "PUT", steps: [{ status: 201 }], polls: [], result: undefined },
  {
    name: "PUT 201, then the resource until it is ready",
    method: "PUT",
    steps: [json(running, {}, 201), json(running), json(thing)],
    polls: [`GET ${origin}`, `GET ${origin}`],
    result: thing,
  },
  {
    name: "PUT 202 without an address, then the resource",
    method: "PUT",
    steps: [{ status: 202 }, json(running), json(thing)],
    polls: [`GET ${origin}`, `GET ${origin}`],
    result: thing,
  },
  {
    name: "PUT with a status address, then the resource",
    method: "PUT",
    steps: [json(running, asked, 201), json({ status: "InProgress" }), json({ status: "Succeeded" }), json(thing)],
    polls: ["GET /status/1", "GET /status/1", `GET ${origin}`],
    result: thing,
  },
  {
    name: "PUT 200 that is ready by its body, but has a status address",
    method: "PUT",
    steps: [json(thing, asked), json({ status: "Succeeded" }), json({ ...thing, tags: {} })],
    polls: ["GET /status/1", `GET ${origin}`],
    result: { ...thing, tags: {} },
  },
  {
    name: "PUT with both addresses: Location is not the result",
    method: "PUT",
    steps: [json(running, { ...asked, location: "bad" }, 201), json({ status: "Succeeded" }), json(thing)],
    polls: ["GET /status/1", `GET ${origin}`],
    result: thing,
  },
  {
    name: "PUT, final location",
    method: "PUT",
    spec: { final: "location" },
    steps: [json(running, { ...asked, location: "/result" }, 201), json({ status: "Succeeded" }), json(thing)],
    polls: ["GET /status/1", "GET /result"],
    result: thing,
  },
  {
    name: "PUT, final location that never came: the resource",
    method: "PUT",
    spec: { final: "location" },
    steps: [json(running, asked, 201), json({ status: "Succeeded" }), json(thing)],
    polls: ["GET /status/1", `GET ${origin}`],
    result: thing,
  },
  {
    name: "PUT, final status body",
    method: "PUT",
    spec: { final: "statusBody" },
    steps: [json(running, asked, 201), json({ status: "Succeeded", properties: { size: 3 } })],
    polls: ["GET /status/1"],
    result: { status: "Succeeded", properties: { size: 3 } },
  },
  {
    name: "a result inside the status body",
    method: "POST",
    spec: { final: "statusBody", pick: (body: { readonly properties: unknown }) => body.properties },
    steps: [accepted(asked), json({ status: "Succeeded", properties: { size: 3 } })],
    polls: ["GET /status/1"],
    result: { size: 3 },
  },
  {
    name: "PUT by Location",
    method: "PUT",
    steps: [accepted({ location: "/result" }), accepted({}), json(thing)],
    polls: ["GET /result", "GET /result"],
    result: thing,
  },
  {
    name: "PUT by Location that ends without a body: the resource",
    method: "PUT",
    steps: [accepted({ location: "/result" }), { status: 204 }, json(thing)],
    polls: ["GET /result", `GET ${origin}`],
    result: thing,
  },
  {
    name: "PUT by Location, final originalUri",
    method: "PUT",
    spec: { final: "originalUri" },
    steps: [accepted({ location: "/result" }), json({ other: true }), json(thing)],
    polls: ["GET /result", `GET ${origin}`],
    result: thing,
  },
  {
    name: "PATCH 200, ready: its status address is not asked",
    method: "PATCH",
    steps: [json(thing, asked)],
    polls: [],
    result: thing,
  },
  {
    name: "PATCH 201, ready by its body, but with a status address",
    method: "PATCH",
    steps: [json(thing, asked, 201), json({ status: "Succeeded" }), json({ ...thing, tags: {} })],
    polls: ["GET /status/1", `GET ${origin}`],
    result: { ...thing, tags: {} },
  },
  {
    name: "a status answer that is accepted, with Location: the status is asked on",
    method: "POST",
    steps: [accepted(asked), accepted({ location: "/result" }), json({ status: "Succeeded" }), json(7)],
    polls: ["GET /status/1", "GET /status/1", "GET /result"],
    result: 7,
  },
  {
    name: "PATCH 202 with both addresses: the resource",
    method: "PATCH",
    steps: [accepted({ ...asked, location: "/result" }, running), json({ status: "Succeeded" }), json(thing)],
    polls: ["GET /status/1", `GET ${origin}`],
    result: thing,
  },
  {
    name: "PATCH 200 that still updates",
    method: "PATCH",
    steps: [json(running), json(thing)],
    polls: [`GET ${origin}`],
    result: thing,
  },
  {
    name: "POST with both addresses: Location is the result",
    method: "POST",
    steps: [accepted({ ...asked, location: "/result" }), json({ status: "Succeeded" }), json({ answer: 42 })],
    polls: ["GET /status/1", "GET /result"],
    result: { answer: 42 },
  },
  {
    name: "POST, Location first comes with a poll",
    method: "POST",
    steps: [accepted(asked), json({ status: "Succeeded" }, { location: "/result" }), json({ answer: 42 })],
    polls: ["GET /status/1", "GET /result"],
    result: { answer: 42 },
  },
  {
    name: "POST without Location: the status body",
    method: "POST",
    steps: [accepted(asked), json({ status: "succeeded", answer: 42 })],
    polls: ["GET /status/1"],
    result: { status: "succeeded", answer: 42 },
  },
  {
    name: "POST whose status names the result",
    method: "POST",
    steps: [
      accepted({ "operation-location": "/status/1" }),
      json({ status: "Succeeded", resourceLocation: "/r" }),
      json(1),
    ],
    polls: ["GET /status/1", "GET /r"],
    result: 1,
  },
  {
    name: "POST that yields nothing: no request for its result",
    method: "POST",
    spec: { result: "none", final: "location" },
    steps: [accepted({ ...asked, location: "/result" }), json({ status: "Succeeded" })],
    polls: ["GET /status/1"],
    result: undefined,
  },
  {
    name: "POST by Location that moves, to a text",
    method: "POST",
    steps: [accepted({ location: "/a" }), accepted({ location: "/b" }), json("done")],
    polls: ["GET /a", "GET /b"],
    result: "done",
  },
  {
    name: "POST by Location, 204",
    method: "POST",
    steps: [accepted({ location: "/a" }), { status: 204 }],
    polls: ["GET /a"],
    result: undefined,
  },
  {
    name: "POST by Location whose 200 still works on the resource",
    method: "POST",
    steps: [accepted({ location: "/a" }), json(running), json(thing)],
    polls: ["GET /a", "GET /a"],
    result: thing,
  },
  {
    name: "POST 200: the answer, whatever state its resource is in",
    method: "POST",
    steps: [json(running)],
    polls: [],
    result: running,
  },
  {
    name: "Location, then a status address",
    method: "POST",
    steps: [
      accepted({ location: "/a" }),
      accepted({ ...asked, location: "/a" }),
      json({ status: "Succeeded" }),
      json(7),
    ],
    polls: ["GET /a", "GET /status/1", "GET /a"],
    result: 7,
  },
  {
    name: "a status address that moves",
    method: "DELETE",
    spec: { result: "none" },
    steps: [
      accepted(asked),
      json({ status: "Deleting" }, { "azure-asyncoperation": "/status/2" }),
      json({ status: "Succeeded" }),
    ],
    polls: ["GET /status/1", "GET /status/2"],
    result: undefined,
  },
  {
    name: "a status address relative to its answer",
    method: "DELETE",
    spec: { result: "none" },
    steps: [accepted({ "azure-asyncoperation": "one/status" }), json({ status: "Succeeded" })],
    polls: ["GET /things/one/status"],
    result: undefined,
  },
  {
    name: "Azure-AsyncOperation goes before Operation-Location",
    method: "POST",
    steps: [accepted({ "operation-location": "/bad", ...asked }), json({ status: "Succeeded" })],
    polls: ["GET /status/1"],
    result: { status: "Succeeded" },
  },
  { name: "DELETE 204", method: "DELETE", steps: [{ status: 204 }], polls: [], result: undefined },
  {
    name: "DELETE by Location",
    method: "DELETE",
    steps: [accepted({ location: "/a" }), accepted({}), { status: 204 }],
    polls: ["GET /a", "GET /a"],
    result: undefined,
  },
  {
    name: "DELETE with both addresses: nothing is fetched",
    method: "DELETE",
    steps: [accepted({ ...asked, location: "/bad" }), json({ status: "Succeeded" })],
    polls: ["GET /status/1"],
    result: { status: "Succeeded" },
  },
  {
    name: "DELETE 202 without an address: until the resource is gone",
    method: "DELETE",
    spec: { result: "none" },
    steps: [{ status: 202 }, json({ properties: { provisioningState: "Deleting" } }), { status: 404 }],
    polls: [`GET ${origin}`, `GET ${origin}`],
    result: undefined,
  },
  {
    name: "a 202 in plain text is an answer, and so is 202 without a body at the status address",
    method: "POST",
    spec: { result: "none" },
    steps: [
      { status: 202, headers: { ...asked, "content-type": "text/plain" }, body: "Accepted" },
      { status: 202 },
      { status: 202, body: "Still at it" },
      { status: 204 },
    ],
    polls: ["GET /status/1", "GET /status/1", "GET /status/1"],
    result: undefined,
  },
  {
    name: "a status address that tells the provisioning state",
    method: "DELETE",
    spec: { result: "none" },
    steps: [accepted(asked), json(running), json(thing)],
    polls: ["GET /status/1", "GET /status/1"],
    result: undefined,
  },
  {
    name: "a status that the specification knows to be an end",
    method: "POST",
    spec: { ends: { completed: "succeeded" } },
    steps: [accepted(asked), json({ status: "Running" }), json({ status: "Completed" })],
    polls: ["GET /status/1", "GET /status/1"],
    result: { status: "Completed" },
  },
  {
    name: "an address that is none is not there",
    method: "PUT",
    steps: [json(running, { "azure-asyncoperation": "http://[", location: "https://:bad" }, 201), json(thing)],
    polls: [`GET ${origin}`],
    result: thing,
  },
];

describe("header polling", () => {
  it.each(done)("$name", async ({ method, spec, steps, polls, result }) => {
    const play = await stage(steps);
    await expect(start(play, method, spec)).resolves.toEqual(result);
    expect(play.seen()).toEqual([`${method} ${origin}`, ...polls]);
  });

  it("compares statuses exactly, in any case of letters, and reports unknown ones as they are", async () => {
    const unknown = [
      "FailoverInProgress",
      "PartiallySucceeded",
      "Completed",
      "Not cancelled",
      "constructor",
      "SUCCEEDED",
    ];
    const play = await stage([accepted(asked), ...unknown.map((status) => json({ status }))]);
    await expect(statuses(start(play, "POST"))).resolves.toEqual(["InProgress", ...unknown]);
  });

  it.each(["Canceled", "cancelled"])("ends %s with an error of its own", async (status) => {
    const play = await stage([accepted(asked), json({ status, error: { code: "Stopped", message: "By hand" } })]);
    const error = await failure<OperationCancelledError>(start(play, "POST"));
    expect(error).toBeInstanceOf(OperationCancelledError);
    expect(error).not.toBeInstanceOf(OperationFailedError);
    expect(error).toMatchObject({ name: "OperationCancelledError", code: "Stopped", status });
  });

  it("fails with code, message, target, details, and the last state", async () => {
    const problem = { code: "QuotaExceeded", message: "No cores left", target: "cores", details: [{ code: "Deep" }] };
    const play = await stage([accepted(asked), json({ status: "failed", error: problem }, { "x-last": "yes" })]);
    const error = await failure<OperationFailedError>(start(play, "POST"));
    expect(error).toBeInstanceOf(OperationFailedError);
    expect(error).toMatchObject({ ...problem, status: "failed", message: "Things_Change failed: No cores left" });
    expect(error.state).toMatchObject({ done: true, body: { status: "failed", error: problem } });
    expect(error.state.response?.headers["x-last"]).toBe("yes");
  });

  it("writes a code that is a number as text, and makes do without an error", async () => {
    const numbered = await stage([accepted(asked), json({ status: "Failed", error: { code: 500, message: "Oh" } })]);
    await expect(failure(start(numbered, "POST"))).resolves.toMatchObject({ code: "500", details: [] });
    const bare = await stage([json({ properties: { provisioningState: "Failed" } }, {}, 201)]);
    await expect(failure(start(bare, "PUT"))).resolves.toMatchObject({ code: "Failed", status: "Failed" });
  });

  it("finds the error of a resource in its properties", async () => {
    const error = { code: "Bad", message: "No" };
    const play = await stage([
      accepted({ location: "/a" }),
      json({ properties: { provisioningState: "Failed", error } }),
    ]);
    await expect(failure(start(play, "POST"))).resolves.toMatchObject({ name: "OperationFailedError", code: "Bad" });
  });

  it("reports progress, times and nested operations", async () => {
    const body = {
      status: "InProgress",
      percentComplete: 40.5,
      startTime: "2026-01-01T00:00:00Z",
      operations: [{ name: "a", status: "Failed" }],
    };
    const play = await stage([
      accepted(asked),
      json(body),
      json({ status: "Succeeded", endTime: "2026-01-01T00:01:00Z" }),
    ]);
    const states = [];
    for await (const state of start(play, "POST")) states.push(state);
    expect(states).toMatchObject([
      { status: "InProgress", done: false },
      { percentComplete: 40.5, startTime: "2026-01-01T00:00:00Z", body, done: false },
      { endTime: "2026-01-01T00:01:00Z", done: true },
    ]);
  });

  it.each<[string, readonly Step[]]>([
    ["a start that is accepted without an address", [{ status: 202 }]],
    ["a status answer without a status", [accepted(asked), json({})]],
    ["a status answer without a body", [accepted(asked), { status: 200 }]],
  ])("ends the wait at %s", async (_, steps) => {
    const play = await stage(steps);
    const poller = start(play, "POST");
    await expect(poller).rejects.toBeInstanceOf(PollingError);
    expect(play.seen()).toHaveLength(steps.length);
    await expect(poller.started()).resolves.toMatchObject({ status: 202 });
  });

  it("takes a refused poll for what it is, not for a state", async () => {
    const play = await stage([accepted(asked), json({ error: { code: "Forbidden", message: "No" } }, {}, 403)]);
    const error = await failure<ServiceError>(start(play, "POST"));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ status: 403, code: "Forbidden" });
  });

  it("fetches the result again where that failed, and its 202 is not yet the result", async () => {
    const play = await stage([
      accepted({ ...asked, location: "/result" }),
      json({ status: "Succeeded" }),
      { status: 404 },
      { status: 500 },
      { status: 202 },
      json("here"),
    ]);
    const poller = start(play, "POST");
    await expect(poller).resolves.toBe("here");
    expect(play.seen().slice(2)).toEqual(["GET /result", "GET /result", "GET /result", "GET /result"]);
    expect(poller.state.response?.status).toBe(200);
  });

  it("can fetch the result later where it was refused", async () => {
    const play = await stage([
      json(running, asked, 201),
      json({ status: "Succeeded" }),
      json({ error: { code: "Forbidden" } }, {}, 403),
      json(thing),
    ]);
    const poller = start(play, "PUT");
    await expect(poller).rejects.toMatchObject({ status: 403 });
    expect(poller.state).toMatchObject({ status: "Succeeded", done: true });
    await expect(poller).resolves.toEqual(thing);
  });

  it("sends the caller's headers with polls, and the start's own only with the start", async () => {
    const play = await stage([accepted(asked), json({ status: "Succeeded" })]);
    await start(play, "POST", {}, { headers: { "x-mine": "1" } });
    expect(play.server.requests.map(({ headers }) => headers["x-mine"])).toEqual(["1", "1"]);
  });

  it("sends no credential to a poll address elsewhere, unless its origin is trusted", async () => {
    const other = await stage([json({ status: "Succeeded" })]);
    const step = accepted({ "azure-asyncoperation": `${other.server.url}/status` });
    const credential = (): { authorization: string } => ({ authorization: "Bearer x" });
    for (const trustedOrigins of [[], [other.server.url]]) {
      const play = await stage([step], { credential, trustedOrigins });
      await start(play, "POST");
      expect(play.server.requests[0]?.headers.authorization).toBe("Bearer x");
    }
    expect(other.server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, "Bearer x"]);
  });
});
