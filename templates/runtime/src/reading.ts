import type { ByteStream, MinimalStream, ResponseLike } from "./platform.js";

/** Reads a body as text, whatever its type. */
export const asString = (text: string): string => text;

/** Reads a body, for the connection's sake, and gives nothing of it. */
export const asNone = (): void => {};

/** Whether there is what was asked for: goes with `also: [404]`. */
export const asExists = (_: string, { ok }: ResponseLike): boolean => ok;

/** Gives a body as it comes. Its length has no limit; waits for its pieces have. */
export const asStream = (
  next: () => Promise<Uint8Array | undefined>,
  source: ReturnType<MinimalStream["getReader"]> | undefined,
): ByteStream =>
  new ReadableStream<Uint8Array>({
    pull: (controller) => next().then((piece) => (piece ? controller.enqueue(piece) : controller.close())),
    cancel: (reason) => source?.cancel(reason),
  });
