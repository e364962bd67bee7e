import { concat } from "./bytes.js";
import { TransportError } from "./errors.js";
import type { ByteStream, MinimalStream } from "./platform.js";

/** Reads a stream to its end. More than `limit` bytes are a `TransportError`. */
export async function readBytes(stream: MinimalStream, limit: number = 1 << 28): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (let piece; (piece = (await reader.read()).value); pieces.push(piece)) {
    size += piece.length;
    if (size <= limit) continue;
    reader.cancel().catch(() => {});
    throw new TransportError(`More than ${limit} bytes`, { reason: "oversize", retryable: 0 });
  }
  return concat(pieces, size) ?? new Uint8Array();
}

/** Reads a stream of UTF-8 to its end. More than `limit` bytes are a `TransportError`. */
export const readText = async (stream: MinimalStream, limit?: number): Promise<string> =>
  new TextDecoder().decode(await readBytes(stream, limit));

/**
 * The same stream, telling of its progress: with each piece the bytes that have gone through it so far. For uploads
 * give the stream of the body (a stream is sent once and never again), for downloads that of the answer.
 */
export function withProgress(stream: MinimalStream, onProgress: (bytes: number) => void): ByteStream {
  const reader = stream.getReader();
  let bytes = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value } = await reader.read();
      if (!value) return controller.close();
      bytes += value.length;
      controller.enqueue(value);
      onProgress(bytes);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
