import type { Content } from "../../model/index.ts";

/** How a body of a media type is written. */
export type MediaKind = Content["kind"];

/** The kind of a media type (RFC 6838 names, RFC 6839 suffixes). What is not known is bytes. */
export function mediaKind(mediaType: string): MediaKind {
  const essence = essenceOf(mediaType);
  if (isSequence(essence)) return "binary";
  if (essence === "*/*" || essence === "application/*") return "json";
  if (/[/+]json$/.test(essence) || essence.endsWith("-json") || /^application\/.*json$/.test(essence)) return "json";
  if (/[/+]xml$/.test(essence)) return "xml";
  if (essence === "application/x-www-form-urlencoded") return "form";
  if (essence.startsWith("multipart/")) return "multipart";
  // "application/text" is no registered type, but services say it.
  if (essence.startsWith("text/") || essence === "application/text") return "text";
  return /[/+.-]yaml$/.test(essence) ? "text" : "binary";
}

/** Values that come one by one, each when there is one: nobody can wait for the end of that. */
function isSequence(essence: string): boolean {
  return essence === "text/event-stream" || /[/+.-](x-)?(ndjson|json-?l(ines)?|json-seq)$/.test(essence);
}

/** Types of which no body is JSON, whatever the schema beside them says. */
export function isForeign(mediaType: string): boolean {
  const essence = essenceOf(mediaType);
  return (
    isSequence(essence) ||
    /^(audio|font|image|video)\/|^text\/(calendar|css|csv|html|markdown|tab-separated-values)$/.test(essence) ||
    /[/+.-](yaml|zip|gzip|tar|pdf)$|officedocument|ms-excel/.test(essence)
  );
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
  // Kubernetes lists what it sends to those who watch beside what it sends to all others.
  if (/^application\/json;\s*stream=/i.test(mediaType)) return true;
  return ["text/json", "application/*+json", "application/x-json", "*/*", "application/*"].includes(
    essenceOf(mediaType),
  );
}
