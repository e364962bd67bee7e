import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../../templates/runtime/src/clock.ts";
import { ServiceError } from "../../../templates/runtime/src/errors.ts";
import { deadline, DeadlineError } from "../../../templates/runtime/src/lro/index.ts";
import type { State } from "../../../templates/runtime/src/lro/index.ts";
import type { FetchLike } from "../../../templates/runtime/src/platform.ts";
import { accepted, failure, json, stage, start, statuses } from "./support.ts";

const asked = accepted({ "azure-asyncoperation": "/status" });
const working = json({ status: "InProgress" });
const over = json({ status: "Succeeded" });

/** Lets what is under way on the network come to its end. */
const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe("a poller", () => {
  it("starts at once, and is not started yet before the answer", async () => {
    const play = await stage([asked, over]);
    const poller = start(play, "POST");
    expect(poller).toMatchObject({ id: "Things_Change", status: "notStarted", state: { done: false } });
    expect(await poller.started()).toMatchObject({ status: 202, headers: { "azure-asyncoperation": "/status" } });
    expect(poller.status).toBe("InProgress");
  });

  it("is not polled, and holds no timer, while nobody waits", async () => {
    const play = await stage([asked, working, working, over]);
    const poller = start(play, "POST");
    await poller.started();
    await later();
    expect(play.seen()).toHaveLength(1);
    expect(play.clock.sleeping).toBe(0);
    for await (const { status } of poller) {
      if (status === "InProgress" && play.seen().length === 2) break;
    }
    await later();
    expect(play.seen()).toHaveLength(2);
    expect(play.clock.sleeping).toBe(0);
    await poller;
    expect(play.seen()).toHaveLength(4);
  });

  it("can be awaited often, then, catch and finally included, for one series of polls", async () => {
    const play = await stage([asked, working, over]);
    const poller = start<{ readonly status: string }>(play, "POST");
    let ended = 0;
    const all = [
      poller,
      poller.then(({ status }) => status),
      poller.catch(() => "never"),
      poller.finally(() => ended++),
      poller.wait(),
      statuses(poller),
      statuses(poller),
    ];
    const body = { status: "Succeeded" };
    const seen = ["InProgress", "InProgress", "Succeeded"];
    await expect(Promise.all(all)).resolves.toEqual([body, "Succeeded", body, body, body, seen, seen]);
    await expect(poller).resolves.toEqual(body);
    expect(ended).toBe(1);
    expect(play.seen()).toHaveLength(3);
  });

  it("yields its last state to who comes late", async () => {
    const play = await stage([asked, over]);
    const poller = start(play, "POST");
    await poller;
    await expect(statuses(poller)).resolves.toEqual(["Succeeded"]);
    await expect(poller.poll()).resolves.toMatchObject({ done: true });
    expect(play.seen()).toHaveLength(2);
  });

  it("ends iteration with the terminal state of an operation that fails, and awaiting with the error", async () => {
    const play = await stage([asked, json({ status: "Failed", error: { code: "Bad" } })]);
    const poller = start(play, "POST");
    const states: State[] = [];
    for await (const state of poller) states.push(state);
    expect(states.at(-1)).toMatchObject({ status: "Failed", done: true, error: { code: "Bad" } });
    const first = await failure(poller);
    expect(await failure(poller)).toBe(first);
  });

  it("rejects everybody, and again, where the start is refused; nobody else notices", async () => {
    const unhandled: unknown[] = [];
    const listen = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", listen);
    try {
      const play = await stage([json({ error: { code: "Conflict" } }, {}, 409)]);
      const poller = start(play, "PUT");
      await later();
      expect(unhandled).toEqual([]);
      const errors = await Promise.all([
        failure(poller),
        failure(poller),
        failure(poller.started()),
        failure(poller.poll()),
        failure(statuses(poller)),
        failure(poller.wait()),
      ]);
      for (const error of errors) expect(error).toBe(errors[0]);
      expect(errors[0]).toBeInstanceOf(ServiceError);
      expect(play.seen()).toHaveLength(1);
      await later();
      expect(unhandled).toEqual([]);
    } finally {
      process.off("unhandledRejection", listen);
    }
  });

  it("can be awaited again after a wait was aborted, and other waits do not notice", async () => {
    const play = await stage([asked, working, working, over], {}, false);
    const poller = start(play, "POST");
    const controller = new AbortController();
    const reason = new Error("enough");
    const aborted = failure(poller.wait({ signal: controller.signal }));
    const other = poller.wait();
    await poller.started();
    await play.clock.advance(1000);
    controller.abort(reason);
    expect(await aborted).toBe(reason);
    expect(play.clock.sleeping).toBe(1);
    await play.clock.advance(10_000);
    await expect(other).resolves.toEqual({ status: "Succeeded" });
    await expect(poller).resolves.toEqual({ status: "Succeeded" });
  });

  it("stops with its last wait, and goes on with the next", async () => {
    const play = await stage([asked, working, over], {}, false);
    const poller = start(play, "POST");
    const controller = new AbortController();
    const aborted = failure(poller.wait({ signal: controller.signal }));
    await poller.started();
    await play.clock.advance(1000);
    expect(play.seen()).toHaveLength(2);
    controller.abort();
    expect(await aborted).toMatchObject({ name: "AbortError" });
    expect(play.clock.sleeping).toBe(0);
    const again = poller.wait({ signal: new AbortController().signal });
    await play.clock.advance(10_000);
    await expect(again).resolves.toEqual({ status: "Succeeded" });
  });

  it("gives up a poll under way with its last wait; who comes at that moment is not its loss", async () => {
    const play = await stage([asked, over]);
    let given = 0;
    const holding = (url: string, init: RequestInit): Promise<Response> => {
      if (given > 0 || !url.endsWith("/status")) return fetch(url, init);
      return new Promise((_, reject) => {
        init.signal?.addEventListener("abort", () => {
          given++;
          reject(init.signal?.reason as Error);
        });
      });
    };
    const client = { ...play.client, options: { ...play.client.options, fetch: holding as FetchLike } };
    const poller = start({ ...play, client }, "POST");
    const controller = new AbortController();
    const aborted = failure(poller.wait({ signal: controller.signal }));
    await poller.started();
    await later();
    controller.abort();
    const again = poller.wait();
    expect(await aborted).toMatchObject({ name: "AbortError" });
    await expect(again).resolves.toEqual({ status: "Succeeded" });
    expect(given).toBe(1);
  });

  it("does not wait with a signal that is aborted, nor start with one", async () => {
    const play = await stage([asked, over]);
    const poller = start(play, "POST");
    await poller.started();
    await expect(poller.wait({ signal: AbortSignal.abort("no") })).rejects.toBe("no");
    const never = start(play, "POST", {}, { signal: AbortSignal.abort("never") });
    await expect(never).rejects.toBe("never");
    expect(play.seen()).toHaveLength(1);
  });

  it("leaves no listener on a signal", async () => {
    const play = await stage([asked, working, working, over]);
    const { signal } = new AbortController();
    const poller = start(play, "POST", {}, { signal });
    for await (const _ of poller) void _;
    await poller;
    await poller.wait({ signal });
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  it("gives up at a deadline, with the state it knows, and can be awaited again", async () => {
    const play = await stage([asked, working, working, working, over]);
    const poller = start(play, "POST");
    await poller.started();
    const began = play.clock.now();
    const error = await failure<DeadlineError>(poller.wait({ signal: deadline(1200, { clock: play.clock }) }));
    expect(error).toBeInstanceOf(DeadlineError);
    expect(error.message).toBe("Things_Change InProgress at the deadline");
    expect(error.state).toBe(poller.state);
    expect(Object.keys(error)).toEqual(["state", "retryable"]);
    expect(play.clock.now() - began).toBe(1200);
    expect(
      await failure(poller.wait({ signal: deadline(new Date(began + 1300), { clock: play.clock }) })),
    ).toBeInstanceOf(DeadlineError);
    expect(play.clock.now() - began).toBe(1300);
    await expect(poller).resolves.toEqual({ status: "Succeeded" });
    expect(play.clock.sleeping).toBe(0);
  });

  it("counts the poller's own deadline from its start, for all its waits", async () => {
    const play = await stage([asked, working]);
    const poller = start(play, "POST", {}, { signal: deadline(5000, { clock: play.clock }) });
    const began = play.clock.now();
    await expect(statuses(poller)).rejects.toBeInstanceOf(DeadlineError);
    expect(play.clock.now() - began).toBe(5000);
    await expect(poller).rejects.toBeInstanceOf(DeadlineError);
    expect(play.clock.now() - began).toBe(5000);
  });

  it("holds deadlines that no timer can", async () => {
    const play = await stage([asked, working, over], { clock: systemClock });
    const poller = start(play, "POST", {}, { signal: deadline(2 ** 31 + 1e6), interval: 10 });
    await expect(poller).resolves.toEqual({ status: "Succeeded" });
  });

  it("polls by hand at once, and wakes who waits", async () => {
    const play = await stage(
      [accepted({ "azure-asyncoperation": "/status", "retry-after": "60" }), working, over],
      {},
      false,
    );
    const poller = start(play, "POST");
    await expect(poller.poll()).resolves.toMatchObject({ status: "InProgress" });
    const waits = poller.wait();
    await expect(poller.poll()).resolves.toMatchObject({ status: "InProgress", response: { status: 200 } });
    await expect(poller.poll()).resolves.toMatchObject({ status: "Succeeded", done: true });
    await expect(waits).resolves.toEqual({ status: "Succeeded" });
    expect(play.times()).toEqual([0, 0, 0]);
  });

  it("lets go of everybody when it is disposed of", async () => {
    const play = await stage([asked, working], {}, false);
    const poller = start(play, "POST");
    const waits = failure(poller);
    await poller.started();
    await later();
    await poller[Symbol.asyncDispose]();
    expect(await waits).toMatchObject({ name: "AbortError" });
    expect(play.clock.sleeping).toBe(0);
  });
});
