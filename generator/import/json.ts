import type { Json } from "../model/index.ts";
import { isArray } from "../source/pointer.ts";

const width = 120;

/**
 * A JSON text as Prettier would leave it, at this repository's width, with a final line break: members on lines of
 * their own, arrays on one line where they fit and hold nothing that needs several.
 */
export function formatJson(value: Json): string {
  return `${format(value, "", 0, 0)}\n`;
}

/** `column` is where the value starts, `after` the number of characters that follow it on its line (a comma). */
function format(value: Json, indent: string, column: number, after: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (!isArray(value)) {
    const members = Object.entries(value);
    const lines = members.map(([key, child], index) => {
      const start = `${inner}${JSON.stringify(key)}: `;
      return `${start}${format(child, inner, start.length, index === members.length - 1 ? 0 : 1)}`;
    });
    return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`;
  }
  const flat = flatten(value);
  if (flat !== null && column + flat.length + after <= width) return flat;
  if (value.length > 1 && value.every((item) => typeof item === "number"))
    return `[\n${fill(value, inner)}\n${indent}]`;
  const items = value.map(
    (item, index) => `${inner}${format(item, inner, inner.length, index === value.length - 1 ? 0 : 1)}`,
  );
  return `[\n${items.join(",\n")}\n${indent}]`;
}

/** The value on one line; null where Prettier would break it whatever the width. */
function flatten(value: Json): string | null {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (!isArray(value)) return Object.keys(value).length === 0 ? "{}" : null;
  if (value.length > 1 && value.every((item) => isArray(item) && item.length > 1)) return null;
  const items = value.map(flatten);
  return items.includes(null) ? null : `[${items.join(", ")}]`;
}

/** Numbers fill the lines. */
function fill(numbers: readonly Json[], indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const [index, number] of numbers.entries()) {
    const text = `${JSON.stringify(number)}${index === numbers.length - 1 ? "" : ","}`;
    const separator = line === indent ? "" : " ";
    if (line !== indent && line.length + separator.length + text.length > width) {
      lines.push(line);
      line = `${indent}${text}`;
    } else {
      line += `${separator}${text}`;
    }
  }
  return [...lines, line].join("\n");
}
