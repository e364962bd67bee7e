import { TransportError, type TransportReason } from "./errors.js";
import { requestId } from "./headers.js";
import type { ResponseLike } from "./platform.js";
import type { Scope } from "./scope.js";
import type { RequestSpec } from "./types.js";

const utf8 = /* @__PURE__ */ new TextDecoder();

/**
 * Reads a body piece by piece, so that its size after decompression and each wait for it are bounded. A success is read
 * as the request asks. An error is JSON, or what `decode` makes of it, else text; what is over the limit is dropped.
 */
export async function readBody(
  { as, stream, decode = JSON.parse as (text: string) => unknown }: RequestSpec,
  response: ResponseLike,
  scope: Scope,
  most: number = 1 << 28,
  isError: boolean,
): Promise<unknown> {
  const limit = isError ? 1 << 20 : stream ? Infinity : most;
  const fault = (reason: TransportReason, detail: unknown, cause?: unknown): TransportError =>
    new TransportError(`Bad body: ${reason} ${detail}`, {
      reason,
      cause,
      requestId: requestId(response.headers),
      retryable: +(reason === "truncated"),
    });
  const source = response.body?.getReader();
  let size = 0;
  const next = async (): Promise<Uint8Array | undefined> => {
    scope.touch();
    const piece = await source?.read().catch((error: unknown) => {
      throw scope.signal.aborted ? error : fault("truncated", size, error);
    });
    const bytes = piece?.value;
    // Between the pieces of a stream nobody waits but who reads it.
    if (!bytes || stream) scope.rest();
    const all = size + (bytes?.length ?? 0);
    if (all <= limit) {
      size = all;
      return bytes;
    }
    source?.cancel().catch(() => {});
    scope.rest();
    if (isError) return undefined;
    throw fault("oversize", limit);
  };

  if (stream && !isError) return stream(next, source);
  const pieces: Uint8Array[] = [];
  for (let piece; (piece = await next());) pieces.push(piece);
  let [bytes] = pieces;
  if (pieces[1]) {
    bytes = new Uint8Array(size);
    for (const piece of pieces.reverse()) bytes.set(piece, (size -= piece.length));
  }
  const text = utf8.decode(bytes);
  if (as && !isError) return as(text, response);
  if (!text) return undefined;
  try {
    return decode(text, isError);
  } catch (error) {
    // Some services accept in plain text what they will do later.
    if (isError || response.status === 202) return text;
    const type = response.headers.get("content-type") ?? "";
    throw fault(/json|^$/.test(type) ? "json" : "content-type", `${type} ${error}`);
  }
}
