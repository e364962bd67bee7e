import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { asStream, call, deadline, type CallOptions } from "../../templates/runtime/src/index.ts";
import { clientOf, failure, serve } from "./support/clients.ts";
import { countingSignal, head, raw } from "./support/raw.ts";

const soon = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts to read a stream. */
async function reading(url: string, options: CallOptions) {
  const data = await call(
    clientOf(url),
    { method: "GET", path: "/x", as: asStream },
    { retry: { limit: 0 }, ...options },
  );
  return (data as ReadableStream<Uint8Array>).getReader();
}

/** A server that sends three bytes of a hundred, and then what it is told to. */
const begun = (then: (socket: Socket) => void = () => {}) =>
  raw((socket) => {
    socket.write(`${head(100)}abc`);
    setTimeout(() => then(socket), 10);
  });

const timeout = { name: "TransportError", reason: "timeout", message: "timeout 200 ms" };

describe("a stream that is waited for", () => {
  test("times out, which is told to who reads; its connection is closed", async () => {
    const { url, sockets } = await begun();
    const signal = countingSignal();
    const reader = await reading(url, { tryTimeout: 200, signal });
    expect((await reader.read()).value).toHaveLength(3);
    expect(await failure(reader.read())).toMatchObject(timeout);
    expect(await failure(reader.read())).toMatchObject(timeout);
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
    expect(signal.live.size).toBe(0);
  });

  test("has its time for each piece, however many there are", async () => {
    const { url } = await raw((socket) => {
      socket.write(head(8));
      [..."abcdefgh"].forEach((letter, at) => setTimeout(() => socket.write(letter), 25 * at));
    });
    const reader = await reading(url, { tryTimeout: 500 });
    let text = "";
    for (let piece; (piece = (await reader.read()).value);) text += new TextDecoder().decode(piece);
    expect(text).toBe("abcdefgh");
  });

  test("is not waited for while nobody reads it", async () => {
    const { url } = await raw((socket) => {
      const letters = setInterval(() => socket.write("x".repeat(50_000)), 5);
      socket.write(head(1_000_000));
      setTimeout(() => clearInterval(letters), 900);
    });
    const signal = countingSignal();
    const reader = await reading(url, { tryTimeout: 400, signal });
    await reader.read();
    // One piece is read ahead; after that nobody waits.
    await expect.poll(() => signal.live.size).toBe(0);
    await soon(600);
    expect((await reader.read()).done).toBe(false);
    await reader.cancel();
    expect(signal.live.size).toBe(0);
  });

  test.each<[string, (socket: Socket) => void]>([
    ["ends", (socket) => socket.end()],
    ["is reset", (socket) => socket.resetAndDestroy()],
  ])("fails where its connection %s, and leaves nobody waiting", async (_, end) => {
    const { url } = await begun(end);
    const signal = countingSignal();
    const reader = await reading(url, { signal });
    await reader.read();
    expect(await failure(reader.read())).toMatchObject({ name: "TransportError", reason: "truncated", retryable: 1 });
    expect(signal.live.size).toBe(0);
  });
});

describe("the caller's signal", () => {
  const reason = new Error("enough");

  test("ends a stream while it is waited for", async () => {
    const { url, sockets } = await begun();
    const signal = countingSignal();
    const reader = await reading(url, { signal });
    await reader.read();
    const next = failure(reader.read());
    signal.abort(reason);
    expect(await next).toBe(reason);
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
    expect(signal.live.size).toBe(0);
  });

  test("ends a stream that nobody waits for with its next piece", async () => {
    const server = await serve(() => ({ body: "x".repeat(1_000_000) }));
    const signal = countingSignal();
    const reader = await reading(server.url, { signal });
    await expect.poll(() => signal.added > 1 && signal.live.size === 0).toBe(true);
    signal.abort(reason);
    const error = failure(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    );
    expect(await error).toBe(reason);
    expect(signal.live.size).toBe(0);
  });

  test("may be a deadline", async () => {
    const { url, sockets } = await begun();
    const reader = await reading(url, { signal: deadline(60) });
    await reader.read();
    expect(await failure(reader.read())).toMatchObject({ name: "DeadlineError", state: undefined });
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  });

  test("has nobody left after a stream was read, or was left while it was waited for", async () => {
    const server = await serve(() => ({ body: "abc" }));
    const whole = countingSignal();
    const reader = await reading(server.url, { signal: whole });
    for (let done = false; !done;) ({ done } = await reader.read());
    expect(whole.live.size).toBe(0);
    const { url, sockets } = await begun();
    const left = countingSignal();
    const other = await reading(url, { signal: left });
    await other.read();
    const next = other.read();
    await other.cancel(reason);
    expect(await next).toMatchObject({ done: true });
    await expect.poll(() => left.live.size).toBe(0);
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  });
});
