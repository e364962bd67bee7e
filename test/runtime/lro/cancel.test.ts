import { describe, expect, it } from "vitest";
import { call } from "../../../templates/runtime/src/call.ts";
import {
  Cancellable,
  aip151,
  headerPolling,
  longRunning,
  OperationCancelledError,
  type CancellablePoller,
} from "../../../templates/runtime/src/lro/index.ts";
import { accepted, failure, json, stage, type Stage, type Step } from "./support.ts";
import { asData } from "../../../templates/runtime/src/reading.ts";

const asked = accepted({ "azure-asyncoperation": "/status", "retry-after": "60" });

/** An operation that another one aborts, as in AKS. */
const cluster = ({ client }: Stage): CancellablePoller<unknown> =>
  longRunning(
    client,
    { as: asData, method: "PUT", path: "/clusters/{name}", args: { name: "one" } },
    {
      id: "Clusters_Put",
      protocol: headerPolling,
      poller: Cancellable,
      cancel: ({ name }, options) =>
        longRunning(
          client,
          { as: asData, method: "POST", path: "/clusters/{name}/abort", args: { name } },
          { id: "Clusters_Abort", protocol: headerPolling, result: "none" },
          options,
        ),
    },
  );

/** An operation that a call cancels by name, as of Google. */
const membership = ({ client }: Stage): CancellablePoller<unknown> =>
  longRunning(
    client,
    { as: asData, method: "DELETE", path: "/v1/{+name}", args: { name: "memberships/m" } },
    {
      id: "memberships.delete",
      protocol: aip151,
      path: "/v1/{+name}",
      poller: Cancellable,
      cancel: ({ name }, options) =>
        call(client, { as: asData, method: "POST", path: "/v1/{+name}:cancel", args: { name } }, options),
    },
  );

describe("cancel", () => {
  it("starts the operation that aborts, with the arguments of the start, and polls at once", async () => {
    const play = await stage([asked, accepted({ location: "/abort/1" }), json({ status: "Canceled" })], {}, false);
    const poller = cluster(play);
    const ended = failure(poller);
    await poller.started();
    await expect(poller.cancel()).resolves.toBe("requested");
    expect(await ended).toBeInstanceOf(OperationCancelledError);
    expect(play.seen()).toEqual(["PUT /clusters/one", "POST /clusters/one/abort", "GET /status"]);
    expect(play.times()).toEqual([0, 0, 0]);
  });

  it("makes the intervals short again", async () => {
    const patient = accepted({ "azure-asyncoperation": "/status" });
    const working = json({ status: "InProgress" });
    const steps = [patient, ...Array.from({ length: 9 }, () => working)];
    const play = await stage([...steps, accepted({ location: "/abort/1" }), working, json({ status: "Canceled" })]);
    const poller = cluster(play);
    for await (const _ of poller) if (play.seen().length === steps.length) break;
    await poller.cancel();
    await expect(poller).rejects.toBeInstanceOf(OperationCancelledError);
    const times = play.times();
    const last = times.at(-3) ?? 0;
    expect(times.slice(-3).map((time) => time - last)).toEqual([0, 0, 1000]);
  });

  it("waits for the start", async () => {
    const play = await stage([asked, accepted({ location: "/abort/1" }), json({ status: "Canceled" })]);
    const poller = cluster(play);
    await expect(poller.cancel()).resolves.toBe("requested");
    await expect(poller).rejects.toBeInstanceOf(OperationCancelledError);
    const refused = await stage([{ status: 400 }]);
    await expect(cluster(refused).cancel()).rejects.toMatchObject({ status: 400 });
  });

  it("leaves the outcome to the service: the operation may be faster", async () => {
    const play = await stage([asked, accepted({ location: "/abort/1" }), json({ status: "Succeeded" }), json("here")]);
    const poller = cluster(play);
    await expect(poller.cancel()).resolves.toBe("requested");
    await expect(poller).resolves.toBe("here");
  });

  it.each<[string, Step]>([
    ["409, the operation has ended", json({ error: { code: "OperationNotAllowed" } }, {}, 409)],
    ["404, it is gone", { status: 404 }],
    ["204, there is nothing to abort", { status: 204 }],
  ])("has nothing to do after %s", async (_, step) => {
    const play = await stage([asked, step]);
    await expect(cluster(play).cancel()).resolves.toBe("alreadyEnded");
    expect(play.seen()).toHaveLength(2);
  });

  it("has nothing to do, nor to ask, where the operation is known to have ended", async () => {
    const play = await stage([json({})]);
    const poller = cluster(play);
    await poller;
    await expect(poller.cancel()).resolves.toBe("alreadyEnded");
    expect(play.seen()).toHaveLength(1);
  });

  it("calls by the operation's name, not the start's", async () => {
    const operation = { name: "operations/o", done: false };
    const ended = { ...operation, done: true, error: { code: 1 } };
    const play = await stage([json(operation), json({}), json(ended)]);
    const poller = membership(play);
    await expect(poller.cancel()).resolves.toBe("requested");
    await expect(poller).rejects.toBeInstanceOf(OperationCancelledError);
    expect(play.seen()[1]).toBe("POST /v1/operations/o:cancel");
  });

  it.each([
    ["UNIMPLEMENTED", 501, "notCancellable"],
    ["UNIMPLEMENTED", 400, "notCancellable"],
    [undefined, 405, "notCancellable"],
    ["FAILED_PRECONDITION", 400, "alreadyEnded"],
    ["NOT_FOUND", 404, "alreadyEnded"],
  ])("reports %s (%i) as %s", async (status, code, outcome) => {
    const play = await stage([json({ name: "operations/o" }), json({ error: { code, status } }, {}, code)]);
    await expect(membership(play).cancel()).resolves.toBe(outcome);
  });

  it("fails where the request does, and leaves the wait alone", async () => {
    const done = json({ name: "operations/o", done: true, response: {} });
    const play = await stage([json({ name: "operations/o" }), { status: 403 }, done]);
    const poller = membership(play);
    await expect(poller.cancel()).rejects.toMatchObject({ name: "ServiceError", status: 403 });
    await expect(poller).resolves.toEqual({});
  });

  it("is not there where the service has no such thing", async () => {
    const play = await stage([asked]);
    const { client } = play;
    const poller = longRunning(
      client,
      { as: asData, method: "POST", path: "/x" },
      { id: "X", protocol: headerPolling },
    );
    expect(poller).not.toHaveProperty("cancel");
    await poller.started();
    expect(play.seen()).toHaveLength(1);
  });
});
