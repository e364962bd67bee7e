import type { CodeText, TypeText } from "./text.ts";

/**
 * Lays out the few constructs that Prettier wraps, at the width of the repository's Prettier options, so that output
 * never has to be formatted: formatting costs thirty times what rendering does.
 */
export const printWidth = 120;

const pad = (indent: number): string => " ".repeat(indent);

/** Display width; Prettier counts wide and combining characters apart, which only ever stand in strings here. */
export function widthOf(text: string): number {
  return text.length;
}

export interface Place {
  /** Columns that the construct's line is indented by. */
  readonly indent: number;
  /** Columns taken on the first line before the construct, indentation included. */
  readonly column: number;
  /** Columns needed behind it on its last line. */
  readonly after: number;
}

function fits(text: string, place: Place): boolean {
  return !text.includes("\n") && place.column + widthOf(text) + place.after <= printWidth;
}

/** `[a, b]`, `(a, b)`, `{ a, b }`: on one line, or one item a line with a trailing comma. */
export function delimited(open: string, items: readonly string[], close: string, place: Place, spaced = false): string {
  if (items.length === 0) return open + close;
  const gap = spaced ? " " : "";
  const line = `${open}${gap}${items.join(", ")}${gap}${close}`;
  if (fits(line, place)) return line;
  const inner = pad(place.indent + 2);
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join("")}${pad(place.indent)}${close}`;
}

export function arrayCode(items: readonly CodeText[], place: Place): CodeText {
  return delimited("[", items, "]", place) as CodeText;
}

export function objectCode(items: readonly CodeText[], place: Place): CodeText {
  return delimited("{", items, "}", place, true) as CodeText;
}

/** A union: on one line behind `=` or `:`, or each member on a line of its own. */
export function unionType(members: readonly TypeText[], place: Place): TypeText {
  const line = members.join(" | ");
  if (members.length < 2 || fits(line, place)) return line as TypeText;
  const start = `\n${pad(place.indent + 2)}| `;
  return (start + members.join(start)) as TypeText;
}
