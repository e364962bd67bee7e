import type { Json } from "../../model/index.ts";
import { childLocation, isObject, type JsonObject, type Located } from "../../source/document.ts";
import { isNullable } from "../azure/schemas.ts";
import { elementsOf, isTrue, listOf, objectAt, textOf, textsOf } from "../values.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { mediaKind } from "./mediaTypes.ts";
import { idOf, wrapped, type Reader } from "./reader.ts";
import { isScalarKind, type ScalarKind } from "./scalars.ts";

/**
 * What a schema (not a `$ref`) describes. `object`: an object of which nothing else is said. `same`: a wrapper around
 * one other schema. `intersection`: an `allOf` of what cannot be extended.
 */
export type Shape =
  | {
      readonly kind: "any" | "array" | "enum" | "file" | "intersection" | "map" | "model" | "object" | "same" | "union";
    }
  | { readonly kind: "scalar"; readonly types: readonly ScalarKind[] };

export type Shapes = (schema: Located<JsonObject>) => Shape;

const maxDepth = 200;

/** Decides shapes; each place is looked at once. */
export function createShapes(reader: Reader, hierarchy: Hierarchy): Shapes {
  const known = new Map<JsonObject, Shape>();
  let depth = 0;
  const shapeOf = (schema: Located<JsonObject>): Shape => {
    const found = known.get(schema.value);
    if (found !== undefined) return found;
    // Chains of definitions that extend each other are short; one without end must not exhaust the stack.
    if (depth === maxDepth) return { kind: "model" };
    // A definition that extends itself is asked about while it is being decided: it is a model then.
    known.set(schema.value, { kind: "model" });
    depth += 1;
    const shape = decide(reader, hierarchy, schema, shapeOf);
    depth -= 1;
    known.set(schema.value, shape);
    return shape;
  };
  return shapeOf;
}

function decide(reader: Reader, hierarchy: Hierarchy, schema: Located<JsonObject>, shapeOf: Shapes): Shape {
  const { value } = schema;
  if (isFile(value)) return { kind: "file" };
  if (listOf(value, "allOf").length > 0) {
    if (wrapped(schema) !== null) return { kind: "same" };
    return elementsOf(schema, "allOf").every((member) => canExtend(reader, member, shapeOf))
      ? { kind: choicesOf(schema).length > 0 ? "intersection" : "model" }
      : { kind: "intersection" };
  }
  if (choicesOf(schema).length > 0) return { kind: hasProperties(value) ? "intersection" : "union" };
  if (Array.isArray(value["enum"]) || Object.hasOwn(value, "const")) return { kind: "enum" };
  return shapeOfType(schema, hierarchy);
}

function canExtend(reader: Reader, member: Located, shapeOf: Shapes): boolean {
  const target = reader.resolveObject(member);
  // What cannot be resolved has been reported, and is left out later.
  if (target === null) return true;
  const { kind } = shapeOf(target);
  if (kind === "same") {
    const inner = wrapped(target);
    return inner !== null && inner.at.pointer !== member.at.pointer && canExtend(reader, inner, shapeOf);
  }
  return kind === "model" || kind === "object" || kind === "map" || kind === "any";
}

function shapeOfType(schema: Located<JsonObject>, hierarchy: Hierarchy): Shape {
  const { value } = schema;
  const types = typesOf(value);
  const isObjectType = types.length === 0 || types.includes("object");
  const isBase =
    isObjectType && (Object.hasOwn(value, "discriminator") || hierarchy.childrenOf(idOf(schema.at)).length > 0);
  if (types.length > 1) {
    const scalars = types.filter(isScalarKind);
    return scalars.length === types.length ? { kind: "scalar", types: scalars } : { kind: "union" };
  }
  if (isObjectType && (hasProperties(value) || isBase)) return { kind: "model" };
  if (isObjectType && hasMap(value)) return { kind: listOf(value, "required").length > 0 ? "model" : "map" };
  const [type] = types;
  if (type === "object") return { kind: listOf(value, "required").length > 0 ? "model" : "object" };
  if (type === "array") return { kind: "array" };
  if (type !== undefined && isScalarKind(type)) return { kind: "scalar", types: [type] };
  if (type === undefined && (Object.hasOwn(value, "items") || Object.hasOwn(value, "prefixItems")))
    return { kind: "array" };
  // A format or a limit without a type says of which type it is.
  const implied = type === undefined ? impliedType(value) : null;
  return implied === null ? { kind: "any" } : { kind: "scalar", types: [implied] };
}

function impliedType(value: JsonObject): ScalarKind | null {
  const format = textOf(value, "format");
  if (format === null)
    return ["pattern", "minLength", "maxLength"].some((key) => Object.hasOwn(value, key)) ? "string" : null;
  if (/^u?int(?:8|16|32|64)$/.test(format)) return "integer";
  return format === "float" || format === "double" ? "number" : "string";
}

/** The names under `type`, without "null" and "file". */
export function typesOf(value: JsonObject): readonly string[] {
  const type = textOf(value, "type");
  return (type === null ? textsOf(value, "type") : [type]).filter((name) => name !== "null");
}

export function hasProperties(value: JsonObject): boolean {
  const properties = value["properties"];
  return isObject(properties) && Object.keys(properties).length > 0;
}

function hasMap(value: JsonObject): boolean {
  const additional = value["additionalProperties"];
  return isObject(additional) || additional === true || isObject(value["patternProperties"]);
}

/** Swagger 2.0's `type: file`, and what Azure writes for it where only schemas may stand. */
function isFile(value: JsonObject): boolean {
  const type = value["type"];
  return type === "file" || (type === "object" && value["format"] === "file");
}

/**
 * Bytes where a body is expected: a file, a string of binary format, or from OpenAPI 3.1 on what has a media type of
 * bytes and is not encoded as text.
 */
export function isBinary(value: JsonObject): boolean {
  if (isFile(value)) return true;
  const { type = "string", format, contentMediaType, contentEncoding = "binary" } = value;
  if (type !== "string") return false;
  if (format === "binary" || format === "file") return value["type"] === "string";
  return (
    typeof contentMediaType === "string" && contentEncoding === "binary" && mediaKind(contentMediaType) === "binary"
  );
}

/**
 * The members of `oneOf` or `anyOf` that say something of a type. Members that only ask for one or another property to
 * be there say nothing that a type could keep.
 */
export function choicesOf(schema: Located<JsonObject>): readonly Located[] {
  for (const key of ["oneOf", "anyOf"]) {
    const list = listOf(schema.value, key);
    if (list.every((member) => isMere(member, schema.value["type"]))) continue;
    const at = childLocation(schema.at, key);
    return list.map((value, index) => ({ value, at: childLocation(at, index) }));
  }
  return [];
}

const mere = new Set(["required", "not", "description", "title", "minProperties", "maxProperties"]);

/** Says nothing of a type, or only the one that the schema has anyway. */
function isMere(member: Json, type: Json | undefined): boolean {
  return (
    isObject(member) &&
    Object.keys(member).every((key) => mere.has(key) || (key === "type" && type !== undefined && member[key] === type))
  );
}

/** Whether null is the only value. */
export function isNull(value: JsonObject): boolean {
  if (value["type"] === "null") return true;
  const listed = value["enum"];
  return value["const"] === null || (Array.isArray(listed) && listed.length > 0 && listed.every((one) => one === null));
}

/** Whether null is among the values that a schema allows, as this node says. */
export function allowsNull(value: JsonObject): boolean {
  if (isTrue(value, "nullable") || isNullable(value)) return true;
  if (Array.isArray(value["type"]) && value["type"].includes("null")) return true;
  return value["const"] === null || (Array.isArray(value["enum"]) && value["enum"].includes(null));
}

/** The schema of a map's values; null where any value goes. */
export function valuesOf(schema: Located<JsonObject>): Located | null {
  const additional = objectAt(schema, "additionalProperties");
  if (additional !== null) return additional;
  const patterns = objectAt(schema, "patternProperties");
  const entries = patterns === null ? [] : Object.entries(patterns.value);
  const [only] = entries;
  if (patterns === null || only === undefined || entries.length > 1) return null;
  return { value: only[1], at: childLocation(patterns.at, only[0]) };
}
