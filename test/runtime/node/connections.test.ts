import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { asString, call, asData } from "../../../templates/runtime/src/index.ts";
import { nodeFetch } from "../../../templates/runtime/src/node/index.ts";
import type { AbortSignalLike } from "../../../templates/runtime/src/platform.ts";
import { clientOf, failure, serve } from "../support/clients.ts";
import { causeOf, certificate, listen, raw, textOf } from "./support.ts";

const fetch = nodeFetch({ proxy: false });
const head = (length: number): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A signal that knows its listeners. */
function countingSignal() {
  const live = new Set<() => void>();
  const state = { aborted: false, reason: new Error("enough") };
  const signal = Object.assign(state, {
    addEventListener: (_: "abort", listener: () => void) => void live.add(listener),
    removeEventListener: (_: "abort", listener: () => void) => void live.delete(listener),
  }) satisfies AbortSignalLike;
  const abort = (): void => {
    state.aborted = true;
    for (const listener of [...live]) listener();
  };
  return { signal: signal as unknown as AbortSignal, live, abort, reason: state.reason };
}

describe("a connection that fails", () => {
  test("has the platform's code", async () => {
    expect(await causeOf(fetch("http://127.0.0.1:1/", {}))).toBe("ECONNREFUSED");
    expect(await causeOf(fetch("http://nothing.invalid/", {}))).toMatch(/ENOTFOUND|EAI_AGAIN/);
    const { url } = await raw((socket) => void socket.resetAndDestroy());
    expect(await causeOf(fetch(url, {}))).toBe("ECONNRESET");
  });

  test.each(["end", "resetAndDestroy"] as const)("in the body, by %s, fails who reads", async (how) => {
    const { url, sockets } = await raw((socket) => {
      socket.write(`${head(100)}abc`);
      setTimeout(() => socket[how](), 10);
    });
    const counting = countingSignal();
    expect(await causeOf(textOf(await fetch(url, { signal: counting.signal })))).toBe("ECONNRESET");
    expect(counting.live.size).toBe(0);
    await expect.poll(() => sockets.size).toBe(0);
  });

  test("in the runtime is retried as with the platform's fetch", async () => {
    const { url, seen } = await raw((socket, number) => {
      if (number < 2) socket.resetAndDestroy();
      else socket.write(`${head(7)}{"a":1}`);
    });
    expect(await call(clientOf(url, { fetch }), { as: asData, method: "GET", path: "/x" })).toEqual({ a: 1 });
    expect(seen()).toBe(3);
    const refused = await failure(
      call(clientOf("http://127.0.0.1:1", { fetch }), { as: asData, method: "POST", path: "/" }),
    );
    expect(refused).toMatchObject({ name: "TransportError", reason: "connection", code: "ECONNREFUSED", retryable: 2 });
  });
});

describe("a connection that was kept", () => {
  /** Answers the first request of each connection, and drops the connection at the second. */
  const dropping = (bytes = "") =>
    raw((socket) => {
      const known = socket as typeof socket & { used?: boolean };
      if (known.used) socket.end(bytes);
      else socket.write(`${head(2)}{}`);
      known.used = true;
    });

  test.each<[string, RequestInit]>([
    ["GET", {}],
    ["PUT", { method: "PUT", body: "abc" }],
    ["DELETE", { method: "DELETE" }],
  ])("and is closed as it is used again: %s is sent over a new one", async (_, init) => {
    const { url, seen } = await dropping();
    for (const requests of [1, 3]) {
      expect(await textOf(await fetch(url, init))).toBe("{}");
      expect(seen()).toBe(requests);
      await turn();
    }
  });

  test.each<[string, () => RequestInit, string]>([
    ["POST", () => ({ method: "POST", body: "abc" }), ""],
    ["a stream", () => ({ method: "PUT", body: new Blob(["abc"]).stream(), duplex: "half" }), ""],
    ["what was answered in part", () => ({}), "HTTP/1.1 200"],
  ])("and is closed: %s is not sent again", async (_, init, bytes) => {
    const { url } = await dropping(bytes);
    await textOf(await fetch(url, {}));
    await turn();
    expect(await causeOf(fetch(url, init()))).toBe("ECONNRESET");
  });

  test("does not make repeats endless", async () => {
    const { url, seen } = await raw(
      (socket, number) => void (number === 0 ? socket.write(`${head(2)}{}`) : socket.destroy()),
    );
    await textOf(await fetch(url, {}));
    await turn();
    expect(await causeOf(fetch(url, {}))).toBe("ECONNRESET");
    expect(seen()).toBe(3);
  });

  test("serves many requests; so many at once as are permitted", async () => {
    let most = 0;
    let now = 0;
    const server = await serve(async () => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now--;
      return { body: "ok" };
    });
    const bounded = nodeFetch({ proxy: false, maxSockets: 3 });
    const texts = Array.from({ length: 20 }, async () => textOf(await bounded(server.url, {})));
    expect(new Set(await Promise.all(texts))).toEqual(new Set(["ok"]));
    expect([most, server.sockets.size]).toEqual([3, 3]);
  });

  test("is given back after its time", async () => {
    const server = await serve(() => ({ body: "ok" }));
    await textOf(await nodeFetch({ proxy: false, idleTimeout: 20 })(server.url, {}));
    await expect.poll(() => server.sockets.size).toBe(0);
  });

  test("does not hold the process", async () => {
    const server = await serve(() => ({ body: "ok" }));
    const source = JSON.stringify(join(import.meta.dirname, "../../../templates/runtime/src/node/index.ts"));
    const { build } = await import("esbuild");
    const stdin = {
      contents: `import { nodeFetch } from ${source};
        const fetch = nodeFetch({ proxy: false, idleTimeout: 600_000 });
        process.stdout.write(await (await fetch(${JSON.stringify(server.url)}, {})).text());`,
      resolveDir: import.meta.dirname,
    };
    const { outputFiles } = await build({ stdin, bundle: true, platform: "node", format: "esm", write: false });
    const args = ["--input-type=module", "-e", outputFiles[0]?.text ?? ""];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 20_000 });
    expect(stdout).toBe("ok");
  });
});

describe("a signal", () => {
  test("that was aborted before sends nothing", async () => {
    const server = await serve(() => ({}));
    const reason = new Error("enough");
    await expect(fetch(server.url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(server.requests).toEqual([]);
  });

  test.each([
    ["before the answer", ""],
    ["in its head", "HTTP/1.1 200 OK\r\n"],
  ])("ends a request %s", async (_, bytes) => {
    const { url, sockets, seen } = await raw((socket) => void socket.write(bytes));
    const { signal, live, abort, reason } = countingSignal();
    const made = fetch(url, { signal });
    await expect.poll(seen).toBe(1);
    abort();
    await expect(made).rejects.toBe(reason);
    expect(live.size).toBe(0);
    await expect.poll(() => sockets.size).toBe(0);
  });

  test.each([
    ["plain", "", "abc"],
    ["compressed", "Content-Encoding: gzip\r\n", gzipSync("x".repeat(1 << 16)).subarray(0, 40)],
  ])("ends a body that is read: %s", async (_, header, bytes) => {
    const { url, sockets } = await raw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 999\r\n${header}\r\n`);
      socket.write(bytes);
    });
    const { signal, live, abort, reason } = countingSignal();
    const read = textOf(await fetch(url, { signal }));
    setTimeout(abort, 20);
    await expect(read).rejects.toBe(reason);
    expect(live.size).toBe(0);
    await expect.poll(() => sockets.size).toBe(0);
  });

  test("ends an upload, and the stream it came from", async () => {
    const server = createServer(() => {});
    const { port, sockets } = await listen(server);
    let cancelled = false;
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(1000)),
      cancel: () => void (cancelled = true),
    });
    const { signal, live, abort, reason } = countingSignal();
    const made = fetch(`http://127.0.0.1:${port}`, { method: "POST", body, signal, duplex: "half" } as RequestInit);
    await expect.poll(() => sockets.size).toBe(1);
    abort();
    await expect(made).rejects.toBe(reason);
    await expect.poll(() => cancelled).toBe(true);
    expect(live.size).toBe(0);
    await expect.poll(() => sockets.size).toBe(0);
  });

  test("has no listener after a body was read, left, or not there", async () => {
    const server = await serve(({ method }) => ({ status: method === "PUT" ? 204 : 200, body: "abc" }));
    const { signal, live } = countingSignal();
    await textOf(await fetch(server.url, { signal }));
    await fetch(server.url, { method: "PUT", signal });
    await (await fetch(server.url, { signal })).body?.cancel();
    expect(live.size).toBe(0);
  });
});

describe("under the runtime", () => {
  test("a server that stalls is left", async () => {
    const { url, sockets } = await raw((socket) => void socket.write(`${head(100)}{`));
    const client = clientOf(url, { fetch, tryTimeout: 40, retry: { limit: 0 } });
    await expect(call(client, { as: asData, method: "GET", path: "/x" })).rejects.toMatchObject({
      name: "TransportError",
      reason: "timeout",
    });
    await expect.poll(() => sockets.size).toBe(0);
  });

  test("a body that is cut off is told apart", async () => {
    const { url } = await raw((socket) => void socket.end(`${head(100)}{`));
    const client = clientOf(url, { fetch, retry: { limit: 0 } });
    await expect(call(client, { as: asData, method: "GET", path: "/x" })).rejects.toMatchObject({
      reason: "truncated",
    });
  });

  test("a gzip bomb ends at the limit, without being unpacked", async () => {
    const bomb = gzipSync(Buffer.alloc(256 << 20, 32), { level: 9 });
    const server = await serve(() => ({ body: bomb, headers: { "content-encoding": "gzip" } }));
    const client = clientOf(server.url, { fetch, maxResponseBytes: 1 << 20, retry: { limit: 0 } });
    const before = process.memoryUsage().rss;
    const made = call(client, { method: "GET", path: "/x", as: asString });
    await expect(made).rejects.toMatchObject({ reason: "oversize" });
    expect(process.memoryUsage().rss - before).toBeLessThan(128 << 20);
    await expect.poll(() => server.sockets.size).toBe(0);
  });

  test("errors and redirects keep the connection", async () => {
    const server = await serve(({ url }) =>
      url === "/x" ? { status: 302, headers: { location: "/y" }, body: "moved" } : { status: 404, body: { code: "C" } },
    );
    const client = clientOf(server.url, { fetch });
    for (let calls = 0; calls < 3; calls++) {
      expect(await failure(call(client, { as: asData, method: "GET", path: "/x" }))).toMatchObject({
        status: 404,
        code: "C",
      });
    }
    expect(server.sockets.size).toBe(1);
  });
});

const pair = certificate();
describe.skipIf(pair === null)("over TLS (needs openssl)", () => {
  test("speaks to whom it trusts, and only to them", async () => {
    const server = createSecureServer({ ...pair }, (_, response) => response.end("secret"));
    const { port, sockets } = await listen(server);
    const trusting = nodeFetch({ proxy: false, tls: { ca: pair?.cert } });
    for (let calls = 0; calls < 3; calls++) {
      expect(await textOf(await trusting(`https://127.0.0.1:${port}/`, {}))).toBe("secret");
      await turn();
    }
    expect(sockets.size).toBe(1);
    expect(await causeOf(fetch(`https://127.0.0.1:${port}/`, {}))).toMatch(/CERT|SIGNED/);
  });

  test("gives up where the handshake does not come to its end", async () => {
    const { url, sockets } = await raw(() => {});
    const impatient = nodeFetch({ proxy: false, connectTimeout: 40 });
    expect(await causeOf(impatient(url.replace("http", "https"), {}))).toBe("ERR_CONNECT_TIMEOUT");
    await expect.poll(() => sockets.size).toBe(0);
  });
});
