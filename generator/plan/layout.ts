import type { CodeText, TypeText } from "./text.ts";

/**
 * Lays out the few constructs that Prettier wraps, at the width of the repository's Prettier options, so that output
 * never has to be formatted: formatting costs thirty times what rendering does.
 */
export const printWidth = 120;

const pad = (indent: number): string => " ".repeat(indent);

export interface Place {
  /** Columns that the construct's line is indented by. */
  readonly indent: number;
  /** Columns taken on the first line before the construct, indentation included. */
  readonly column: number;
  /** Columns needed behind it on its last line. */
  readonly after: number;
}

export function fits(text: string, place: Place): boolean {
  return !text.includes("\n") && place.column + text.length + place.after <= printWidth;
}

/**
 * `[a, b]`, `(a, b)`, `{ a, b }`: on one line, or one item a line with a trailing comma. A list of names to import
 * (`spaced`) that has only one stays on its line.
 */
export function delimited(open: string, items: readonly string[], close: string, place: Place, spaced = false): string {
  if (items.length === 0) return open + close;
  const gap = spaced ? " " : "";
  const line = `${open}${gap}${items.join(", ")}${gap}${close}`;
  if (fits(line, place) || (spaced && items.length === 1)) return line;
  const inner = pad(place.indent + 2);
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join("")}${pad(place.indent)}${close}`;
}

export function arrayCode(items: readonly CodeText[], place: Place): CodeText {
  return delimited("[", items, "]", place) as CodeText;
}

/** Keys shorter than this gain nothing when their value moves to the next line: two columns of indent, three of overlap. */
const shortKey = 5;

/** A text, or members of members: what Prettier would rather move to the next line than break. */
const moves = /^["']|^[\w$]+(?:\.[\w$]+|\["[^"]*"\])+$/;

/** `key: value`; a text or member too long for the line goes on the next one. */
export function memberCode(key: string, value: string, indent: number): CodeText {
  if (value.startsWith("\n")) return `${key}:${value}` as CodeText;
  const place: Place = { indent, column: indent + key.length + 2, after: 1 };
  const breaks = key.length >= shortKey && !value.includes("\n") && moves.test(value) && !fits(value, place);
  return (breaks ? `${key}:\n${pad(indent + 2)}${value}` : `${key}: ${value}`) as CodeText;
}

/** An object literal of members. */
export function objectCode(members: readonly (readonly [key: string, value: string])[], place: Place): CodeText {
  const line = `{ ${members.map(([key, value]) => (key === "" ? value : `${key}: ${value}`)).join(", ")} }`;
  if (members.length === 0) return "{}" as CodeText;
  if (fits(line, place)) return line as CodeText;
  const indent = place.indent + 2;
  const rows = members.map(([key, value]) => (key === "" ? value : memberCode(key, value, indent)));
  return `{\n${rows.map((row) => `${pad(indent)}${row},\n`).join("")}${pad(place.indent)}}` as CodeText;
}

/** A union: behind `=` or `:` on its line, else on the line below, else each member on a line of its own. */
export function unionType(members: readonly TypeText[], place: Place): TypeText {
  const line = members.join(" | ");
  if (fits(line, place)) return line as TypeText;
  const below = `\n${pad(place.indent + 2)}`;
  if (fits(line, { ...place, column: place.indent + 2 })) return (below + line) as TypeText;
  return members.map((member) => `${below}| ${member}`).join("") as TypeText;
}

/** A type that cannot be broken, behind `=`: on the line below where that helps. */
export function aliasedType(type: TypeText, place: Place): TypeText {
  if (type.includes("\n") || fits(type, place)) return type;
  return `\n${pad(place.indent + 2)}${type}` as TypeText;
}

/** `Name<a, b>`: arguments on lines of their own where it is too long. */
export function genericType(name: string, args: readonly TypeText[], place: Place): TypeText {
  const line = `${name}<${args.join(", ")}>`;
  if (args.length === 0) return name as TypeText;
  // Not even the name has room behind what comes before it.
  if (place.column + name.length >= printWidth) {
    const indent = place.indent + 2;
    return `\n${pad(indent)}${genericType(name, args, { indent, column: indent, after: place.after })}` as TypeText;
  }
  if (fits(line, place)) return line as TypeText;
  const inner = pad(place.indent + 2);
  return `${name}<\n${args.map((argument) => inner + argument).join(",\n")}\n${pad(place.indent)}>` as TypeText;
}

/** `(parameters) => call(…)`: the call on the line below where it does not fit behind the arrow. */
export function arrowCode(parameters: string, callee: string, args: readonly string[], place: Place): CodeText {
  const head = `${parameters} =>`;
  const line = `${callee}(${args.join(", ")})`;
  if (fits(`${head} ${line}`, place)) return `${head} ${line}` as CodeText;
  const indent = place.indent + 2;
  const call = delimited(`${callee}(`, args, ")", { indent, column: indent, after: place.after });
  return `${head}\n${pad(indent)}${call}` as CodeText;
}

/** `value ?? fallback` behind a key: below it where it does not fit, and there in two lines if need be. */
export function fallbackCode(value: string, fallback: string, place: Place): CodeText {
  const line = `${value} ?? ${fallback}`;
  if (fits(line, place)) return line as CodeText;
  const below = pad(place.indent + 2);
  const room: Place = { ...place, column: place.indent + 2 };
  return `\n${below}${fits(line, room) ? line : `${value} ??\n${below}${fallback}`}` as CodeText;
}
