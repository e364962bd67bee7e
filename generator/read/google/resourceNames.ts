import type { TypeRef } from "../../model/index.ts";

/** Parts of a resource name's pattern: fixed texts, and null for each free segment. */
export type NamePattern = readonly (string | null)[];

const free = "[^/]+";
/** Characters that mean themselves in a regular expression. */
const literal = /^[\w\-:~@]+$/;

/**
 * Reads `^projects/[^/]+/operations/[^/]+$` as `["projects", null, "operations", null]`. Null where the pattern says
 * anything else (`.*`, alternatives, free parts that are not whole segments).
 */
export function parseNamePattern(pattern: string | null): NamePattern | null {
  if (pattern === null || !pattern.startsWith("^") || !pattern.endsWith("$")) return null;
  const marked = pattern.slice(1, -1).replaceAll(free, "\0");
  const parts = marked.split("/").map((part) => (part === "\0" ? null : part));
  return parts.every((part) => part === null || literal.test(part)) ? parts : null;
}

/** A string type with the fixed texts of a resource name; null where nothing or everything is fixed. */
export function templateType(pattern: string | null): TypeRef | null {
  const name = parseNamePattern(pattern);
  if (name === null || !name.includes(null) || name.every((part) => part === null)) return null;
  const texts = name
    .map((part) => part ?? "\0")
    .join("/")
    .split("\0");
  return { kind: "template", texts };
}
