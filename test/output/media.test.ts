import { readBytes } from "@armature/runtime";
import { expect, test } from "vitest";
import * as gallery from "../golden/discovery-media/out/src/v2/index.ts";
import { digest, uploadServer, type Stored } from "../runtime/media/server.ts";
import { noise, streamOf, unit } from "../runtime/media/uploads.ts";
import { startServer } from "../runtime/support/server.ts";
import { fastClock } from "./clock.ts";

const clientOf = (endpoint: string): gallery.GalleryClient =>
  gallery.createClient({ endpoint, allowInsecure: true, clock: fastClock() });

test("an upload goes with its description in one request", async () => {
  const server = await uploadServer();
  const media = { body: noise(1000), contentType: "image/png" };
  const stored = await gallery.pictures.insertMedia(clientOf(server.url), {
    album: "a b",
    body: { title: "t" },
    media,
  });
  expect(stored).toEqual({
    size: 1000,
    digest: digest(media.body),
    type: "image/png",
    description: '{"title":"t"}',
    protocol: "multipart",
  });
  expect(server.requests[0]).toMatchObject({
    method: "POST",
    path: "/upload/gallery/v2/pictures",
    query: { album: "a b", uploadType: "multipart" },
  });
});

test("a large upload goes on after cuts, in another process too", async () => {
  const body = noise(6_000_000);
  const cuts = { 1: { cutAt: 3 * unit }, 4: { cutAt: 0 }, 5: { status: 503 }, 6: { status: 503 }, 7: { status: 503 } };
  const server = await uploadServer(cuts);
  const args = { album: "a", body: { title: "t" }, media: { body, contentType: "image/png" } };
  const options = { chunkSize: 4 * unit };
  let session = "";
  const sent: number[] = [];
  const first = gallery.pictures.insertMedia(clientOf(server.url), args, {
    ...options,
    onSession: (token) => (session = token),
    onProgress: (progress) => sent.push(progress.sent),
  });
  await expect(first).rejects.toMatchObject({ name: "ServiceError", status: 503 });
  expect(sent).toEqual([3 * unit, 7 * unit]);
  const again = { ...args, media: { ...args.media, body: streamOf(body), size: body.length } };
  const stored = await gallery.pictures.insertMedia(clientOf(server.url), again, { ...options, session });
  expect(stored as Stored).toMatchObject({ size: body.length, digest: digest(body), description: '{"title":"t"}' });
  expect(server.trace().filter((line) => line.startsWith("POST"))).toEqual(["POST resumable"]);
});

test("an upload without an answer gives none", async () => {
  const server = await uploadServer();
  const media = { body: streamOf(noise(10)) };
  expect(await gallery.pictures.scanMedia(clientOf(server.url), { picture: "p", media })).toBeUndefined();
  expect(server.requests[0]).toMatchObject({ method: "PUT", query: { uploadType: "media" } });
});

test("a download gives bytes, and the plain call what is said of them", async () => {
  const bytes = noise(300_000);
  const server = await startServer(({ url }) =>
    url.includes("alt=media") ? { body: bytes, headers: { "content-type": "image/png" } } : { body: { title: "t" } },
  );
  try {
    const client = clientOf(server.url);
    expect(await gallery.pictures.get(client, { picture: "p" })).toEqual({ title: "t" });
    const { headers, data } = await gallery.pictures.getMedia(client, { picture: "p" }).withResponse();
    expect(headers["content-type"]).toBe("image/png");
    expect(digest(await readBytes(data))).toBe(digest(bytes));
    expect(digest(await readBytes(await gallery.pictures.render(client, { picture: "p", width: 3 })))).toBe(
      digest(bytes),
    );
    expect(server.requests.map(({ url }) => url)).toEqual([
      "/gallery/v2/pictures/p",
      "/gallery/v2/pictures/p?alt=media",
      "/gallery/v2/pictures/p/render?width=3&alt=media",
    ]);
  } finally {
    await server.stop();
  }
});
