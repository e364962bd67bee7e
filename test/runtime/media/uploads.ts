import { upload, type Media, type UploadOptions, type UploadSpec } from "../../../templates/runtime/src/media/index.ts";
import { asData } from "../../../templates/runtime/src/reading.ts";
import type { Call, Client, RequestSpec, ResponseOf } from "../../../templates/runtime/src/types.ts";
import { toJson } from "../../../templates/runtime/src/writing.ts";
import type { Stored } from "./server.ts";

/** What a service keeps of a piece that is cut is a multiple of this. */
export const unit = 262_144;

/** In a session, a unit a piece. */
export const pieces = { protocol: "resumable", chunkSize: unit } as const;

/** Bytes that are not the same anywhere. */
export function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let index = 0, state = 1; index < length; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 16;
  }
  return bytes;
}

/** The bytes in pieces that are none of the service's. */
export const streamOf = (bytes: Uint8Array, piece = 100_000): ReadableStream<Uint8Array> => {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + piece));
      at += piece;
    },
  });
};

export const plain: RequestSpec = {
  method: "POST",
  path: "/upload/things",
  query: { name: "n" },
  args: {},
  encode: toJson,
  as: asData,
};
export const ways: Partial<UploadSpec> = { single: true, resumable: true };

/** Uploads something. */
export function send(
  client: Client<object>,
  media: Media,
  options: UploadOptions = {},
  request: Partial<RequestSpec> = {},
  spec: Partial<UploadSpec> = {},
): Call<ResponseOf<number, Stored>> {
  return upload(client, { ...plain, ...request }, { id: "things.insert", media, ...ways, ...spec }, options);
}
