import { Buffer } from "node:buffer";
import type { Readable } from "node:stream";
import type { MinimalStream } from "../platform.js";

interface Piece {
  readonly done: boolean;
  readonly value?: Uint8Array | undefined;
}

/** So many bytes wait for a reader before the connection is told to wait. */
const most = 1 << 16;
const end: Piece = { done: true, value: undefined };

/**
 * A stream of bytes as the runtime reads it, much cheaper than a `ReadableStream`. `explain` makes of the reason for
 * an early end what readers are rejected with; `closed` is told once that nothing more comes, and whether the stream
 * has come to its own end.
 */
export function byteStream(
  source: Readable,
  explain: (error: Error) => unknown,
  closed: (isWhole: boolean) => void,
): MinimalStream {
  const queue: Uint8Array[] = [];
  let size = 0;
  let state: "open" | "ended" | "failed" = "open";
  let problem: unknown;
  let waiting: { readonly resolve: (piece: Piece) => void; readonly reject: (error: unknown) => void } | undefined;
  let isLocked = false;

  const finish = (isWhole: boolean, error?: Error): void => {
    if (state !== "open") return;
    state = error ? "failed" : "ended";
    problem = error && explain(error);
    if (error) waiting?.reject(problem);
    else waiting?.resolve(end);
    closed(isWhole);
  };
  source.on("data", (value: Uint8Array) => {
    const reading = waiting;
    waiting = undefined;
    if (reading) return reading.resolve({ done: false, value });
    queue.push(value);
    size += value.length;
    if (size >= most) source.pause();
  });
  source.on("end", () => finish(true)).on("error", (error: Error) => finish(false, error));
  source.on("close", () => state === "open" && finish(false, new Error("The connection was closed")));

  const read = (): Promise<Piece> => {
    const value = queue.shift();
    if (value) {
      size -= value.length;
      if (size < most && source.isPaused()) source.resume();
      return Promise.resolve({ done: false, value });
    }
    if (state === "ended") return Promise.resolve(end);
    return new Promise((resolve, reject) => {
      if (state === "failed") reject(problem);
      else if (waiting) reject(new TypeError("The body is being read already"));
      else waiting = { resolve, reject };
    });
  };
  const cancel = async (): Promise<void> => {
    queue.length = 0;
    finish(false);
  };
  return {
    getReader() {
      if (isLocked) throw new TypeError("The body has a reader already");
      isLocked = true;
      return { read, cancel, releaseLock: () => void (isLocked = false) };
    },
    cancel,
  };
}

/** Reads everything. */
export async function readAll(stream: MinimalStream | null): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const reader = stream?.getReader();
  for (let piece; (piece = (await reader?.read())?.value);) pieces.push(piece);
  return Buffer.concat(pieces);
}
