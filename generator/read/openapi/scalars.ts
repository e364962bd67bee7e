import type { NumberFormat, StringFormat, TypeRef } from "../../model/index.ts";
import type { JsonObject, Located } from "../../source/document.ts";
import { textOf } from "../values.ts";
import type { Reader } from "./reader.ts";

/** Formats that say how to read a string; null where a format is known but only narrows the text. */
const stringFormats: ReadonlyMap<string, StringFormat | null> = new Map(
  Object.entries({
    "arm-id": "resource-id",
    base64: "base64",
    base64url: "base64url",
    binary: "byte-stream",
    byte: "base64",
    date: "date",
    "date-time": "date-time",
    "date-time-rfc1123": "date-time-rfc1123",
    "date-time-rfc7231": "date-time-rfc1123",
    datetime: "date-time",
    decimal: "decimal",
    duration: "duration",
    email: "email",
    guid: "uuid",
    "http-date": "date-time-rfc1123",
    int64: "int64",
    iri: "uri",
    password: "password",
    time: "time",
    uint64: "uint64",
    uri: "uri",
    "uri-reference": "uri",
    url: "uri",
    uuid: "uuid",
    // Known, and nothing that a caller would read the text differently for.
    "azure-location": null,
    char: null,
    etag: null,
    file: "byte-stream",
    hostname: null,
    "idn-email": null,
    "idn-hostname": null,
    ipv4: null,
    ipv6: null,
    "iri-reference": null,
    "json-pointer": null,
    regex: null,
    string: null,
    "uri-template": null,
  } satisfies Record<string, StringFormat | null>),
);

const numberFormats: ReadonlySet<string> = new Set<NumberFormat>([
  "decimal",
  "double",
  "float",
  "int8",
  "int16",
  "int32",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
  "unixtime",
]);

const wholeNumbers = /^u?int(?:8|16|32|64)$|^unixtime$/;

function isNumberFormat(format: string): format is NumberFormat {
  return numberFormats.has(format);
}

export type ScalarKind = "string" | "integer" | "number" | "boolean";

export function isScalarKind(type: string): type is ScalarKind {
  return type === "string" || type === "integer" || type === "number" || type === "boolean";
}

/** The type that a scalar's `type` and `format` make. A format that nobody knows is reported and left out. */
export function scalarType(reader: Reader, schema: Located<JsonObject>, type: ScalarKind): TypeRef {
  if (type === "boolean") return { kind: "boolean" };
  const format = textOf(schema.value, "format") ?? (type === "string" ? encodingOf(schema.value) : null);
  if (format === null) return { kind: type, format: null };
  const lower = format.toLowerCase();
  // Kubernetes' own: a number where it can be one.
  if (lower === "int-or-string") return { kind: "union", of: [{ kind: "integer", format: null }, anyText] };
  if (type === "string") {
    if (!stringFormats.has(lower)) reportUnknown(reader, schema, format);
    return { kind: "string", format: stringFormats.get(lower) ?? null };
  }
  if (!isNumberFormat(lower)) {
    reportUnknown(reader, schema, format);
    return { kind: type, format: null };
  }
  // "number" with a whole-number format is a whole number: the format is the more exact of the two.
  return { kind: wholeNumbers.test(lower) ? "integer" : type, format: lower };
}

const anyText: TypeRef = { kind: "string", format: null };

/** How bytes are written as text, where that is not said by a format (JSON Schema 2020-12). */
function encodingOf(value: JsonObject): string | null {
  const encoding = textOf(value, "contentEncoding")?.toLowerCase() ?? "";
  return /^base64(url)?$/.test(encoding) ? encoding : null;
}

function reportUnknown(reader: Reader, schema: Located<JsonObject>, format: string): void {
  reader.reportOnce(
    "schema/unknown-format",
    schema.at,
    format,
    `The format "${format}" is not known, and has no effect`,
  );
}
