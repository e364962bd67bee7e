import type { Encoding, PathSegment } from "../../model/index.ts";

/** A text with `{name}`s in it, in pieces. */
export function parseTemplate(text: string, encodingOf: (wire: string) => Encoding): readonly PathSegment[] {
  const segments: PathSegment[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{([^{}]+)\}/g)) {
    if (match.index > end) segments.push({ kind: "text", text: text.slice(end, match.index) });
    const wire = match[1] ?? "";
    segments.push({ kind: "parameter", wire, encoding: encodingOf(wire) });
    end = match.index + match[0].length;
  }
  if (end < text.length) segments.push({ kind: "text", text: text.slice(end) });
  return segments;
}

/** A key of `paths`, taken apart. */
export interface PathKey {
  readonly path: string;
  /** What the key has behind a `?`, by name; a value may be `{name}`. */
  readonly query: readonly (readonly [string, string])[];
}

/**
 * Takes a key of `paths` apart. Operations on one path that differ only by their query write it behind the path, and
 * what stands behind a `#` only keeps keys apart.
 */
export function parsePathKey(key: string): PathKey {
  const [address = ""] = key.split("#", 1);
  const mark = address.indexOf("?");
  const path = mark < 0 ? address : address.slice(0, mark);
  const query =
    mark < 0
      ? []
      : address
          .slice(mark + 1)
          .split("&")
          .filter((pair) => pair !== "");
  return {
    path: path.startsWith("/") ? path : `/${path}`,
    query: query.map((pair) => {
      const equals = pair.indexOf("=");
      return equals < 0 ? [decode(pair), ""] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    }),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
