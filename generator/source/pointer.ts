import type { Json } from "../model/index.ts";

/** The steps of an RFC 6901 JSON pointer, unescaped; null where it is neither empty nor starts with `/`. */
export function parsePointer(pointer: string): readonly string[] | null {
  if (pointer === "") return [];
  if (!pointer.startsWith("/")) return null;
  return pointer.slice(1).split("/").map(unescapeToken);
}

/** The pointer that these steps make. */
export function formatPointer(steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${escapeToken(String(step))}`).join("");
}

/** One step, escaped as RFC 6901 section 3 asks: `~` first. */
export function escapeToken(token: string): string {
  return token.includes("~") || token.includes("/") ? token.replace(/~/g, "~0").replace(/\//g, "~1") : token;
}

/** The reverse of {@link escapeToken}: `~1` first, so that `~01` is `~1` and not `/` (RFC 6901 section 4). */
export function unescapeToken(token: string): string {
  return token.includes("~") ? token.replace(/~1/g, "/").replace(/~0/g, "~") : token;
}

const arrayIndex = /^(?:0|[1-9]\d*)$/;

/** What one step leads to; undefined where there is nothing. Inherited members (`constructor`) are nothing. */
export function childOf(value: Json, step: string): Json | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (isArray(value)) return arrayIndex.test(step) ? value[Number(step)] : undefined;
  return Object.hasOwn(value, step) ? value[step] : undefined;
}

/** What the steps lead to from `root`; undefined where they lead nowhere. */
export function getPointer(root: Json, steps: readonly string[]): Json | undefined {
  let value: Json | undefined = root;
  for (const step of steps) {
    value = childOf(value, step);
    if (value === undefined) return undefined;
  }
  return value;
}

/** `Array.isArray` that also narrows readonly arrays away. */
export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
