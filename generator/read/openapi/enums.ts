import { makeName, noDocs, type Enum, type EnumValue, type Json, type Name, type TypeRef } from "../../model/index.ts";
import type { JsonObject, Located } from "../../source/document.ts";
import { enumHints, type EnumHint } from "../azure/schemas.ts";
import { isTrue, listOf } from "../values.ts";
import { docsOf } from "./docs.ts";
import { idOf, type Reader } from "./reader.ts";
import { isScalarKind, type ScalarKind } from "./scalars.ts";
import { typesOf } from "./shapes.ts";

type Scalar = string | number | boolean;

/** The values that an `enum` or `const` lists, in order, each once, as values of the schema's type. */
export function enumValues(reader: Reader, schema: Located<JsonObject>): readonly Scalar[] {
  const { value } = schema;
  const listed = Object.hasOwn(value, "const") ? [value["const"] ?? null] : listOf(value, "enum");
  const extra = (enumHints(value)?.values ?? []).map((hint) => hint.value);
  const [type] = typesOf(value);
  const values = new Set<Scalar>();
  for (const item of [...listed, ...extra]) {
    if (item === null) continue;
    const scalar = coerce(item, type);
    if (scalar !== null) values.add(scalar);
    else
      reader.sink.report(
        "schema/enum-value",
        schema.at,
        `A value is not of the type that the list has: ${JSON.stringify(item)}`,
      );
  }
  return [...values];
}

/** JSON and YAML authors write `1.0` where they mean "1.0": the declared type says what was meant. */
function coerce(value: Json, type: string | undefined): Scalar | null {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return null;
  if (type === "string") return String(value);
  if (type === "boolean")
    return typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : null;
  if (type !== "integer" && type !== "number") return value;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** The only value that a closed list allows; undefined where there are more, or none, or the list may grow. */
export function constantOf(reader: Reader, layers: readonly Located<JsonObject>[]): Scalar | undefined {
  const listed = layers.find(({ value }) => Array.isArray(value["enum"]) || Object.hasOwn(value, "const"));
  if (listed === undefined || enumHints(listed.value)?.open === true) return undefined;
  const values = enumValues(reader, listed);
  return values.length === 1 ? values[0] : undefined;
}

/** The one type that all values have; null where they differ. */
function baseOf(values: readonly Scalar[], type: string | undefined): ScalarKind | null {
  if (type !== undefined && isScalarKind(type)) return type;
  if (values.every((value) => typeof value === "string")) return "string";
  if (values.every((value) => typeof value === "boolean")) return "boolean";
  if (!values.every((value) => typeof value === "number")) return null;
  return values.every(Number.isInteger) ? "integer" : "number";
}

/** How a list of values is used: without a declaration where it needs none, else null. */
export function plainEnum(reader: Reader, schema: Located<JsonObject>): TypeRef | null {
  const values = enumValues(reader, schema);
  const [type] = typesOf(schema.value);
  const base = baseOf(values, type);
  const hints = enumHints(schema.value);
  if (values.length === 0) {
    return type !== undefined && isScalarKind(type) ? bareType(type) : { kind: "unknown" };
  }
  if (base === null) return { kind: "union", of: values.map((value) => ({ kind: "literal", value })) };
  if (hints !== null && (hints.name !== null || hints.open)) return null;
  if (base === "boolean" && values.length > 1) return { kind: "boolean" };
  const [only] = values;
  return values.length === 1 && only !== undefined ? { kind: "literal", value: only } : null;
}

function bareType(type: ScalarKind): TypeRef {
  return type === "boolean" ? { kind: "boolean" } : { kind: type, format: null };
}

/** The declaration of a list of values of one type; null where the values differ in type, or there are none. */
export function lowerEnum(
  reader: Reader,
  schema: Located<JsonObject>,
  name: Name,
  open: boolean | null = null,
): Enum | null {
  const values = enumValues(reader, schema);
  const base = baseOf(values, typesOf(schema.value)[0]);
  if (base === null || values.length === 0) return null;
  const hints = enumHints(schema.value);
  const byValue = new Map((hints?.values ?? []).map((hint) => [String(hint.value), hint]));
  return {
    kind: "enum",
    id: idOf(schema.at),
    name,
    base,
    open: open ?? hints?.open ?? false,
    values: values.map((value) => lowerValue(value, byValue.get(String(value)))),
    docs: docsOf(schema.value),
    deprecated: isTrue(schema.value, "deprecated"),
    at: schema.at,
  };
}

function lowerValue(value: Scalar, hint: EnumHint | undefined): EnumValue {
  const wire = String(value);
  return {
    value,
    name: makeName(wire, hint?.name ?? (wire === "" ? "empty" : wire)),
    docs: { ...noDocs, description: hint?.description ?? null },
    deprecated: false,
  };
}
