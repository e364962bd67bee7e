import { argumentError, TransportError } from "../errors.js";
import type { BlobLike, MinimalStream } from "../platform.js";
import type { Media } from "./types.js";

/** A piece of the bytes. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** Length of the whole, where it is known, as it is with the last piece. */
  readonly total: number | undefined;
}

/** Bytes to upload, piece by piece. */
export interface Source {
  readonly type: string;
  /** Length of the whole, once it is known. */
  readonly total: number | undefined;
  /** The whole, for one request. */
  readonly whole: unknown;
  /** Can be read from the start again. */
  readonly rewinds: boolean;
  /** The bytes from `offset` on, at most `length` of them. */
  piece(offset: number, length: number): Promise<Piece>;
  /** Ends a stream that is not read to its end. */
  cancel(reason: unknown): void;
}

/** Throws `ArgumentError` where there are more bytes than the service takes. */
export function checkSize(size: number | undefined, maxSize: number = Infinity): void {
  if (size !== undefined && size > maxSize) throw argumentError("media", "maxSize");
}

const isStream = (body: unknown): body is MinimalStream => typeof (body as MinimalStream).getReader === "function";

/** Bytes that are there as a whole. Blobs are read where they are needed, from wherever they lie. */
function heldSource(body: Uint8Array | Blob, type: string): Source {
  const total = body instanceof Uint8Array ? body.length : body.size;
  return {
    type,
    total,
    whole: body,
    rewinds: true,
    async piece(offset, length) {
      const end = Math.min(offset + length, total);
      const bytes =
        body instanceof Uint8Array
          ? body.subarray(offset, end)
          : new Uint8Array(await body.slice(offset, end).arrayBuffer());
      return { bytes, total };
    },
    cancel: () => {},
  };
}

/** Bytes that come and go. What was read last is kept until the service has it. */
function streamSource(stream: MinimalStream, type: string, size: number | undefined): Source {
  let reader: ReturnType<MinimalStream["getReader"]> | undefined;
  let kept: Uint8Array = new Uint8Array(0);
  let start = 0;
  let ended = false;
  const read = async (): Promise<Uint8Array | undefined> => {
    if (ended) return undefined;
    reader ??= stream.getReader();
    const { value, done } = await reader.read();
    ended = done;
    return done ? undefined : value;
  };
  /** Reads on until bytes up to `end` are there, or there are no more. Drops those before `offset`. */
  const fill = async (offset: number, end: number): Promise<void> => {
    const parts = [kept];
    let length = kept.length;
    while (start + length < end) {
      const part = await read();
      if (part === undefined) break;
      parts.push(part);
      length += part.length;
      // What is passed over is not kept until the end of the way.
      while (parts.length > 1 && start + (parts[0]?.length ?? 0) <= offset) {
        const { length: dropped } = parts.shift() as Uint8Array;
        start += dropped;
        length -= dropped;
      }
    }
    const all = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    const drop = Math.min(Math.max(offset - start, 0), length);
    kept = all.subarray(drop);
    start += drop;
  };
  return {
    type,
    get total() {
      return ended ? start + kept.length : size;
    },
    whole: stream,
    rewinds: false,
    async piece(offset, length) {
      if (offset < start)
        throw new TransportError("The service lost bytes of a stream", { reason: "truncated", retryable: 0 });
      // One byte more tells whether this is the last piece.
      await fill(offset, offset + length + 1);
      const end = start + kept.length;
      if (size !== undefined && (ended ? end !== size : end > size)) throw argumentError("media", "size");
      const total = ended ? end : size;
      return { bytes: kept.subarray(0, length), total };
    },
    cancel(reason) {
      (reader ?? stream).cancel(reason).catch(() => {});
    },
  };
}

/** The bytes of a caller, whatever they are. Throws `ArgumentError` for what is not bytes. */
export function sourceOf({ body, contentType, size }: Media): Source {
  const type = contentType || (body as BlobLike).type || "application/octet-stream";
  if (typeof body === "string") return heldSource(new TextEncoder().encode(body), type);
  if (ArrayBuffer.isView(body)) return heldSource(new Uint8Array(body.buffer, body.byteOffset, body.byteLength), type);
  if (body instanceof ArrayBuffer) return heldSource(new Uint8Array(body), type);
  if (body instanceof Blob) return heldSource(body, type);
  if (isStream(body)) return streamSource(body, type, size);
  throw argumentError("media", "body");
}
