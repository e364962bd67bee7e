import type { Content } from "../../model/index.ts";

/** How a body of a media type is written. */
export type MediaKind = Content["kind"];

/** The kind of a media type (RFC 6838 names, RFC 6839 suffixes). What is not known is bytes. */
export function mediaKind(mediaType: string): MediaKind {
  const essence = essenceOf(mediaType);
  if (essence === "*/*" || essence === "application/*") return "json";
  if (/[/+]json$/.test(essence) || essence.endsWith("-json") || /^application\/.*json$/.test(essence)) return "json";
  if (/[/+]xml$/.test(essence)) return "xml";
  if (essence === "application/x-www-form-urlencoded") return "form";
  if (essence.startsWith("multipart/")) return "multipart";
  // "application/text" is no registered type, but services say it.
  if (essence.startsWith("text/") || essence === "application/text") return "text";
  return "binary";
}

/** Type and subtype in lower case, without parameters. */
export function essenceOf(mediaType: string): string {
  const end = mediaType.indexOf(";");
  return (end < 0 ? mediaType : mediaType.slice(0, end)).trim().toLowerCase();
}

/** Whether a media type carries parameters beside a charset: `application/json; odata=minimalmetadata`. */
export function hasParameters(mediaType: string): boolean {
  return mediaType
    .split(";")
    .slice(1)
    .some((parameter) => parameter.trim() !== "" && !/^\s*charset\s*=/i.test(parameter));
}

const order: Readonly<Record<MediaKind, number>> = { json: 0, xml: 1, form: 2, multipart: 3, text: 4, binary: 5 };

/** Sorts by what we would rather speak; where two are alike, the spec's order stands. */
export function byPreference(a: Content, b: Content): number {
  return order[a.kind] - order[b.kind];
}

/** Other spellings of plain JSON, worth nothing where plain JSON is there too. */
export function isJsonAlias(mediaType: string): boolean {
  return ["text/json", "application/*+json", "application/x-json", "*/*", "application/*"].includes(
    essenceOf(mediaType),
  );
}
