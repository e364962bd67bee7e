import { describe, expect, test } from "vitest";
import type { Media } from "../../../templates/runtime/src/media/index.ts";
import { clientOf, failure } from "../support/clients.ts";
import { digest, uploadServer } from "./server.ts";
import { noise, pieces, send, streamOf, unit } from "./uploads.ts";

describe("an upload in a session", () => {
  const body = noise(3 * unit + 1000);
  const stored = { size: body.length, digest: digest(body), protocol: "resumable" };

  test.each(["308", "header"] as const)("goes piece by piece, told by %s", async (style) => {
    const server = await uploadServer({}, style);
    const progress: unknown[] = [];
    const answer = await send(
      clientOf(server.url),
      { body, contentType: "image/png" },
      { ...pieces, onProgress: (each) => progress.push(each) },
      { method: "PATCH", body: { title: "t" }, headers: { "x-own": "1" } },
    );
    expect(answer).toEqual({ ...stored, type: "image/png", description: '{"title":"t"}' });
    expect(server.trace()).toEqual([
      "PATCH resumable",
      "PUT bytes 0-262143/787432",
      "PUT bytes 262144-524287/787432",
      "PUT bytes 524288-786431/787432",
      "PUT bytes 786432-787431/787432",
    ]);
    expect(server.requests[0]?.headers).toMatchObject({
      "x-upload-content-type": "image/png",
      "x-upload-content-length": "787432",
      "x-own": "1",
    });
    expect(server.requests[1]?.headers["x-own"]).toBeUndefined();
    const total = body.length;
    expect(progress).toEqual([unit, 2 * unit, 3 * unit, total].map((sent) => ({ sent, total })));
  });

  test("may be a stream without an end in sight", async () => {
    const server = await uploadServer();
    expect(await send(clientOf(server.url), { body: streamOf(body) }, pieces)).toMatchObject(stored);
    expect(server.trace()).toEqual([
      "POST resumable",
      "PUT bytes 0-262143/*",
      "PUT bytes 262144-524287/*",
      "PUT bytes 524288-786431/*",
      "PUT bytes 786432-787431/787432",
    ]);
    expect(server.requests[0]?.headers["x-upload-content-length"]).toBeUndefined();
  });

  test.each([0, 1, unit, 2 * unit])("may be %i bytes, in a stream or not", async (length) => {
    const bytes = noise(length);
    for (const body of [bytes, new Blob([bytes as Uint8Array<ArrayBuffer>]), streamOf(bytes)]) {
      const server = await uploadServer();
      const answer = await send(clientOf(server.url), { body }, pieces);
      expect(answer).toMatchObject({ size: length, digest: digest(bytes) });
      expect(server.requests).toHaveLength(1 + Math.max(1, Math.ceil(length / unit)));
    }
  });

  const sources: readonly (readonly [string, () => Media])[] = [
    ["bytes", () => ({ body })],
    ["a Blob", () => ({ body: new Blob([body as Uint8Array<ArrayBuffer>]) })],
    ["a stream", () => ({ body: streamOf(body) })],
    ["a stream of known length", () => ({ body: streamOf(body, 70_000), size: body.length })],
  ];

  test.each(sources)("goes on behind what has come when the connection is cut: %s", async (_, media) => {
    const server = await uploadServer({ 1: { cutAt: 300_000 }, 4: { cutAnswer: true } });
    const client = clientOf(server.url);
    expect(await send(client, media(), { protocol: "resumable", chunkSize: 2 * unit })).toMatchObject(stored);
    const end = _.endsWith("stream") ? "*" : "787432";
    expect(server.trace()).toEqual([
      "POST resumable",
      `PUT bytes 0-524287/${end}`,
      `PUT bytes */${end}`,
      `PUT bytes 262144-786431/${end}`,
      "PUT bytes 786432-787431/787432",
      "PUT bytes */787432",
    ]);
    expect(client.clock.waits).toHaveLength(2);
  });

  test.each(sources)("starts where it was when nothing has come: %s", async (_, media) => {
    const server = await uploadServer({ 1: { cutAt: 1000 }, 2: { status: 503, headers: { "retry-after": "7" } } });
    const client = clientOf(server.url);
    expect(await send(client, media(), pieces)).toMatchObject(stored);
    expect(server.trace().slice(3, 5)).toEqual([
      expect.stringContaining("PUT bytes */"),
      expect.stringContaining("PUT bytes 0-262143/"),
    ]);
    expect(client.clock.waits[1]).toBeGreaterThanOrEqual(7000);
  });

  test("opens the session again where that fails", async () => {
    const server = await uploadServer({ 0: { status: 500 }, 1: { cutAt: 0 } });
    expect(await send(clientOf(server.url), { body }, { protocol: "resumable" }, { body: { a: 1 } })).toMatchObject(
      stored,
    );
    expect(server.trace().slice(0, 3)).toEqual(["POST resumable", "POST resumable", "POST resumable"]);
  });

  test("starts anew where the session is gone, if the bytes are still there", async () => {
    const faults = { 2: { gone: true } };
    const server = await uploadServer(faults);
    const tokens: string[] = [];
    const options = { ...pieces, onSession: (token: string) => tokens.push(token) };
    expect(await send(clientOf(server.url), { body }, options)).toMatchObject(stored);
    expect(server.trace().slice(2, 5)).toEqual([
      "PUT bytes 262144-524287/787432",
      "POST resumable",
      "PUT bytes 0-262143/787432",
    ]);
    expect(new Set(tokens).size).toBe(2);
    const other = await uploadServer(faults);
    expect(await failure(send(clientOf(other.url), { body: streamOf(body) }, pieces))).toMatchObject({ status: 410 });
  });

  test("sends again what the service has lost, if the bytes are still there", async () => {
    const faults = { 2: { forgets: 0, status: 503 }, 3: { forgets: 0 } };
    const server = await uploadServer(faults);
    expect(await send(clientOf(server.url), { body }, pieces)).toMatchObject(stored);
    expect(server.trace()[4]).toBe("PUT bytes 0-262143/787432");
    const other = await uploadServer(faults);
    expect(await failure(send(clientOf(other.url), { body: streamOf(body) }, pieces))).toMatchObject({
      name: "TransportError",
      reason: "truncated",
    });
  });

  test("ends after failures in a row, and only those", async () => {
    const retry = { limit: 1 };
    const server = await uploadServer({ 1: { cutAt: unit }, 3: { cutAt: unit } });
    expect(await send(clientOf(server.url), { body }, { protocol: "resumable", retry })).toMatchObject(stored);
    expect(server.trace().slice(1)).toEqual([
      "PUT bytes 0-787431/787432",
      "PUT bytes */787432",
      "PUT bytes 262144-787431/787432",
      "PUT bytes */787432",
      "PUT bytes 524288-787431/787432",
    ]);
    const dead = await uploadServer(Object.fromEntries([1, 2, 3, 4, 5].map((number) => [number, { status: 503 }])));
    expect(await failure(send(clientOf(dead.url), { body }, { ...pieces, retry: { limit: 2 } }))).toMatchObject({
      status: 503,
    });
    expect(dead.requests).toHaveLength(4);
  });

  test("ends with what the service refuses", async () => {
    const server = await uploadServer({ 1: { status: 403 } });
    const error = await failure(send(clientOf(server.url), { body }, pieces));
    expect(error).toMatchObject({ name: "ServiceError", status: 403 });
    expect(server.requests).toHaveLength(2);
  });

  test("ends where a service claims to have what was never sent, or takes nothing", async () => {
    const more = await uploadServer({ 1: { status: 308, headers: { range: "bytes=0-999999999" } } });
    await expect(send(clientOf(more.url), { body }, { ...pieces, retry: { limit: 0 } })).rejects.toMatchObject({
      reason: "truncated",
    });
    const stuck = Object.fromEntries(Array.from({ length: 20 }, (_, number) => [number + 1, { status: 308 }]));
    const none = await uploadServer(stuck);
    await expect(send(clientOf(none.url), { body }, pieces)).rejects.toMatchObject({ reason: "truncated" });
    expect(none.requests.length).toBeLessThan(12);
  });

  test("checks the length of a stream as it comes", async () => {
    const server = await uploadServer();
    const client = clientOf(server.url);
    const cancelled: unknown[] = [];
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(noise(100_000)),
      cancel: (reason) => void cancelled.push(reason),
    });
    const error = await failure(send(client, { body: stream }, pieces, {}, { maxSize: unit }));
    expect(error).toMatchObject({ parameter: "media", rule: "maxSize" });
    expect(cancelled).toEqual([error]);
    for (const size of [body.length - 1, body.length + 1]) {
      const media = { body: streamOf(body), size };
      expect(await failure(send(client, media, pieces))).toMatchObject({ parameter: "media", rule: "size" });
    }
  });

  test("ends with its signal, and with its time", async () => {
    const server = await uploadServer({ 2: { silent: true } });
    const controller = new AbortController();
    const onProgress = (): void => void setTimeout(() => controller.abort(new Error("enough")), 20);
    await expect(
      send(clientOf(server.url), { body }, { ...pieces, signal: controller.signal, onProgress }),
    ).rejects.toThrow("enough");
    expect(server.requests).toHaveLength(3);
    const slow = await uploadServer({ 1: { silent: true }, 2: { silent: true } });
    const error = await failure(send(clientOf(slow.url), { body }, { ...pieces, tryTimeout: 50, retry: { limit: 1 } }));
    expect(error).toMatchObject({ name: "TransportError", reason: "timeout" });
  });
});
