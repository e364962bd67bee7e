import { createServer } from "node:http";
import { Readable } from "node:stream";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { nodeFetch } from "../../../templates/runtime/src/node/index.ts";
import { serve } from "../support/clients.ts";
import { causeOf, listen, raw, textOf } from "./support.ts";

const manual = { redirect: "manual" } as const;
const fetch = nodeFetch({ proxy: false });

describe("a request", () => {
  const bytes = new TextEncoder().encode("äbc");
  const large = "x".repeat(200_000);
  const stream = () => new Blob(["one", "two"]).stream();
  test.each<[string, () => unknown, string, string | undefined]>([
    ["a text", () => "äbc", "4", "text/plain;charset=UTF-8"],
    ["bytes", () => bytes, "4", undefined],
    ["a buffer", () => bytes.buffer, "4", undefined],
    ["a small Blob", () => new Blob(["äbc"], { type: "a/b" }), "4", "a/b"],
    ["a large Blob", () => new Blob([large]), "200000", undefined],
    ["parameters", () => new URLSearchParams({ a: "1" }), "3", "application/x-www-form-urlencoded;charset=UTF-8"],
    ["a stream", stream, "", undefined],
    ["a stream of Node's", () => Readable.from([Buffer.from("onetwo")]), "", undefined],
  ])("carries %s", async (_, body, length, type) => {
    const server = await serve(({ body }) => ({ body }));
    const sent = body();
    const response = await fetch(server.url, { method: "POST", body: sent as string, ...manual });
    const expected =
      sent instanceof Blob ? await sent.text() : length === "" ? "onetwo" : length === "3" ? "a=1" : "äbc";
    expect(Buffer.from(await textOf(response), "utf8").toString()).toBe(Buffer.from(expected).toString("latin1"));
    const headers = server.requests[0]?.headers;
    expect(headers?.["content-length"] ?? "").toBe(length);
    expect(headers?.["content-type"]).toBe(type);
  });

  test("carries a form", async () => {
    const server = await serve(({ body }) => ({ body }));
    const form = new FormData();
    form.set("a", "1");
    expect(await textOf(await fetch(server.url, { method: "POST", body: form }))).toContain('name="a"\r\n\r\n1');
    expect(server.requests[0]?.headers["content-type"]).toContain("multipart/form-data; boundary=");
  });

  test("may be a GET with a body", async () => {
    const server = await serve(({ method, body }) => ({ body: method + body }));
    const init = { method: "GET", body: "abc" };
    expect(await textOf(await fetch(server.url, init))).toBe("GETabc");
  });

  test("says how long its body is, whatever the caller says", async () => {
    const server = await serve(({ body }) => ({ body }));
    const headers = { "Content-Length": "99" };
    expect(await textOf(await fetch(server.url, { method: "PUT", body: "abc", headers }))).toBe("abc");
    await fetch(server.url, { method: "POST", headers });
    expect(server.requests.map(({ headers }) => headers["content-length"])).toEqual(["3", "0"]);
  });

  test.each(["connection", "Transfer-Encoding", "upgrade", "proxy-authorization"])("refuses %s", async (name) => {
    const server = await serve(() => ({}));
    await expect(fetch(server.url, { headers: { [name]: "x" } })).rejects.toBeInstanceOf(TypeError);
    await expect(fetch(server.url, { headers: { a: "b\r\nc: d" } })).rejects.toBeInstanceOf(TypeError);
    expect(server.requests).toEqual([]);
  });

  test.each(["ftp://a/", "http://user:secret@127.0.0.1/", "nothing"])("refuses the address %s", async (url) => {
    await expect(fetch(url, {})).rejects.toBeInstanceOf(TypeError);
  });

  test("fails with the stream that it sends", async () => {
    const server = await serve(() => ({}));
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("no more")) });
    const failing = fetch(server.url, { method: "POST", body, duplex: "half" } as RequestInit);
    await expect(failing).rejects.toMatchObject({ cause: { message: "no more" } });
  });

  test("sends a Blob of more than was promised to nobody as a request of its own", async () => {
    const server = await serve(({ body }) => ({ body }));
    const lying = Object.assign(new Blob(["x".repeat(100_000)]), {
      stream: () => new Blob(["y".repeat(100_001)]).stream(),
    });
    await expect(fetch(server.url, { method: "POST", body: lying })).rejects.toBeInstanceOf(TypeError);
  });
});

describe("an answer", () => {
  test("has repeated headers joined, and cookies apart", async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, ["X-A", "1", "x-a", "2", "Set-Cookie", "a=1", "Set-Cookie", "b=2", "ETag", '"e"']).end();
    });
    const { headers, ok } = await fetch(`http://127.0.0.1:${(await listen(server)).port}`, {});
    expect([ok, headers.get("x-A"), headers.get("constructor")]).toEqual([true, "1, 2", null]);
    const told: string[] = [];
    headers.forEach((value, name) => told.push(`${name}: ${value}`));
    expect(told).toEqual(expect.arrayContaining(["x-a: 1, 2", "set-cookie: a=1", "set-cookie: b=2", 'etag: "e"']));
  });

  test.each([
    ["HEAD", 200],
    ["GET", 204],
    ["GET", 304],
  ])("to %s with status %i has no body, and its connection is used again", async (method, status) => {
    const server = await serve(() => ({ status, headers: { "content-encoding": "gzip" } }));
    for (let calls = 0; calls < 3; calls++) {
      expect(await fetch(server.url, { method, ...manual })).toMatchObject({ status, body: null });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.sockets.size).toBe(1);
  });

  test("that redirects is given, where that was asked for, and is else an error", async () => {
    const server = await serve(() => ({ status: 302, headers: { location: "/y" } }));
    const response = await fetch(server.url, manual);
    expect([response.status, response.ok, response.headers.get("location")]).toEqual([302, false, "/y"]);
    await expect(fetch(server.url, {})).rejects.toBeInstanceOf(TypeError);
    expect(server.requests).toHaveLength(2);
  });

  const text = "hello ".repeat(50_000);
  test.each<[string, (text: string) => Uint8Array]>([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
    ["br", brotliCompressSync],
    ["deflate, GZIP", (plain) => gzipSync(deflateSync(plain))],
    ["identity", (plain) => Buffer.from(plain)],
    ["unknown", (plain) => Buffer.from(plain)],
  ])("is decoded: %s", async (coding, encode) => {
    const server = await serve(() => ({ body: encode(text), headers: { "content-encoding": coding } }));
    expect(await textOf(await fetch(server.url, manual))).toBe(text);
    expect(server.requests[0]?.headers["accept-encoding"]).toBe("gzip, deflate, br");
  });

  test("asked for in parts comes as it is", async () => {
    const server = await serve(() => ({}));
    await fetch(server.url, { headers: { range: "bytes=0-1" } });
    await fetch(server.url, { headers: { "Accept-Encoding": "br" } });
    expect(server.requests.map(({ headers }) => headers["accept-encoding"])).toEqual(["identity", "br"]);
  });

  test("with an empty body may name a coding; with too many it is refused", async () => {
    const server = await serve(({ url }) => ({
      headers: { "content-encoding": url.slice(1).replaceAll("-", ","), "content-length": "0" },
    }));
    expect(await textOf(await fetch(`${server.url}/gzip`, {}))).toBe("");
    const bomb = await serve(() => ({ body: "x", headers: { "content-encoding": "gzip,".repeat(9) } }));
    await expect(fetch(bomb.url, {})).rejects.toBeInstanceOf(TypeError);
    await expect.poll(() => bomb.sockets.size).toBe(0);
  });

  test("cut off in mid-code is an error", async () => {
    const server = await serve(() => ({
      body: gzipSync(text).subarray(0, 200),
      headers: { "content-encoding": "gzip" },
    }));
    const response = await fetch(server.url, {});
    expect(await causeOf(textOf(response))).toBe("Z_BUF_ERROR");
  });

  test("is held back while nobody reads", async () => {
    let written = 0;
    const server = createServer((_, response) => {
      const more = (): void => {
        while (response.write(Buffer.alloc(1 << 16))) written++;
        written++;
      };
      response.on("drain", more);
      more();
    });
    const { port, sockets } = await listen(server);
    const response = await fetch(`http://127.0.0.1:${port}`, {});
    let before = -1;
    await expect.poll(() => before === (before = written), { interval: 50 }).toBe(true);
    const reader = response.body?.getReader();
    for (let read = 0; read < 200; read++) expect((await reader?.read())?.done).toBe(false);
    await expect.poll(() => written).toBeGreaterThan(before);
    await reader?.cancel();
    await expect.poll(() => sockets.size).toBe(0);
  });

  test("of a server that speaks no HTTP has a code", async () => {
    const { url } = await raw((socket) => void socket.end("what?\r\n\r\n"));
    expect(await causeOf(fetch(url, {}))).toMatch(/^HPE_/);
  });

  test("that changes the protocol is no answer", async () => {
    const { url, sockets } = await raw(
      (socket) => void socket.write("HTTP/1.1 101 X\r\nUpgrade: y\r\nConnection: upgrade\r\n\r\n"),
    );
    expect(await causeOf(fetch(url, {}))).toBe("ECONNRESET");
    await expect.poll(() => sockets.size).toBe(0);
  });
});
