import type { Location } from "../model/index.ts";
import type { TextLocation, TextPosition } from "../diagnostics/diagnostic.ts";

/** Offsets at which the lines of a text start. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}

/** Line and column of an offset, by binary search. */
export function positionAt(starts: readonly number[], offset: number): TextPosition {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** A location in a text that is known by its offset alone. */
export function textLocation(document: string, text: string, offset: number): TextLocation {
  return { document, pointer: "", position: positionAt(lineStarts(text), offset) };
}

/** The location with its position, where there is one. */
export function withPosition(at: Location, position: TextPosition | null): Location | TextLocation {
  return position === null ? at : { ...at, position };
}
