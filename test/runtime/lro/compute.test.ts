import { describe, expect, it } from "vitest";
import {
  compute,
  longRunning,
  PollingError,
  type CancellablePoller,
  type OperationSpec,
} from "../../../templates/runtime/src/lro/index.ts";
import { failure, json, stage, statuses, type Stage, type Step } from "./support.ts";
import { asData } from "../../../templates/runtime/src/reading.ts";

const self = "/compute/v1/projects/p/zones/z/operations/op";
const step =
  (more: object): Step =>
  (origin) =>
    json({ name: "op", selfLink: origin + self, zone: `${origin}/compute/v1/projects/p/zones/z`, ...more });

const insert = (
  { client }: Stage,
  spec: Partial<OperationSpec> = {},
  method: "POST" | "DELETE" = "POST",
): CancellablePoller<unknown> =>
  longRunning(
    client,
    {
      as: asData,
      method,
      path: "/compute/v1/projects/{project}/zones/{zone}/disks",
      args: { project: "p", zone: "z" },
    },
    { id: "disks.insert", protocol: compute, ...spec },
  );

describe("operations of Compute style", () => {
  it("are asked at their own link until they are done, and yield their target", async () => {
    const target: Step = (origin) => json({ selfLink: `${origin}/disk` });
    const play = await stage([
      step({ status: "PENDING", progress: 0 }),
      step({ status: "RUNNING", progress: 40, startTime: "2030-01-01T00:00:00Z" }),
      (origin) => json({ name: "op", status: "DONE", progress: 100, targetLink: `${origin}/disk` }),
      target,
    ]);
    const poller = insert(play);
    const states = [];
    for await (const state of poller) states.push(state);
    expect(states).toMatchObject([
      { status: "PENDING", percentComplete: 0 },
      { status: "RUNNING", percentComplete: 40, startTime: "2030-01-01T00:00:00Z" },
      { status: "DONE", percentComplete: 100, done: true },
    ]);
    await expect(poller).resolves.toEqual({ selfLink: `${play.server.url}/disk` });
    expect(play.seen().slice(1)).toEqual([`GET ${self}`, `GET ${self}`, "GET /disk"]);
  });

  it("are asked by name and zone where the service's path is known, whatever their link says", async () => {
    const play = await stage([
      step({ status: "RUNNING", selfLink: "https://elsewhere.test/op" }),
      step({ status: "DONE" }),
    ]);
    await insert(play, { path: "/compute/v1/projects/p/zones/{zone}/operations/{operation}", result: "none" });
    expect(play.seen()[1]).toBe(`GET ${self}`);
  });

  it("yield the operation itself without a target, and nothing from DELETE or where nothing is expected", async () => {
    const last = { name: "op", status: "DONE" };
    const withTarget: Step = (origin) => json({ ...last, targetLink: `${origin}/never` });
    await expect(insert(await stage([json(last)]))).resolves.toEqual(last);
    const nothing = await stage([withTarget]);
    await expect(insert(nothing, { result: "none" })).resolves.toBeUndefined();
    expect(nothing.seen()).toHaveLength(1);
    const deleted = await stage([withTarget]);
    await expect(insert(deleted, {}, "DELETE")).resolves.toMatchObject(last);
    expect(deleted.seen()).toHaveLength(1);
    const own = await stage([withTarget]);
    await expect(insert(own, { final: "statusBody" })).resolves.toMatchObject(last);
  });

  it("fail with the first error's code, and all of them as details", async () => {
    const errors = [{ code: "QUOTA_EXCEEDED", message: "Too many", location: "disks" }, { code: "OTHER" }];
    const play = await stage([step({ status: "DONE", error: { errors }, httpErrorStatusCode: 403 })]);
    await expect(failure(insert(play))).resolves.toMatchObject({
      name: "OperationFailedError",
      code: "QUOTA_EXCEEDED",
      target: "disks",
      details: errors,
    });
  });

  it("fail by google.rpc.Status as in GKE, and by their HTTP status alone", async () => {
    const gke = await stage([step({ status: "DONE", error: { code: 5, message: "No node" } })]);
    await expect(failure(insert(gke))).resolves.toMatchObject({ name: "OperationFailedError", code: "NOT_FOUND" });
    const stopped = await stage([step({ status: "DONE", error: { code: 1, message: "Stopped" } })]);
    await expect(failure(insert(stopped))).resolves.toMatchObject({ name: "OperationCancelledError" });
    const bare = await stage([step({ status: "done", httpErrorStatusCode: 503, httpErrorMessage: "Busy" })]);
    await expect(failure(insert(bare))).resolves.toMatchObject({ code: "503", message: "disks.insert done: Busy" });
  });

  it("cannot be followed without name and link, and report what they do", async () => {
    const play = await stage([json({ status: "RUNNING" })]);
    await expect(failure(insert(play))).resolves.toBeInstanceOf(PollingError);
    const odd = await stage([step({ status: "ABORTING" }), step({ status: "DONE" })]);
    await expect(statuses(insert(odd, { result: "none" }))).resolves.toEqual(["ABORTING", "DONE"]);
  });
});
