import type { IncomingMessage } from "node:http";
import type { ResponseLike } from "../platform.js";
import { decoded } from "./decoding.js";
import { receivedHeaders, valueOf } from "./headers.js";
import { byteStream, readAll } from "./reader.js";

const utf8 = /* @__PURE__ */ new TextDecoder();
const codings = "content-encoding";

/** An answer of the method and status has no body, whatever its headers say (RFC 9112 section 6.3). */
const isBodiless = (method: string, status: number): boolean =>
  method === "HEAD" || status === 204 || status === 205 || status === 304;

/** What an exchange is told by its answer. */
export interface ResponseEvents {
  /** What readers are rejected with where the body ends early. */
  explain(error: Error): unknown;
  /** Nothing more is wanted of the connection; `isWhole` says whether the body has come to its end. */
  closed(isWhole: boolean): void;
}

/** An answer in the shape that the runtime reads. Throws a `TypeError` for a body that cannot be read. */
export function responseOf(
  message: IncomingMessage,
  method: string,
  url: string,
  { explain, closed }: ResponseEvents,
): ResponseLike {
  const { statusCode: status = 0, statusMessage: statusText = "", rawHeaders } = message;
  const headers = receivedHeaders(rawHeaders);
  const isEmpty = isBodiless(method, status);
  if (isEmpty) {
    message.on("error", () => {}).resume();
    closed(true);
  }
  const isCoded =
    !isEmpty && valueOf(rawHeaders, codings) !== undefined && valueOf(rawHeaders, "content-length") !== "0";
  const source = isCoded ? decoded(message, headers.get(codings) ?? "") : message;
  const body = isEmpty ? null : byteStream(source, explain, (isWhole) => closed(isWhole));
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText,
    url,
    headers,
    body,
    text: async () => utf8.decode(await readAll(body)),
    arrayBuffer: async () => new Uint8Array(await readAll(body)).buffer,
  };
}
