import type { ClientRequest } from "node:http";
import type { MinimalStream } from "../platform.js";
import type { SentBody } from "./body.js";

/** Resolves when the connection takes more, or is closed. */
const drained = (request: ClientRequest): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      request.off("drain", done).off("close", done);
      resolve();
    };
    request.on("drain", done).on("close", done);
  });

/** Sends pieces no faster than the connection takes them. What fails, and what is left unread, ends the other side. */
async function pump(stream: MinimalStream, request: ClientRequest): Promise<void> {
  const reader = stream.getReader();
  const stop = (): void => void reader.cancel(new Error("The request has ended")).catch(() => {});
  request.once("close", stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (request.destroyed) return;
      if (done) break;
      if (!(value instanceof Uint8Array)) throw new TypeError("A stream to send must give bytes");
      if (!request.write(value)) await drained(request);
    }
    request.off("close", stop);
    request.end();
  } catch (error) {
    request.destroy(error as Error);
  }
}

/** Sends the body of a request, whose headers say how long it is, and ends the request. */
export function upload(request: ClientRequest, body: SentBody | undefined): void {
  if (!body?.open) {
    request.end(body?.content);
    return;
  }
  // Fewer or more bytes than were promised would be taken for a part of the next request, or the other way round.
  if (body.length !== undefined) Object.assign(request, { strictContentLength: true });
  try {
    void pump(body.open(), request);
  } catch (error) {
    request.destroy(error as Error);
  }
}
