import { describe, expect, it } from "vitest";
import { deadline } from "../../../templates/runtime/src/lro/index.ts";
import { observe, type CallEvent } from "../../../templates/runtime/src/observe.ts";
import type { Observer } from "../../../templates/runtime/src/types.ts";
import { accepted, failure, json, stage, start } from "./support.ts";

const asked = accepted({ "azure-asyncoperation": "/status" });
const working = json({ status: "InProgress" });

/** A trace as a listener can build it: what is open, and what belongs to what. */
function tracer(): { readonly observer: Observer; readonly lines: string[] } {
  const lines: string[] = [];
  const known = new Set<object>();
  const observer = observe((event) => {
    const operation = event.type === "operation" ? event.operation : event.call.operation;
    if (operation !== undefined && !known.has(operation)) {
      known.add(operation);
      lines.push(`open ${(operation as { readonly id: string }).id}`);
    }
    if (event.type === "request") lines.push(`  ${event.call.method} ${event.call.url ?? event.call.path}`);
    if (event.type === "operation")
      lines.push(`end ${event.operation.state.status} ${String(event.error ?? "")}`.trim());
  });
  return { observer, lines };
}

describe("events of an operation", () => {
  it("let a trace have one span for it with its requests inside", async () => {
    const { observer, lines } = tracer();
    const play = await stage([asked, working, json({ status: "Succeeded" })], { observer });
    await start(play, "POST");
    const status = `${play.server.url}/status`;
    expect(lines).toEqual([
      "open Things_Change",
      "  POST /things/{name}",
      `  GET ${status}`,
      `  GET ${status}`,
      "end Succeeded",
    ]);
  });

  it("tell of a failure with its error", async () => {
    const { observer, lines } = tracer();
    const play = await stage([asked, json({ status: "Failed", error: { code: "Bad" } })], { observer });
    await failure(start(play, "POST"));
    expect(lines.at(-1)).toBe("end Failed OperationFailedError: Things_Change Failed: Bad");
  });

  it("tell that nobody waits any more, and go on when somebody does", async () => {
    const { observer, lines } = tracer();
    const play = await stage([asked, working, json({ status: "Succeeded" })], { observer });
    const poller = start(play, "POST");
    await failure(poller.wait({ signal: deadline(1, { clock: play.clock }) }));
    expect(lines.at(-1)).toBe("end InProgress DeadlineError: Things_Change InProgress at the deadline");
    await poller;
    expect(lines.at(-1)).toBe("end Succeeded");
    expect(lines.filter((line) => line.startsWith("open"))).toHaveLength(1);
  });

  it("may be listened to by what fails, and the operation does not", async () => {
    const heard: string[] = [];
    const observer = observe((event) => {
      heard.push(event.type);
      throw new Error("a bad listener");
    });
    const play = await stage([asked, json({ status: "Succeeded" })], { observer });
    const poller = start(play, "POST");
    await expect(poller.wait({ signal: deadline(1, { clock: play.clock }) })).rejects.toMatchObject({
      name: "DeadlineError",
    });
    await expect(poller).resolves.toEqual({ status: "Succeeded" });
    expect(heard).toEqual(["request", "response", "operation", "request", "response", "operation"]);
  });

  it("name operations by objects that show no secret", async () => {
    const seen: CallEvent[] = [];
    const credential = (): { authorization: string } => ({ authorization: "Bearer hunter2" });
    const play = await stage([json({})], {
      credential,
      observer: observe((event) => seen.push(event)),
      headers: { "x-key": "hunter2" },
    });
    const poller = start(play, "PUT");
    await poller;
    const ended = seen.find((event) => event.type === "operation");
    expect(ended?.operation).toBe(poller);
    expect(JSON.stringify(ended)).not.toContain("hunter2");
  });
});
