import { noConstraints, type Constraints, type Json } from "../../model/index.ts";
import { childLocation, type JsonObject, type Located } from "../../source/document.ts";
import { isTrue, numberOf, textOf } from "../values.ts";
import type { Reader } from "./reader.ts";
import { isScalarKind } from "./scalars.ts";

const keys: ReadonlySet<string> = new Set([
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
]);

/** The limits that a schema's layers set; the outermost one that sets a limit decides. */
export function constraintsOf(reader: Reader, layers: readonly Located<JsonObject>[]): Constraints {
  let result = noConstraints;
  for (const layer of layers) {
    if (Object.keys(layer.value).some((key) => keys.has(key))) result = merge(result, read(reader, layer));
  }
  return result;
}

function merge(outer: Constraints, inner: Constraints): Constraints {
  if (outer === noConstraints) return inner;
  return {
    pattern: outer.pattern ?? inner.pattern,
    minLength: outer.minLength ?? inner.minLength,
    maxLength: outer.maxLength ?? inner.maxLength,
    minimum: outer.minimum ?? inner.minimum,
    maximum: outer.maximum ?? inner.maximum,
    exclusiveMinimum: outer.minimum === null ? inner.exclusiveMinimum : outer.exclusiveMinimum,
    exclusiveMaximum: outer.maximum === null ? inner.exclusiveMaximum : outer.exclusiveMaximum,
    multipleOf: outer.multipleOf ?? inner.multipleOf,
    minItems: outer.minItems ?? inner.minItems,
    maxItems: outer.maxItems ?? inner.maxItems,
    uniqueItems: outer.uniqueItems || inner.uniqueItems,
  };
}

function read(reader: Reader, schema: Located<JsonObject>): Constraints {
  const { value } = schema;
  const lower = bound(value, "minimum", "exclusiveMinimum", Math.max);
  const upper = bound(value, "maximum", "exclusiveMaximum", Math.min);
  const step = numberOf(value, "multipleOf");
  return {
    pattern: patternOf(reader, schema),
    minLength: sizeOf(value["minLength"]),
    maxLength: sizeOf(value["maxLength"]),
    minimum: lower.limit,
    maximum: upper.limit,
    exclusiveMinimum: lower.exclusive,
    exclusiveMaximum: upper.exclusive,
    multipleOf: step !== null && step > 0 ? step : null,
    minItems: sizeOf(value["minItems"]),
    maxItems: sizeOf(value["maxItems"]),
    // Some write it at parameters of a single value.
    uniqueItems: isTrue(value, "uniqueItems") && !isScalarKind(textOf(value, "type") ?? ""),
  };
}

/** `exclusiveMinimum` is a flag beside `minimum` up to OpenAPI 3.0, a limit of its own from 3.1 on (JSON Schema). */
function bound(
  value: JsonObject,
  key: "minimum" | "maximum",
  exclusiveKey: string,
  stricter: (a: number, b: number) => number,
): { readonly limit: number | null; readonly exclusive: boolean } {
  const limit = numberOf(value, key);
  const exclusive = numberOf(value, exclusiveKey);
  if (exclusive === null) return { limit, exclusive: limit !== null && isTrue(value, exclusiveKey) };
  if (limit === null) return { limit: exclusive, exclusive: true };
  return { limit: stricter(limit, exclusive), exclusive: stricter(limit, exclusive) === exclusive };
}

function sizeOf(value: Json | undefined): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function patternOf(reader: Reader, schema: Located<JsonObject>): string | null {
  const pattern = textOf(schema.value, "pattern");
  if (pattern === null || isRegex(pattern)) return pattern;
  const at = childLocation(schema.at, "pattern");
  reader.sink.report("schema/pattern", at, `The pattern is not a regular expression of ECMAScript: ${pattern}`);
  return null;
}

/** Patterns are meant to be ECMAScript's, but many were written for .NET or with escapes that only lax mode allows. */
function isRegex(pattern: string): boolean {
  try {
    void new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
