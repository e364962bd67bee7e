import type { WriteBody } from "./types.js";

/** Writes a body as JSON; an absent one is not sent. */
export const toJson: WriteBody = (body, headers) => {
  if (body !== undefined) headers["content-type"] ??= "application/json";
  return JSON.stringify(body);
};

/**
 * Writes a body of which only the caller knows what it is: plain data as JSON, unless its media type is another. Bytes,
 * Blobs, streams and forms have a tag, plain data has none; they are sent as they are.
 */
export const toMediaType: WriteBody = (body, headers) =>
  Object(body)[Symbol.toStringTag] || !/json|^$/.test(headers["content-type"] ?? "") ? body : toJson(body, headers);
