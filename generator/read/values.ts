import type { Json } from "../model/index.ts";
import { childLocation, isObject, type JsonObject, type Located } from "../source/document.ts";

/** The text under `key`; null where there is none. Specs are hostile: what is not of the expected kind is not there. */
export function textOf(node: JsonObject, key: string): string | null {
  const value = node[key];
  return typeof value === "string" ? value : null;
}

/** The finite number under `key`; null where there is none. */
export function numberOf(node: JsonObject, key: string): number | null {
  const value = node[key];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** The boolean under `key`; null where there is none. */
export function flagOf(node: JsonObject, key: string): boolean | null {
  const value = node[key];
  return typeof value === "boolean" ? value : null;
}

export function isTrue(node: JsonObject, key: string): boolean {
  return node[key] === true;
}

/** The list under `key`; empty where there is none. */
export function listOf(node: JsonObject, key: string): readonly Json[] {
  const value = node[key];
  return isList(value) ? value : [];
}

/** `Array.isArray` that also narrows readonly arrays. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The texts in the list under `key`, without anything else that may stand there. */
export function textsOf(node: JsonObject, key: string): readonly string[] {
  return listOf(node, key).filter((value) => typeof value === "string");
}

/** The object under `key`; null where there is none. */
export function objectOf(node: JsonObject, key: string): JsonObject | null {
  const value = node[key];
  return isObject(value) ? value : null;
}

/** What stands under `key`, with its place; null where there is nothing. */
export function childOf(node: Located<JsonObject>, key: string): Located | null {
  if (!Object.hasOwn(node.value, key)) return null;
  const value = node.value[key];
  return value === undefined ? null : { value, at: childLocation(node.at, key) };
}

/** The object under `key`, with its place; null where there is none. */
export function objectAt(node: Located<JsonObject>, key: string): Located<JsonObject> | null {
  return asObject(childOf(node, key));
}

/** The value where it is an object; null where it is anything else. */
export function asObject(node: Located | null): Located<JsonObject> | null {
  return node !== null && isObjectNode(node) ? node : null;
}

function isObjectNode(node: Located): node is Located<JsonObject> {
  return isObject(node.value);
}

/** The members of the object under `key` that are objects themselves, in the order written. */
export function membersOf(node: Located<JsonObject>, key: string): readonly (readonly [string, Located<JsonObject>])[] {
  const parent = objectAt(node, key);
  return parent === null ? [] : entriesOf(parent);
}

/** The members that are objects themselves, in the order written. */
export function entriesOf(parent: Located<JsonObject>): readonly (readonly [string, Located<JsonObject>])[] {
  const members: (readonly [string, Located<JsonObject>])[] = [];
  for (const [name, value] of Object.entries(parent.value)) {
    if (isObject(value)) members.push([name, { value, at: childLocation(parent.at, name) }]);
  }
  return members;
}

/** The elements of the list under `key` that are objects, with their places. */
export function elementsOf(node: Located<JsonObject>, key: string): readonly Located<JsonObject>[] {
  const list = listOf(node.value, key);
  if (list.length === 0) return [];
  const elements: Located<JsonObject>[] = [];
  const at = childLocation(node.at, key);
  for (const [index, value] of list.entries()) {
    if (isObject(value)) elements.push({ value, at: childLocation(at, index) });
  }
  return elements;
}

/** Orders texts by code units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
