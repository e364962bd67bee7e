import type { Buffer } from "node:buffer";
import { Duplex, pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";

/** What this transport can read. */
export const acceptEncoding = "gzip, deflate, br";

/** More layers than anybody needs are an attempt to make us work. */
const mostLayers = 4;

/** `deflate` is zlib's format (RFC 9110 section 8.4.1.2), though some servers send it without zlib's frame. */
async function* inflated(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const pieces = source[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done === true) return;
  const all = async function* (): AsyncGenerator<Buffer> {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => pieces };
  };
  const isFramed = ((first.value[0] ?? 0) & 15) === 8;
  yield* pipeline(all, isFramed ? createInflate() : createInflateRaw(), () => {});
}

const gzip = (): Duplex => createGunzip();
const decoders: ReadonlyMap<string, () => Duplex> = new Map([
  ["gzip", gzip],
  ["x-gzip", gzip],
  ["deflate", () => Duplex.from(inflated)],
  ["br", () => createBrotliDecompress()],
]);

/**
 * Takes the codings of `content-encoding` off, the last one first, as the body is read. A body with a coding that is
 * not known stays as it is. One that ends in mid-code is an error. Throws a `TypeError` for too many layers.
 */
export function decoded(source: Readable, contentEncoding: string): Readable {
  const codings = contentEncoding.toLowerCase().split(",");
  const names = codings.map((name) => name.trim()).filter((name) => name && name !== "identity");
  if (names.length > mostLayers) throw new TypeError(`More than ${mostLayers} content codings`);
  let last = source;
  for (const decoder of names.reverse().map((name) => decoders.get(name))) {
    if (!decoder) return last;
    // An error of any layer ends all that come after it, and who reads the last one hears of it.
    last = pipeline(last, decoder(), () => {});
  }
  return last;
}
