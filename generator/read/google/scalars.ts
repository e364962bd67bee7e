import type { Json, NumberFormat, StringFormat, TypeRef } from "../../model/index.ts";
import { childLocation } from "../../source/document.ts";
import { memberOf, textOf, type Node } from "./node.ts";

/**
 * `byte` is base64url as Discovery defines it; services that speak ProtoJSON take both alphabets and answer in the
 * standard one, so whoever decodes must know both.
 */
const stringFormats: Readonly<Record<string, StringFormat>> = {
  byte: "base64url",
  date: "date",
  "date-time": "date-time",
  "google-datetime": "date-time",
  "google-duration": "duration-seconds",
  "google-fieldmask": "field-mask",
  int64: "int64",
  uint64: "uint64",
};

const numberFormats: Readonly<Record<string, NumberFormat>> = {
  double: "double",
  float: "float",
  int32: "int32",
  int64: "int64",
  uint32: "uint32",
  uint64: "uint64",
};

function formatOf<T>(node: Node, formats: Readonly<Record<string, T>>): T | null {
  const format = textOf(node, "format");
  if (format === null) return null;
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (known !== undefined) return known;
  node.sink.report("discovery/unknown-format", childLocation(node.at, "format"), `the format "${format}" is not known`);
  return null;
}

/** The type of a schema or parameter that is neither object nor list; null where `type` names none of them. */
export function scalarOf(node: Node): TypeRef | null {
  switch (textOf(node, "type")) {
    case "any":
      return { kind: "unknown" };
    case "boolean":
      return { kind: "boolean" };
    case "integer":
      return { kind: "integer", format: formatOf(node, numberFormats) };
    case "number":
      return { kind: "number", format: formatOf(node, numberFormats) };
    case "string":
      return { kind: "string", format: formatOf(node, stringFormats) };
    default:
      return null;
  }
}

/** The default as the value that goes over the wire; Discovery writes all of them as texts. */
export function defaultOf(node: Node): Json | undefined {
  const value = memberOf(node, "default");
  if (typeof value !== "string") return value;
  const type = textOf(node, "type");
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  if ((type === "integer" || type === "number") && value !== "" && Number.isFinite(Number(value))) return Number(value);
  return value;
}
