import type { Json } from "../model/index.ts";
import { isObject, type JsonObject } from "./document.ts";
import { changeAt } from "./edit.ts";
import { childOf, isArray } from "./pointer.ts";

/** One statement of a transform: a literal that is assigned, or a member that is deleted (`value` undefined). */
export interface Assignment {
  /** From the value that the transform is for. Never empty. */
  readonly steps: readonly string[];
  readonly value: Json | undefined;
}

/**
 * The statements of a transform that does no more than assign literals and delete members, which is what most of those
 * in published readme.md files do: `$["x-ms-client-name"] = "Clock"; delete $.required`. Null for any other JavaScript.
 * Nothing is ever run.
 */
export function parseTransform(text: string): readonly Assignment[] | null {
  const found: Assignment[] = [];
  let rest = text.trim();
  while (rest !== "") {
    const statement = readStatement(rest);
    if (statement === null) return null;
    if (statement.assignment !== null) found.push(statement.assignment);
    rest = statement.rest;
  }
  return found;
}

interface Statement {
  readonly assignment: Assignment | null;
  readonly rest: string;
}

const step = /\s*(?:\.\s*([A-Za-z_]\w*)|\[\s*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\\\n]*)'|(\d+))\s*\])/y;
const end = /\s*(?:;|\n|$)\s*/y;

function readStatement(text: string): Statement | null {
  if (/^return\s+\$\s*(?:;|$)/.test(text)) return { assignment: null, rest: text.replace(/^return\s+\$\s*;?\s*/, "") };
  const isDelete = /^delete\s+\$/.test(text);
  const start = isDelete ? text.indexOf("$") : 0;
  if (text[start] !== "$") return null;
  const { steps, at } = readSteps(text, start + 1);
  if (steps.length === 0) return null;
  if (isDelete) {
    const rest = afterEnd(text, at);
    return rest === null ? null : { assignment: { steps, value: undefined }, rest };
  }
  const assigned = /^\s*=(?!=)\s*/.exec(text.slice(at));
  const literal = assigned === null ? null : readLiteral(text.slice(at + assigned[0].length));
  return literal === null ? null : { assignment: { steps, value: literal.value }, rest: literal.rest };
}

function readSteps(text: string, start: number): { readonly steps: readonly string[]; readonly at: number } {
  const steps: string[] = [];
  let at = start;
  for (;;) {
    step.lastIndex = at;
    const match = step.exec(text);
    if (match === null) return { steps, at };
    const [whole, name, double, single, index] = match;
    steps.push(
      name ?? (double === undefined ? undefined : parse(`"${double}"`)?.value?.toString()) ?? single ?? index ?? "",
    );
    at += whole.length;
  }
}

const quoted = /^(?:'([^'\\\n]*)'|`([^`\\$]*)`)/;

/** A literal, and what follows the end of its statement. Objects and lists must be JSON, up to a semicolon or the end. */
function readLiteral(text: string): { readonly value: Json; readonly rest: string } | null {
  const match = quoted.exec(text);
  if (match !== null) {
    const rest = afterEnd(text, match[0].length);
    return rest === null ? null : { value: match[1] ?? match[2] ?? "", rest };
  }
  // The shortest text that is JSON and ends a statement: a semicolon may stand in a string.
  for (const { index } of text.matchAll(/;|\n|$/g)) {
    const parsed = parse(text.slice(0, index));
    if (parsed !== null) return { value: parsed.value, rest: text.slice(index).replace(/^[;\s]+/, "") };
  }
  return null;
}

function afterEnd(text: string, at: number): string | null {
  end.lastIndex = at;
  const match = end.exec(text);
  return match === null ? null : text.slice(at + match[0].length);
}

function parse(text: string): { readonly value: Json } | null {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}

/** The value with a statement applied, itself where there is nothing to delete; null where nothing holds the member. */
export function applyAssignment(value: Json, { steps, value: assigned }: Assignment): Json | null {
  const last = steps.at(-1) ?? "";
  const above = steps.slice(0, -1);
  let parent: Json | undefined = value;
  for (const name of above) parent = parent === undefined ? undefined : childOf(parent, name);
  if (parent === undefined || isArray(parent) || !isObject(parent)) return null;
  if (assigned === undefined && !Object.hasOwn(parent, last)) return value;
  return changeAt(value, above, (old) => withMember(old as JsonObject, last, assigned)) ?? null;
}

/** An object with a member set, in its place or at the end, or taken out. */
export function withMember(object: JsonObject, key: string, value: Json | undefined): JsonObject {
  const members = new Map(Object.entries(object));
  if (value === undefined) members.delete(key);
  else members.set(key, value);
  return Object.fromEntries(members);
}
