import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  asNone,
  asStream,
  asString,
  call,
  sleep,
  deadline,
  TransportError,
  type CallOptions,
  type ClientOptions,
  type ReadBody,
  asData,
} from "../../templates/runtime/src/index.ts";
import { clientOf, failure, serve } from "./support/clients.ts";
import { countingSignal, head, raw } from "./support/raw.ts";

interface GetOptions extends CallOptions, Pick<ClientOptions, "maxResponseBytes"> {
  readonly as?: ReadBody;
}

const get = (url: string, { maxResponseBytes, as = asData, ...options }: GetOptions = {}) =>
  call(clientOf(url, { retry: { limit: 0 }, maxResponseBytes }), { method: "GET", path: "/x", as }, options);

describe("a connection that is lost", () => {
  test("before the response", async () => {
    const { url } = await raw((socket) => socket.resetAndDestroy());
    const error = await failure<TransportError>(get(url));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ reason: "connection", cause: expect.any(Error) as Error });
    expect(error.code).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(error.message).toContain(error.code);
  });

  test.each<[string, (socket: Socket) => void]>([
    ["ends", (socket) => socket.end()],
    ["is reset", (socket) => socket.resetAndDestroy()],
  ])("in the body: it %s", async (_, end) => {
    for (const as of [asData, asNone, asString]) {
      const { url } = await raw((socket) => {
        socket.write(head(100, "x-ms-request-id: r1\r\n") + '{"a":');
        setTimeout(() => end(socket), 10);
      });
      await expect(get(url, { as })).rejects.toMatchObject({ reason: "truncated", requestId: "r1" });
    }
  });

  test("in a chunked body", async () => {
    const { url } = await raw((socket) => socket.end(head("Transfer-Encoding: chunked") + '7\r\n{"a":1}\r\n'));
    await expect(get(url)).rejects.toMatchObject({ reason: "truncated" });
  });

  test("in the body is no loss to a read that may be repeated", async () => {
    const { url } = await raw((socket, number) => {
      if (number === 0) socket.end(head(100) + '{"a":');
      else socket.write(head(7) + '{"a":1}');
    });
    expect(await call(clientOf(url), { as: asData, method: "GET", path: "/x" })).toEqual({ a: 1 });
  });

  test("in a stream errors the stream", async () => {
    const { url } = await raw((socket) => socket.end(head(100) + "abc"));
    const stream = (await get(url, { as: asStream })) as ReadableStream;
    await expect(new Response(stream).text()).rejects.toMatchObject({ reason: "truncated" });
  });

  test("by a server that speaks no HTTP", async () => {
    const { url } = await raw((socket) => socket.end("what?\r\n\r\n"));
    await expect(get(url)).rejects.toMatchObject({ reason: "connection" });
  });
});

describe("a server that stalls", () => {
  const limited = { tryTimeout: 40 };

  test("before the response", async () => {
    const { url, sockets } = await raw(() => {});
    const error = await failure<TransportError>(get(url, limited));
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ reason: "timeout", message: "timeout 40 ms", retryable: 1 });
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  });

  test.each([asData, asNone, asString])("in the body, read by %o", async (as) => {
    const { url, sockets } = await raw((socket) => socket.write(head(100) + '{"a":'));
    await expect(get(url, { ...limited, as })).rejects.toMatchObject({ name: "TransportError", reason: "timeout" });
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  });

  test("in an error's body", async () => {
    const { url } = await raw((socket) => socket.write("HTTP/1.1 400 Bad\r\nContent-Length: 9\r\n\r\n"));
    await expect(get(url, limited)).rejects.toMatchObject({ name: "TransportError", reason: "timeout" });
  });

  test("in a stream", async () => {
    const { url } = await raw((socket) => socket.write(head(100) + "abc"));
    const stream = (await get(url, { ...limited, as: asStream })) as ReadableStream<Uint8Array>;
    const reader = stream.getReader();
    expect((await reader.read()).value).toHaveLength(3);
    await expect(reader.read()).rejects.toMatchObject({ name: "TransportError", reason: "timeout" });
  });

  test("is not one that is slow", async () => {
    const { url } = await raw((socket) => {
      socket.write(head(7));
      [...'{"a":1}'].forEach((letter, at) => setTimeout(() => socket.write(letter), 20 * at));
    });
    expect(await get(url, { tryTimeout: 100 })).toEqual({ a: 1 });
  });

  test("is left when the whole call has taken too long", async () => {
    const { url } = await raw((socket) => {
      socket.write(head(1000));
      const timer = setInterval(() => socket.write(" "), 5);
      socket.on("close", () => clearInterval(timer));
    });
    await expect(get(url, { signal: deadline(60) })).rejects.toMatchObject({ name: "DeadlineError", state: undefined });
  });

  test("is asked again where that is safe", async () => {
    let asked = 0;
    const { url } = await raw((socket) => void (asked++ && socket.write(head(7) + '{"a":1}')));
    const made = call(clientOf(url), { as: asData, method: "GET", path: "/x" }, limited);
    expect(await made).toEqual({ a: 1 });
  });
});

describe("the caller's signal", () => {
  const reason = new Error("enough");

  test("aborted before, sends nothing and asks for no retry", async () => {
    const server = await serve(() => ({}));
    await expect(get(server.url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(server.requests).toEqual([]);
  });

  test.each<[string, (socket: Socket) => void]>([
    ["before the response", () => {}],
    ["in the body", (socket) => void socket.write(head(100) + '{"a":')],
  ])("%s, ends the call and its connection", async (_, answer) => {
    const { url, sockets } = await raw(answer);
    const controller = new AbortController();
    const made = get(url, { signal: controller.signal });
    await expect.poll(() => sockets.length).toBe(1);
    setTimeout(() => controller.abort(reason), 20);
    await expect(made).rejects.toBe(reason);
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  });

  test("ends a stream that is read", async () => {
    const { url } = await raw((socket) => socket.write(head(100) + "abc"));
    const controller = new AbortController();
    const stream = (await get(url, { as: asStream, signal: controller.signal })) as ReadableStream<Uint8Array>;
    const reader = stream.getReader();
    await reader.read();
    const next = reader.read();
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
  });

  test("ends a wait for a credential and for a fetch that hears no signals", async () => {
    const never = new Promise<never>(() => {});
    for (const options of [{ credential: () => never }, { fetch: () => never }]) {
      const controller = new AbortController();
      const made = call(
        clientOf("http://127.0.0.1:1", options),
        { as: asData, method: "GET", path: "/" },
        { signal: controller.signal },
      );
      setTimeout(() => controller.abort(reason), 10);
      await expect(made).rejects.toBe(reason);
    }
  });

  test("has no listeners left after calls of any outcome", async () => {
    const server = await serve(({ url }, response) => {
      if (url === "/lost") response.destroy();
      else return { status: Number(url.slice(1)), body: { a: 1 }, headers: { location: "/200" } };
    });
    const counting = countingSignal();
    const client = clientOf(server.url, { clock: { now: Date.now, random: () => 0, sleep } });
    for (const path of ["/200", "/404", "/503", "/302", "/lost"]) {
      await call(client, { as: asData, method: "GET", path }, { signal: counting }).catch(() => {});
    }
    const stream = (await call(
      client,
      { method: "GET", path: "/200", as: asStream },
      { signal: counting },
    )) as ReadableStream;
    expect(counting.live.size).toBe(0);
    await stream.cancel();
    expect(counting.added).toBeGreaterThan(8);
    expect(counting.live.size).toBe(0);
  });
});

describe("a body that is too long", () => {
  test("ends in an error, and its connection is left", async () => {
    const server = await serve(() => ({ body: "x".repeat(1 << 20) }));
    const error = get(server.url, { maxResponseBytes: 1000, as: asString });
    await expect(error).rejects.toMatchObject({ name: "TransportError", reason: "oversize" });
    expect(await get(server.url, { maxResponseBytes: 1 << 20, as: asString })).toHaveLength(1 << 20);
  });

  test("is measured after decompression", async () => {
    const bomb = gzipSync(Buffer.alloc(32 << 20, 32));
    expect(bomb.length).toBeLessThan(100_000);
    const server = await serve(() => ({ body: bomb, headers: { "content-encoding": "gzip" } }));
    await expect(get(server.url, { maxResponseBytes: 1 << 20 })).rejects.toMatchObject({ reason: "oversize" });
  });

  test("is cut where it is an error's", async () => {
    const server = await serve(() => ({
      status: 400,
      body: gzipSync(Buffer.alloc(8 << 20, 65)),
      headers: { "content-encoding": "gzip" },
    }));
    const error = await failure<{ status: number; body: string }>(get(server.url));
    expect(error.status).toBe(400);
    expect(error.body.length).toBeLessThanOrEqual(1 << 20);
  });

  test("never ends, and is left at the limit", async () => {
    let closed = false;
    const server = await serve((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const timer = setInterval(() => response.write("x".repeat(10_000)), 1);
      response.on("close", () => {
        clearInterval(timer);
        closed = true;
      });
    });
    await expect(get(server.url, { maxResponseBytes: 100_000 })).rejects.toMatchObject({ reason: "oversize" });
    await expect.poll(() => closed).toBe(true);
  });

  test("is no matter to a stream, which goes as it is read", async () => {
    const server = await serve(() => ({ body: "x".repeat(2000) }));
    const stream = (await get(server.url, { maxResponseBytes: 1000, as: asStream })) as ReadableStream;
    expect(await new Response(stream).text()).toHaveLength(2000);
  });
});

test("a stream that is not wanted any more closes its connection", async () => {
  let closed = false;
  const server = await serve((_, response) => {
    response.on("close", () => (closed = true));
    response.writeHead(200);
    response.write("a");
  });
  const stream = (await get(server.url, { as: asStream })) as ReadableStream;
  await stream.cancel();
  await expect.poll(() => closed).toBe(true);
});

test("connections are used again, also after errors and redirects", async () => {
  const server = await serve(({ url }) =>
    url === "/x" ? { status: 302, headers: { location: "/y" }, body: "moved" } : { status: 404, body: { code: "C" } },
  );
  for (let calls = 0; calls < 5; calls++) await failure(get(server.url));
  expect(server.requests).toHaveLength(10);
  // The platform may open a second one while the first is handed back.
  expect(server.sockets.size).toBeLessThanOrEqual(2);
});
