import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { sleep, systemClock } from "../../../templates/runtime/src/clock.ts";
import { deadline, DeadlineError, OperationFailedError } from "../../../templates/runtime/src/lro/index.ts";
import { virtualClock } from "../../../templates/runtime/src/testing/index.ts";
import type { Clock } from "../../../templates/runtime/src/types.ts";
import { accepted, failure, json, stage, start, statuses } from "./support.ts";

const asked = accepted({ "azure-asyncoperation": "/status" });
const working = json({ status: "InProgress" });
const over = json({ status: "Succeeded" });
const reason = new Error("enough");

/** What a deadline tells, and when, by a clock that stands still until it is told. */
function listening(when: number | Date, signal?: AbortSignal) {
  const clock = virtualClock({ auto: false, now: 0 });
  const limit = deadline(when, { clock, signal });
  const told: number[] = [];
  const listener = (): void => void told.push(clock.now());
  return { clock, limit, told, listener };
}

describe("a deadline as a signal", () => {
  it.each<[string, number | Date]>([
    ["milliseconds from now", 1000],
    ["a time", new Date(1000)],
  ])("is over at %s, and tells so once", async (_, when) => {
    const { clock, limit, told, listener } = listening(when);
    limit.addEventListener("abort", listener);
    limit.addEventListener("abort", listener);
    await clock.advance(999);
    expect([limit.aborted, limit.reason, told]).toEqual([false, undefined, []]);
    await clock.advance(1);
    expect([limit.aborted, told]).toEqual([true, [1000]]);
    expect(limit.reason).toBeInstanceOf(DeadlineError);
    expect(limit.reason).toBe(limit.reason);
    expect(limit.reason).toMatchObject({ name: "DeadlineError", state: undefined, retryable: 0 });
    await clock.advance(10_000);
    expect(told).toEqual([1000]);
  });

  it("holds a sleep while somebody listens, and none before and after", async () => {
    const { clock, limit, told, listener } = listening(1000);
    expect(clock.sleeping).toBe(0);
    const other = (): void => {};
    const stranger = (): void => {};
    limit.addEventListener("abort", listener);
    limit.addEventListener("abort", other);
    expect(clock.sleeping).toBe(2);
    limit.removeEventListener("abort", listener);
    limit.removeEventListener("abort", stranger);
    expect(clock.sleeping).toBe(1);
    limit.removeEventListener("abort", other);
    expect(clock.sleeping).toBe(0);
    await clock.advance(2000);
    expect([limit.aborted, told]).toEqual([true, []]);
  });

  it("tells nobody who has gone, also where the clock does not hear of it", async () => {
    let wake = (): void => {};
    const deaf: Clock = { now: () => 0, random: () => 0, sleep: () => new Promise((resolve) => (wake = resolve)) };
    const limit = deadline(1000, { clock: deaf });
    let told = 0;
    const listener = (): void => void told++;
    limit.addEventListener("abort", listener);
    limit.removeEventListener("abort", listener);
    wake();
    await sleep(1);
    expect(told).toBe(0);
  });

  it("may be further away than a timer can be", async () => {
    const sleeps: number[] = [];
    const { clock } = listening(0);
    const noting: Clock = {
      ...clock,
      now: clock.now,
      sleep: (ms, signal) => (sleeps.push(ms), clock.sleep(ms, signal)),
    };
    const limit = deadline(2 ** 32, { clock: noting });
    let isTold = false;
    limit.addEventListener("abort", () => (isTold = true));
    await clock.advance(2 ** 31);
    expect([limit.aborted, isTold]).toEqual([false, false]);
    await clock.advance(2 ** 31 - 1);
    expect([limit.aborted, isTold]).toEqual([false, false]);
    await clock.advance(1);
    expect([limit.aborted, isTold]).toEqual([true, true]);
    expect(sleeps).toEqual([2 ** 31 - 1, 2 ** 31 - 1, 2]);
    const never = deadline(Infinity);
    expect(never.aborted).toBe(false);
  });

  it.each<[string, number | Date]>([
    ["none", 0],
    ["a time that has passed", new Date(0)],
  ])("may be over from the start: %s", (_, when) => {
    expect(deadline(when).aborted).toBe(true);
    expect(deadline(when).reason).toBeInstanceOf(DeadlineError);
  });
});

describe("a deadline with a signal", () => {
  it("ends with what comes first: the signal", async () => {
    const controller = new AbortController();
    const { clock, limit, told, listener } = listening(1000, controller.signal);
    limit.addEventListener("abort", listener);
    await clock.advance(10);
    controller.abort(reason);
    expect([limit.aborted, limit.reason, told]).toEqual([true, reason, [10]]);
    expect(clock.sleeping).toBe(0);
    await clock.advance(5000);
    expect([limit.reason, told]).toEqual([reason, [10]]);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  it("ends with what comes first: the time", async () => {
    const controller = new AbortController();
    const { clock, limit, told, listener } = listening(1000, controller.signal);
    limit.addEventListener("abort", listener);
    await clock.advance(1000);
    controller.abort(reason);
    expect(told).toEqual([1000]);
    expect(limit.reason).toBeInstanceOf(DeadlineError);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  it("may be over from the start", () => {
    const limit = deadline(1000, { signal: AbortSignal.abort(reason) });
    expect([limit.aborted, limit.reason]).toEqual([true, reason]);
  });

  it("may be within another deadline", async () => {
    const clock = virtualClock({ auto: false, now: 0 });
    const inner = deadline(1000, { clock });
    const outer = deadline(2000, { clock, signal: inner });
    let told = 0;
    outer.addEventListener("abort", () => told++);
    await clock.advance(1000);
    expect([outer.aborted, told, clock.sleeping]).toEqual([true, 1, 0]);
    expect(outer.reason).toBe(inner.reason);
  });
});

describe("a wait with a deadline", () => {
  it("ends with the state, whatever it waits for", async () => {
    const play = await stage([asked, working]);
    const poller = start(play, "POST");
    await poller.started();
    const limits = () => ({ signal: deadline(1500, { clock: play.clock }) });
    const error = await failure<DeadlineError>(poller.wait(limits()));
    expect(error).toMatchObject({ name: "DeadlineError", message: "Things_Change InProgress at the deadline" });
    expect(error.state).toBe(poller.state);
    expect(error.state?.body).toEqual({ status: "InProgress" });
    const slow = await stage([asked, accepted({ "retry-after": "60" })]);
    const polled = start(slow, "POST");
    await expect(polled.poll({ signal: deadline(0) })).rejects.toMatchObject({ name: "DeadlineError" });
    expect([play.clock.sleeping, slow.clock.sleeping]).toEqual([0, 0]);
  });

  it("ends with the state where the operation has not answered yet", async () => {
    const play = await stage([asked]);
    const silent = { ...play.client, options: { ...play.client.options, fetch: () => new Promise<never>(() => {}) } };
    const poller = start({ ...play, client: silent }, "POST");
    const error = await failure<DeadlineError>(poller.wait({ signal: deadline(1000, { clock: play.clock }) }));
    expect(error).toMatchObject({ message: "Things_Change notStarted at the deadline", state: poller.state });
    expect(play.clock.sleeping).toBe(0);
    const own = start({ ...play, client: silent }, "POST", {}, { signal: deadline(1000, { clock: play.clock }) });
    // That is the end of the start, which is a call.
    expect(await failure(own)).toMatchObject({ name: "DeadlineError", state: undefined });
    expect(play.clock.sleeping).toBe(0);
  });

  it("has an error of its own for each of many, and other waits do not notice", async () => {
    const play = await stage([asked, working, working, over]);
    const poller = start(play, "POST");
    const limit = deadline(1200, { clock: play.clock });
    const [first, second, result] = await Promise.all([
      failure(poller.wait({ signal: limit })),
      failure(poller.wait({ signal: limit })),
      poller,
    ]);
    expect(first).toBeInstanceOf(DeadlineError);
    expect(second).toBeInstanceOf(DeadlineError);
    expect(result).toEqual({ status: "Succeeded" });
    expect(await failure(poller.wait({ signal: limit }).then(() => Promise.reject(reason)))).toBe(reason);
  });

  it("ends with the signal in it, and its reason", async () => {
    const play = await stage([asked, working], {}, false);
    const poller = start(play, "POST");
    await poller.started();
    const controller = new AbortController();
    const { clock } = play;
    const waits = failure(poller.wait({ signal: deadline(5000, { clock, signal: controller.signal }) }));
    await clock.advance(100);
    controller.abort(reason);
    expect(await waits).toBe(reason);
    expect(clock.sleeping).toBe(0);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });

  it("tells of the operation's own end, not of the deadline, where that comes first", async () => {
    const play = await stage([asked, json({ status: "Failed", error: { code: "Bad" } })]);
    const signal = deadline(5000, { clock: play.clock });
    expect(await failure(start(play, "POST").wait({ signal }))).toBeInstanceOf(OperationFailedError);
    expect(play.clock.sleeping).toBe(0);
  });

  it("is the poller's own for its start, its polls and its waits", async () => {
    const play = await stage([asked, working]);
    const began = play.clock.now();
    const poller = start(play, "POST", {}, { signal: deadline(4000, { clock: play.clock }) });
    await expect(statuses(poller)).rejects.toMatchObject({ name: "DeadlineError", state: { status: "InProgress" } });
    expect(play.clock.now() - began).toBe(4000);
    const never = start(play, "POST", {}, { signal: deadline(0) });
    await expect(never).rejects.toBeInstanceOf(DeadlineError);
    await expect(never.started()).rejects.toBeInstanceOf(DeadlineError);
    expect(play.clock.sleeping).toBe(0);
  });
});

describe("a call with a deadline", () => {
  it("sends nothing where it is over before", async () => {
    const play = await stage([over]);
    const sent = start(play, "GET", {}, { signal: deadline(new Date(0)) }).started();
    await expect(sent).rejects.toMatchObject({ name: "DeadlineError", state: undefined });
    expect(play.seen()).toEqual([]);
  });

  it("leaves no timer of the machine's where it was in time", async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const fetch = async (): Promise<Response> => new Response("{}");
    const play = await stage([over], { clock: systemClock, fetch });
    const before = timers();
    const controller = new AbortController();
    const limit = deadline(1_000_000, { signal: controller.signal });
    expect(timers()).toBe(before);
    await Promise.all(Array.from({ length: 10 }, () => start(play, "PUT", {}, { signal: limit })));
    expect(timers()).toBe(before);
    const wait = failure(sleep(1_000_000, limit));
    expect(timers()).toBe(before + 2);
    const short = failure(sleep(1_000_000, deadline(20)));
    expect(await short).toBeInstanceOf(DeadlineError);
    expect(timers()).toBe(before + 2);
    controller.abort(reason);
    expect(await wait).toBe(reason);
    expect(timers()).toBe(before);
  });
});
