import type { Xml } from "../../model/index.ts";
import type { JsonObject, Located } from "../../source/document.ts";
import { parsePointer } from "../../source/pointer.ts";
import { isElementText } from "../azure/schemas.ts";
import { childOf, objectOf, textOf } from "../values.ts";
import { isDefinition } from "./inlineNames.ts";
import { layersOf } from "./reader.ts";
import type { Types } from "./types.ts";

/** Lists of lists: no real schema comes near. */
const maxDepth = 8;

/** How a property is written. Null where the service does not speak XML. */
export function propertyXml(types: Types, layers: readonly Located<JsonObject>[], wire: string): Xml | null {
  return types.pending.speaksXml ? xmlOf(types, layers, wire, 0) : null;
}

/** How a schema is written that is a whole document; by its definition's name, where it has no other. */
export function documentXml(types: Types, schema: Located): Xml | null {
  if (!types.pending.speaksXml) return null;
  const layers = layersOf(types.reader, schema);
  const [first] = layers;
  return first === undefined ? null : xmlOf(types, layers, definitionOf(layers) ?? types.nameOf(first).wire, 0, true);
}

/**
 * As `documentXml`, for a body. Null for one that is a text, or of which nothing is said: these are documents that
 * callers bring and read themselves.
 */
export function bodyXml(types: Types, schema: Located): Xml | null {
  const layers = layersOf(types.reader, schema);
  const last = layers.at(-1);
  const shape = last === undefined ? "any" : types.shapeOf(last).kind;
  const isText = shape === "any" || shape === "scalar" || shape === "enum" || shape === "union";
  const isSaid = layers.some(({ value }) => objectOf(value, "xml") !== null);
  return isText && !isSaid ? null : documentXml(types, schema);
}

/**
 * OpenAPI's `xml` objects of a schema and of what its `$ref` leads to: the outermost that says something decides.
 * `fallback` is the name that follows from the place.
 */
function xmlOf(
  types: Types,
  layers: readonly Located<JsonObject>[],
  fallback: string,
  depth: number,
  isDocument = false,
): Xml {
  const said = layers.map(({ value }) => objectOf(value, "xml")).filter((xml) => xml !== null);
  const textIn = (key: string): string | null =>
    said.map((xml) => textOf(xml, key)).find((text) => text !== null && text !== "") ?? null;
  const isSaid = (key: string): boolean => said.find((xml) => Object.hasOwn(xml, key))?.[key] === true;
  const own = textIn("name");
  // Some write the prefix into the name.
  const [, inName = null, name = fallback] = /^(?:(.*):)?(.*)$/s.exec(own ?? fallback) ?? [];
  const wrapped = isSaid("wrapped");
  return {
    name,
    namespace: textIn("namespace"),
    prefix: textIn("prefix") ?? (own === null ? null : inName),
    attribute: isSaid("attribute"),
    wrapped,
    text: said.some(isElementText),
    items: itemsXml(types, layers, wrapped || isDocument || own === null ? null : name, name, depth),
  };
}

/**
 * How a list's items are written: by their own name, else that of a list that has one and no wrapper, else their
 * definition's, which is what Azure's services send, else the list's.
 */
function itemsXml(
  types: Types,
  layers: readonly Located<JsonObject>[],
  said: string | null,
  list: string,
  depth: number,
): Xml | null {
  const last = layers.at(-1);
  const items = last === undefined || depth === maxDepth ? null : childOf(last, "items");
  if (items === null) return null;
  const inner = layersOf(types.reader, items);
  return xmlOf(types, inner, said ?? definitionOf(inner) ?? list, depth + 1);
}

/** Name of the first definition on the way. */
function definitionOf(layers: readonly Located<JsonObject>[]): string | null {
  const found = layers.find(({ at }) => isDefinition(at.pointer));
  return (found === undefined ? null : parsePointer(found.at.pointer)?.at(-1)) ?? null;
}
