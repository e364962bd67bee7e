import { describe, expect, test } from "vitest";
import { upload, type Media, type UploadSpec } from "../../../templates/runtime/src/media/index.ts";
import type { RequestSpec } from "../../../templates/runtime/src/types.ts";
import { clientOf, failure } from "../support/clients.ts";
import { digest, uploadServer } from "./server.ts";
import { noise, pieces, plain, send, streamOf } from "./uploads.ts";

describe("an upload in one request", () => {
  test("is of the bytes alone where there is no description", async () => {
    const server = await uploadServer();
    const body = noise(1000);
    const client = clientOf(server.url);
    const answer = await send(client, { body, contentType: "image/png" }, { query: { fields: "size" } }).withResponse();
    expect(answer).toMatchObject({
      status: 200,
      data: { size: 1000, digest: digest(body), type: "image/png", protocol: "simple" },
    });
    expect(server.requests[0]).toMatchObject({
      method: "POST",
      path: "/upload/things",
      query: { name: "n", uploadType: "media", fields: "size" },
      headers: { "content-length": "1000" },
    });
  });

  test.each<[string, Media, string | undefined]>([
    ["a text", { body: "äb" }, "application/octet-stream"],
    ["a text that says what it is", { body: '{"a":1}', contentType: "application/json" }, "application/json"],
    ["a buffer", { body: new TextEncoder().encode("äb").buffer as ArrayBuffer }, "application/octet-stream"],
    ["a Blob", { body: new Blob(["äb"], { type: "text/x" }) }, "text/x"],
    ["a Blob of another type", { body: new Blob(["äb"], { type: "text/x" }), contentType: "text/y" }, "text/y"],
    ["a view", { body: new TextEncoder().encode("-äb-").subarray(1, 4) }, "application/octet-stream"],
  ])("takes %s", async (_, media, type) => {
    const server = await uploadServer();
    const bytes = new TextEncoder().encode(typeof media.body === "string" ? media.body : "äb");
    expect(await send(clientOf(server.url), media)).toMatchObject({ digest: digest(bytes), type });
  });

  test("has the description before the bytes where there is one", async () => {
    const server = await uploadServer();
    const body = noise(5000);
    const media = { body, contentType: "image/png" };
    const description = { title: "Ä" };
    const sent = { size: 5000, digest: digest(body), type: "image/png", protocol: "multipart" };
    const answer = await send(clientOf(server.url), media, {}, { body: description });
    expect(answer).toMatchObject(sent);
    expect(JSON.parse(Buffer.from(answer.description, "latin1").toString())).toEqual(description);
    const options = { protocol: "multipart" } as const;
    expect(await send(clientOf(server.url), { ...media, body: streamOf(body) }, options)).toMatchObject({
      ...sent,
      description: "{}",
    });
  });

  test("may be a stream", async () => {
    const server = await uploadServer();
    const body = noise(300_000);
    const progress: number[] = [];
    const answer = await send(
      clientOf(server.url),
      { body: streamOf(body) },
      { protocol: "simple", onProgress: ({ sent }) => progress.push(sent) },
    );
    expect(answer).toMatchObject({ size: 300_000, digest: digest(body) });
    expect(progress).toEqual([100_000, 200_000, 300_000]);
  });

  test("tells of its progress at the end", async () => {
    const server = await uploadServer();
    const progress: unknown[] = [];
    await send(clientOf(server.url), { body: "abc" }, { onProgress: (each) => progress.push(each) });
    expect(progress).toEqual([{ sent: 3, total: 3 }]);
  });

  test("is refused where the service has no way for it", async () => {
    const client = clientOf("http://127.0.0.1:1");
    const error = await failure(
      upload(client, plain, { id: "x", media: { body: "a" }, resumable: true }, { protocol: "simple" }),
    );
    expect(error).toMatchObject({ name: "ArgumentError", parameter: "protocol" });
    expect(await failure(send(client, { body: "abc" }, {}, {}, { maxSize: 2 }))).toMatchObject({
      parameter: "media",
      rule: "maxSize",
    });
    expect(await failure(send(client, { body: 3 as never }))).toMatchObject({ parameter: "media", rule: "body" });
    expect(await failure(send(client, { body: "a", contentType: "a\r\nb: c" }, {}, { body: {} }))).toMatchObject({
      rule: "header",
    });
    expect(await failure(send(client, { body: "a" }, { ...pieces, chunkSize: 1000 }))).toMatchObject({
      parameter: "chunkSize",
    });
  });
});

describe("the way is chosen", () => {
  const chosen = async (
    media: Media,
    request: Partial<RequestSpec> = {},
    spec: Partial<UploadSpec> = {},
  ): Promise<string> => {
    const server = await uploadServer();
    await send(clientOf(server.url), media, {}, request, spec);
    return server.requests[0]?.query["uploadType"] ?? "";
  };

  test("by length, description, and what the service offers", async () => {
    expect(await chosen({ body: "a" })).toBe("media");
    expect(await chosen({ body: "a" }, { body: {} })).toBe("multipart");
    expect(await chosen({ body: noise(5_000_000) })).toBe("resumable");
    expect(await chosen({ body: streamOf(noise(10)) })).toBe("resumable");
    expect(await chosen({ body: streamOf(noise(10)), size: 10 })).toBe("media");
    const media = { body: "a" };
    const server = await uploadServer();
    await upload(clientOf(server.url), plain, { id: "x", media, resumable: true });
    expect(server.trace()[0]).toBe("POST resumable");
    const big = await uploadServer();
    await upload(clientOf(big.url), plain, { id: "x", media: { body: noise(5_000_000) }, single: true });
    expect(big.trace()).toEqual(["POST media"]);
  });
});
