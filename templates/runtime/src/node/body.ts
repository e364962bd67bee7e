import { Buffer } from "node:buffer";
import type { BlobLike, MinimalStream } from "../platform.js";

/** A request body that is ready to be sent. */
export interface SentBody {
  /** Bytes in all; undefined for a stream. */
  readonly length: number | undefined;
  /** Media type that the body brings with it. */
  readonly type: string | undefined;
  readonly content: string | Uint8Array | undefined;
  /** Gives the pieces in place of `content`. */
  readonly open?: () => MinimalStream;
  /** A stream can be read only once. */
  readonly isRepeatable: boolean;
}

interface StreamingBlob extends BlobLike {
  stream(): MinimalStream;
}

/** A Blob up to this size is read at once, which is much cheaper than its stream. */
const small = 1 << 16;

const ofContent = (content: string | Uint8Array, type?: string): SentBody => ({
  length: typeof content === "string" ? Buffer.byteLength(content) : content.byteLength,
  type,
  content,
  isRepeatable: true,
});

/** Node's own streams and other sequences of pieces, as the platform reads streams. */
function ofPieces(pieces: AsyncIterable<Uint8Array>): MinimalStream {
  const iterator = pieces[Symbol.asyncIterator]();
  const cancel = async (): Promise<void> => void (await iterator.return?.());
  const read = (): ReturnType<ReturnType<MinimalStream["getReader"]>["read"]> =>
    iterator.next().then(({ done, value }) => ({ done: done === true, value: value as Uint8Array | undefined }));
  return { getReader: () => ({ read, cancel, releaseLock: () => {} }), cancel };
}

const ofStream = (stream: MinimalStream): SentBody => ({
  length: undefined,
  type: undefined,
  content: undefined,
  open: () => stream,
  isRepeatable: false,
});

async function ofBlob(blob: StreamingBlob): Promise<SentBody> {
  const type = blob.type || undefined;
  if (blob.size <= small) return ofContent(new Uint8Array(await blob.arrayBuffer()), type);
  return { length: blob.size, type, content: undefined, open: () => blob.stream(), isRepeatable: true };
}

/** The platform knows how to write a form. */
async function ofForm(form: FormData): Promise<SentBody> {
  const written = new Response(form);
  const type = written.headers.get("content-type") ?? undefined;
  return ofContent(new Uint8Array(await written.arrayBuffer()), type);
}

/** Makes what `fetch` takes for a body ready; undefined where there is none. Only Blobs and forms take time. */
export function sentBody(body: unknown): SentBody | undefined | Promise<SentBody> {
  if (body === undefined || body === null) return undefined;
  if (typeof body === "string") return ofContent(body, "text/plain;charset=UTF-8");
  if (ArrayBuffer.isView(body)) return ofContent(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  if (body instanceof ArrayBuffer) return ofContent(new Uint8Array(body));
  if (body instanceof Blob) return ofBlob(body as unknown as StreamingBlob);
  if (body instanceof FormData) return ofForm(body);
  if (body instanceof URLSearchParams) {
    return ofContent(String(body), "application/x-www-form-urlencoded;charset=UTF-8");
  }
  if (typeof (body as MinimalStream).getReader === "function") return ofStream(body as MinimalStream);
  if (Symbol.asyncIterator in Object(body)) return ofStream(ofPieces(body as AsyncIterable<Uint8Array>));
  return ofContent(String(body), "text/plain;charset=UTF-8");
}
