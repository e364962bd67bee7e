import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { asData, asNone, asStream, call, deadline, type CallOptions } from "../../templates/runtime/src/index.ts";
import { clientOf, failure, serve } from "./support/clients.ts";
import { countingSignal, head, raw } from "./support/raw.ts";

const get = (url: string, options: CallOptions = {}, as = asData) =>
  call(clientOf(url), { method: "GET", path: "/x", as }, { retry: { limit: 0 }, ...options });

const readers = [asData, asNone, asStream];
const mebibyte = 1 << 20;

describe("an error whose body is cut", () => {
  const cut = head(100, "x-ms-request-id: r1\r\nx-ms-error-code: Busy\r\nretry-after: 7\r\n", "409 Conflict");

  test("has what its head says", async () => {
    for (const as of readers) {
      const { url } = await raw((socket) => socket.end(`${cut}{"error":{"code":"Cut`));
      const error = await failure(get(url, {}, as));
      expect(error).toMatchObject({ name: "ServiceError", status: 409, code: "Busy", body: "", details: [] });
      expect(error).toMatchObject({ requestId: "r1", retryAfter: 7000, message: "409 Busy: no details" });
    }
  });

  test("is one to try again by its status", async () => {
    const { url, sockets } = await raw((socket, number) => {
      if (number === 0) socket.end(`${head(100, "", "503 Busy")}{`);
      else socket.write(`${head(2)}{}`);
    });
    expect(await get(url, { retry: { limit: 1 } })).toEqual({});
    expect(sockets).toHaveLength(2);
    const post = await raw((socket) => socket.end(`${head(100, "", "500 Bad")}{`));
    const sent = call(clientOf(post.url), { method: "POST", path: "/x", as: asData });
    await expect(sent).rejects.toMatchObject({ status: 500, retryable: 1 });
    expect(post.sockets).toHaveLength(1);
  });

  test("is followed where it is a redirect's", async () => {
    const { url } = await raw((socket, number) => {
      if (number === 0) socket.end(`${head(100, "Location: /there\r\n", "302 Found")}moved`);
      else socket.write(`${head(2)}{}`);
    });
    expect(await get(url)).toEqual({});
  });
});

describe("an error whose body is too long", () => {
  const long = (length: number): object => ({ code: "Long", message: "m".repeat(length) });

  test("has no body, and its connection is left", async () => {
    let isClosed = false;
    const server = await serve((_, response) => {
      response.on("close", () => (isClosed = true));
      response.writeHead(400, { "content-type": "application/json", "x-ms-request-id": "r1" });
      response.write(JSON.stringify(long(3 * mebibyte)));
    });
    const error = await failure(get(server.url));
    expect(error).toMatchObject({ name: "ServiceError", status: 400, code: undefined, body: "", requestId: "r1" });
    expect(error.message).toBe("400 Bad Request: no details");
    await expect.poll(() => isClosed).toBe(true);
  });

  test("is measured after decompression, up to a mebibyte", async () => {
    const { length } = JSON.stringify(long(0));
    for (const [more, code] of [
      [0, "Long"],
      [1, undefined],
    ] as const) {
      const body = gzipSync(JSON.stringify(long(mebibyte - length + more)));
      const server = await serve(() => ({ status: 400, body, headers: { "content-encoding": "gzip" } }));
      expect(await failure(get(server.url))).toMatchObject({ status: 400, code });
    }
  });

  test("is followed where it is a redirect's", async () => {
    const server = await serve(({ url }) =>
      url === "/x"
        ? { status: 307, headers: { location: "/there" }, body: "x".repeat(2 * mebibyte) }
        : { body: { from: url } },
    );
    expect(await get(server.url)).toEqual({ from: "/there" });
  });
});

describe("an error whose body stalls", () => {
  const stalled = (status: string, more = ""): string => `${head(100, more, status)}{"error":`;

  test("is a timeout, and leaves nothing behind", async () => {
    for (const as of readers) {
      const { url, sockets } = await raw((socket) => socket.write(stalled("403 Forbidden", "x-ms-error-code: No\r\n")));
      const counting = countingSignal();
      const error = await failure(get(url, { tryTimeout: 200, signal: counting }, as));
      expect(error).toMatchObject({ name: "TransportError", reason: "timeout" });
      await expect.poll(() => sockets[0]?.destroyed).toBe(true);
      expect(counting.live.size).toBe(0);
    }
  });

  test("is tried again", async () => {
    const { url } = await raw((socket, number) => {
      socket.write(number === 0 ? stalled("403 Forbidden") : `${head(2)}{}`);
    });
    expect(await get(url, { tryTimeout: 200, retry: { limit: 1 } })).toEqual({});
  });

  test("ends with the caller's signal, or at the deadline, as everything does", async () => {
    const reason = new Error("enough");
    const { url, sockets } = await raw((socket) => socket.write(stalled("400 Bad")));
    const controller = new AbortController();
    const made = get(url, { signal: controller.signal });
    await expect.poll(() => sockets.length).toBe(1);
    setTimeout(() => controller.abort(reason), 20);
    await expect(made).rejects.toBe(reason);
    await expect(get(url, { signal: deadline(40) })).rejects.toMatchObject({ name: "DeadlineError" });
  });
});
