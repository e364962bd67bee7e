import { transportError } from "./errors.js";
import { requestId } from "./headers.js";
import type { ByteStream } from "./platform.js";
import { bodyText, lost } from "./read.js";
import type { ReadBody } from "./types.js";

/** Reads a body as JSON, or as the request decodes it. An empty one gives nothing. */
export const asData: ReadBody = async (
  response,
  scope,
  limit,
  { decode = JSON.parse as (text: string) => unknown },
) => {
  const text = await bodyText(response, scope, limit);
  if (!text) return undefined;
  try {
    return decode(text, false);
  } catch (error) {
    // Some services accept in plain text what they will do later.
    if (response.status === 202) return text;
    const type = response.headers.get("content-type") ?? "";
    throw transportError(/json|^$/.test(type) ? "json" : "content-type", `${type} ${error}`, {
      requestId: requestId(response.headers),
    });
  }
};

/** Reads a body as text, whatever its type. */
export const asString: ReadBody = (response, scope, limit) => bodyText(response, scope, limit);

/** Reads a body, for the connection's sake, and gives nothing of it. */
export const asNone: ReadBody = async (response, scope, limit) => {
  await bodyText(response, scope, limit);
};

/** Whether there is what was asked for: goes with `also: [404]`. */
export const asExists: ReadBody = async (response, scope) => {
  await bodyText(response, scope);
  return response.ok;
};

/** Gives a body as it comes. Its length has no limit; waits for its pieces have. */
export const asStream: ReadBody = ({ body }, scope): ByteStream => {
  const source = body?.getReader();
  // Between the pieces nobody waits but who reads them.
  scope.rest();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      scope.touch();
      try {
        const piece = await source?.read();
        if (piece?.value) controller.enqueue(piece.value);
        else controller.close();
      } catch (error) {
        await (scope.signal.aborted ? scope.ended : lost("truncated")(error as Error));
      } finally {
        scope.rest();
      }
    },
    cancel: (reason) => source?.cancel(reason),
  });
};
