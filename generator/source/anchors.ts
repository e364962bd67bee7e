import type { Json } from "../model/index.ts";
import { isObject } from "./document.ts";
import { isArray } from "./pointer.ts";

/**
 * The steps to what a document calls by name, `$anchor` or `$dynamicAnchor` (JSON Schema 2020-12, 8.2.2), which a
 * reference names as `#name`; null where nothing is called so.
 */
export function findAnchor(root: Json, name: string): readonly string[] | null {
  if (isObject(root)) {
    if (root["$anchor"] === name || root["$dynamicAnchor"] === name) return [];
  } else if (!isArray(root)) return null;
  for (const [key, child] of Object.entries(root)) {
    const rest = findAnchor(child, name);
    if (rest !== null) return [key, ...rest];
  }
  return null;
}
