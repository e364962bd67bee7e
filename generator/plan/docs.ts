import type { Constraints, Declaration, Docs, Json, Operation, Parameter, Property, TypeRef } from "../model/index.ts";
import { printWidth } from "./layout.ts";
import { docCode, docComment, docLine, docProse, docUrl, plainProse, type DocLine, type DocText } from "./text.ts";

/** The lines of a documentation comment, without its marks. */
type DocLines = readonly DocLine[];

/** A documentation comment, ready for its place. */
export type Doc = DocText;

const formats: Readonly<Record<string, string>> = {
  base64: "Base64 text (RFC 4648, section 4).",
  base64url: "Base64 text in the alphabet for URLs (RFC 4648, section 5).",
  "byte-stream": "Bytes, each as a character.",
  date: "Date, `YYYY-MM-DD` (RFC 3339).",
  "date-time": "Date and time (RFC 3339).",
  "date-time-rfc1123": "Date and time, `Thu, 01 Jan 1970 00:00:00 GMT` (RFC 9110, section 5.6.7).",
  decimal: "Decimal number as text, so that no digit is lost.",
  duration: "Duration.",
  email: "E-mail address.",
  "field-mask": "Field mask: comma-separated paths of fields.",
  int64: "64-bit integer as text, so that no digit is lost.",
  uint64: "Unsigned 64-bit integer as text, so that no digit is lost.",
  password: "A secret.",
  "resource-id": "Full id of a resource.",
  time: "Time of day (RFC 3339).",
  uri: "Absolute URI (RFC 3986).",
  uuid: "UUID (RFC 9562).",
  unixtime: "Seconds since 1970-01-01T00:00:00Z.",
};

/** What a value's type does not say but its format does. */
function formatNote(type: TypeRef): string | null {
  if (type.kind === "nullable") return formatNote(type.of);
  if (type.kind === "array") return formatNote(type.items);
  if ((type.kind === "string" || type.kind === "integer") && type.format !== null) {
    if (type.kind === "integer" && type.format === "int64") return "64-bit integer; beyond 2^53 digits may be lost.";
    return formats[type.format] ?? null;
  }
  return null;
}

const isPassword = (type: TypeRef): boolean => type.kind === "string" && type.format === "password";

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;

function range(low: number | null, high: number | null, unit: string): string | null {
  if (low !== null && high !== null)
    return low === high ? `Exactly ${plural(low, unit)}.` : `${low} to ${plural(high, unit)}.`;
  if (low !== null && low > 0) return `At least ${plural(low, unit)}.`;
  return high === null ? null : `At most ${plural(high, unit)}.`;
}

export function constraintNotes(constraints: Constraints): readonly string[] {
  const { minimum, maximum } = constraints;
  return [
    range(constraints.minLength, constraints.maxLength, "character"),
    range(constraints.minItems, constraints.maxItems, "item"),
    constraints.uniqueItems ? "No item twice." : null,
    minimum === null ? null : `${constraints.exclusiveMinimum ? "More than" : "Minimum"} ${minimum}.`,
    maximum === null ? null : `${constraints.exclusiveMaximum ? "Less than" : "Maximum"} ${maximum}.`,
    constraints.multipleOf === null ? null : `A multiple of ${constraints.multipleOf}.`,
    constraints.pattern === null ? null : `Pattern: ${docCode(constraints.pattern)}.`,
  ].filter((note) => note !== null);
}

const defaultNote = (value: Json | undefined): string | null =>
  value === undefined || value === null ? null : `Default: ${docCode(JSON.stringify(value))}.`;

/** Words as a phrase: `Agent pool profiles.` */
export function phrase(words: readonly string[]): string {
  const text = words.join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Breaks prose into lines; blank lines part paragraphs. */
export function wrap(text: string, width: number): readonly string[] {
  // Most texts are one line already: words with a blank between.
  if (text.length <= width && /^\S+(?: \S+)*$/.test(text)) return [text];
  const lines: string[] = [];
  for (const paragraph of text.split(/\n\s*\n|\r\n\s*\r\n/)) {
    if (lines.length > 0) lines.push("");
    let line = "";
    for (const word of paragraph.split(/\s+/).filter((part) => part !== "")) {
      if (line !== "" && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line === "" ? word : `${line} ${word}`;
    }
    if (line !== "") lines.push(line);
  }
  return lines;
}

/** The spec's or overlay's own words, where there are any. */
function prose(docs: Docs): string | null {
  const parts = [docs.summary, docs.description].filter((part) => part !== null && part.trim() !== "");
  const unique = parts.filter((part, index) => index === 0 || !parts[0]?.includes(part ?? ""));
  return unique.length === 0 ? null : unique.join("\n\n");
}

/** Doc lines out of paragraphs: prose is escaped, wrapped, and never empty. */
function paragraphLines(indent: number, parts: readonly (string | null)[]): DocLines {
  const width = printWidth - indent - 3;
  const lines: DocLine[] = [];
  for (const part of parts) {
    if (part === null || part.trim() === "") continue;
    if (lines.length > 0) lines.push(docLine(""));
    const plain = part.length <= width ? plainProse(part) : null;
    if (plain !== null) lines.push(plain);
    else for (const line of wrap(part, width)) lines.push(docProse(line));
  }
  return lines;
}

/** A comment of paragraphs. */
export function paragraphs(indent: number, ...parts: readonly (string | null)[]): Doc {
  return docComment(paragraphLines(indent, parts), indent);
}

/** A comment of paragraphs and, last, what the docs know as tags. */
export function taggedDoc(indent: number, docs: Docs, deprecated: boolean, parts: readonly (string | null)[]): Doc {
  const lines = paragraphLines(indent, parts);
  const tagLines = tags(docs, deprecated);
  return docComment(tagLines.length === 0 ? lines : [...lines, docLine(""), ...tagLines], indent);
}

/** Of a former name of something that is called `present` now. */
export function deprecatedDoc(indent: number, present: string): Doc {
  return docComment([docLine(`@deprecated Use ${docCode(present)}.`)], indent);
}

/** Tag lines are composed here, so they are not escaped as prose is. */
function tags(docs: Docs, deprecated: boolean): DocLines {
  const url = docs.url === null ? null : docUrl(docs.url);
  return [
    ...(deprecated ? [docLine("@deprecated The service's description marks it so.")] : []),
    ...(url === null ? [] : [docLine(`@see ${url}`)]),
  ];
}

function accessNote(property: Property): string | null {
  const { read, create, update } = property.access;
  if (read && !create && !update) return "Read-only.";
  if (!read) return "Never returned.";
  if (create && !update) return "Fixed once the resource exists.";
  if (!create && update) return "Only for changes of an existing resource.";
  return null;
}

export function propertyDoc(property: Property): Doc {
  const facts = [
    accessNote(property),
    property.secret ? "Secret." : null,
    isPassword(property.type) && property.secret ? null : formatNote(property.type),
    ...constraintNotes(property.constraints),
    defaultNote(property.default),
  ].filter((note) => note !== null);
  const words = prose(property.docs) ?? phrase(property.name.words);
  return taggedDoc(2, property.docs, property.deprecated, [words, facts.join(" ")]);
}

/** A part of a query that may be left out is encoded like others. */
const isEncodedByCaller = ({ location, required }: Parameter): boolean =>
  location === "path" || (location === "query" && required);

export function parameterDoc(parameter: Parameter, argument: string): Doc {
  const place = parameter.location === "path" || parameter.location === "host" ? "" : `, ${parameter.location}`;
  const named = argument === parameter.name.wire && place === "" ? "" : ` (${docCode(parameter.name.wire)}${place})`;
  const facts = [
    formatNote(parameter.type),
    ...constraintNotes(parameter.constraints),
    defaultNote(parameter.default),
    parameter.location === "path" && parameter.encoding === "reserved" ? "Sent with its slashes." : null,
    parameter.role === "pageLink" ? "The end of the path and a query, as a page gives them." : null,
    parameter.encoding === "none" && isEncodedByCaller(parameter) ? "Percent-encoded by the caller." : null,
  ].filter((note) => note !== null);
  const words = prose(parameter.docs) ?? phrase(parameter.name.words);
  const [head = "", ...rest] = words.split(/\n\s*\n/);
  const first = head.endsWith(".") && named !== "" ? `${head.slice(0, -1)}${named}.` : head + named;
  return taggedDoc(2, parameter.docs, parameter.deprecated, [[first, ...rest].join("\n\n"), facts.join(" ")]);
}

export function declarationDoc(declaration: Declaration, extra: readonly (string | null)[] = []): Doc {
  const words = prose(declaration.docs) ?? phrase(declaration.name.words);
  return taggedDoc(0, declaration.docs, declaration.deprecated, [words, ...extra]);
}

/** The address of an operation as it is known to readers of the service's documentation. */
export function pathText(operation: Operation): string {
  const path = operation.path.map((segment) => (segment.kind === "text" ? segment.text : `{${segment.wire}}`));
  // What a query fixes tells operations on one path apart.
  const fixed = operation.parameters.filter(
    ({ location, constant, role }) => location === "query" && constant !== undefined && role === "plain",
  );
  const query = fixed.map(({ name, constant }) => `${name.wire}=${String(constant)}`).join("&");
  return path.join("") + (query === "" ? "" : `?${query}`);
}

export function operationDoc(operation: Operation, facts: readonly (string | null)[]): Doc {
  const words = prose(operation.docs) ?? phrase(operation.name.words);
  const address = `${operation.method} ${docCode((operation.host ?? "") + pathText(operation))}`;
  return taggedDoc(0, operation.docs, operation.deprecated, [words, address, ...facts]);
}
