import { describe, expect, it } from "vitest";
import { ServiceError, TransportError } from "../../../templates/runtime/src/errors.ts";
import { PollingError, type PollerOptions } from "../../../templates/runtime/src/lro/index.ts";
import { virtualClock } from "../../../templates/runtime/src/testing/index.ts";
import { accepted, failure, json, stage, start, type Step } from "./support.ts";

const asked = { "azure-asyncoperation": "/status" };
const working = json({ status: "InProgress" });
const over = json({ status: "Succeeded" });

/** When the requests of an operation are sent, in ms after its start. */
async function times(steps: readonly Step[], options?: PollerOptions): Promise<readonly number[]> {
  const play = await stage(steps);
  await start(play, "POST", {}, options);
  return play.times();
}

describe("the rhythm of polls", () => {
  it("grows by half from a second to half a minute", async () => {
    const steps = [accepted(asked), ...Array<Step>(11).fill(working), over];
    expect(await times(steps)).toEqual([
      0, 1000, 2500, 4750, 8125, 13_187.5, 20_781.25, 32_171.875, 49_257.8125, 74_886.71875, 104_886.71875,
      134_886.71875, 164_886.71875,
    ]);
  });

  it("takes up to a fifth off by chance, and nothing on", async () => {
    const clock = virtualClock({ random: () => 0.999 });
    const fetching = clock.fetch((url, init) => fetch(url, init as RequestInit));
    const play = await stage([accepted(asked), over], { clock, fetch: fetching });
    const began = clock.now();
    await start(play, "POST");
    expect(clock.now() - began).toBeCloseTo(800.2);
  });

  it("is as the caller likes", async () => {
    const steps = [accepted(asked), working, working, working, over];
    expect(await times(steps, { interval: 10, maxInterval: 20 })).toEqual([0, 10, 25, 45, 65]);
  });

  it("follows Retry-After from the first answer on, each for one wait", async () => {
    expect(
      await times([
        accepted({ ...asked, "retry-after": "3" }),
        working,
        json({ status: "A" }, { "retry-after": "7" }),
        over,
      ]),
    ).toEqual([0, 3000, 4000, 11_000]);
  });

  it.each([
    ["a date", "Tue, 01 Jan 2030 00:00:12 GMT", 12_000],
    ["a date that is over", "Mon, 31 Dec 2029 00:00:00 GMT", 100],
    ["nothing that can be read", "/bar", 1000],
    ["none at all: not faster than ten times a second", "0", 100],
    ["a day: not longer than ARM lets it", "86400", 600_000],
  ])("reads Retry-After: %s", async (_, value, expected) => {
    expect(await times([accepted({ ...asked, "retry-after": value }), over])).toEqual([0, expected]);
  });

  it("reads milliseconds", async () => {
    expect(await times([accepted({ ...asked, "retry-after-ms": "250" }), over])).toEqual([0, 250]);
  });

  it("counts Retry-After from the answer, not from the next wait", async () => {
    const play = await stage([accepted({ ...asked, "retry-after": "10" }), over], {}, false);
    const poller = start(play, "POST");
    await poller.started();
    await play.clock.advance(8000);
    const waits = poller.wait();
    await play.clock.advance(2000);
    await waits;
    expect(play.times()).toEqual([0, 10_000]);
  });
});

describe("polls that fail", () => {
  it.each<[string, Step]>([
    ["500", { status: 500 }],
    ["408", { status: 408 }],
    ["429", { status: 429 }],
    ["503", { status: 503 }],
    ["a cut connection", "cut"],
    ["a page of a gateway", { headers: { "content-type": "text/html" }, body: "<html>" }],
  ])("may be %s five times in a row, and again after an answer", async (_, bad) => {
    const row = Array<Step>(5).fill(bad);
    const play = await stage([accepted(asked), ...row, working, ...row, over]);
    await expect(start(play, "POST")).resolves.toEqual({ status: "Succeeded" });
    expect(play.seen()).toHaveLength(13);
  });

  it("end the wait after that, with the reason; the next wait has as much patience", async () => {
    const play = await stage([accepted(asked), ...Array.from({ length: 11 }, () => ({ status: 500 })), over]);
    const poller = start(play, "POST");
    const error = await failure<PollingError>(poller);
    expect(error).toBeInstanceOf(PollingError);
    expect(error.cause).toBeInstanceOf(ServiceError);
    expect(error.message).toContain("500");
    expect(play.seen()).toHaveLength(7);
    await expect(poller).resolves.toEqual({ status: "Succeeded" });
  });

  it("are as many as the caller likes", async () => {
    const play = await stage([accepted(asked), "cut"]);
    const error = await failure<PollingError>(start(play, "POST", {}, { tolerance: 0 }));
    expect(error.cause).toBeInstanceOf(TransportError);
    expect(play.seen()).toHaveLength(2);
  });

  it("wait as long as the refusal says", async () => {
    expect(await times([accepted(asked), { status: 429, headers: { "retry-after": "20" } }, over])).toEqual([
      0, 1000, 21_000,
    ]);
  });

  it("are retried within themselves first", async () => {
    const play = await stage([accepted(asked), { status: 503 }, { status: 503 }, over], {
      retry: { limit: 2, baseDelay: 1 },
    });
    await expect(start(play, "POST", {}, { tolerance: 0 })).resolves.toEqual({ status: "Succeeded" });
  });

  it("may be 404 at addresses that the service gave: ARM hands them out before they exist", async () => {
    const row = Array.from({ length: 5 }, () => ({ status: 404 }));
    const play = await stage([accepted(asked), ...row, working, ...row, over]);
    await expect(start(play, "POST")).resolves.toEqual({ status: "Succeeded" });
    const gone = await stage([accepted(asked), working, { status: 404 }]);
    const error = await failure<PollingError>(start(gone, "POST"));
    expect(error).toMatchObject({ name: "PollingError", cause: { status: 404 } });
    expect(gone.seen()).toHaveLength(8);
  });

  it.each([400, 401, 403, 409, 410])("end the wait at once with %i", async (status) => {
    const play = await stage([accepted(asked), { status }]);
    await expect(start(play, "POST")).rejects.toMatchObject({ name: "ServiceError", status });
    expect(play.seen()).toHaveLength(2);
  });
});
