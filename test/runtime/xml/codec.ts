import { parseXml } from "@rgrove/parse-xml";
import { decoder, encode, type XmlDocument } from "../../../templates/runtime/src/xml/index.ts";

const head = '<?xml version="1.0" encoding="UTF-8"?>';

/** A body's document, without its first line, which is the same for all. */
export function written(use: XmlDocument, body: unknown): string {
  const text = encode(use)(body) ?? "";
  if (!text.startsWith(head)) throw new Error(`no declaration: ${text}`);
  return text.slice(head.length);
}

export const readAs = (use: XmlDocument, text: string): unknown => decoder(parseXml, use)(text, false);

export const readError = (use: XmlDocument | undefined, text: string): unknown =>
  decoder(parseXml, [], use)(text, true);
