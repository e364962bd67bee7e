import type { Location } from "../model/index.ts";
import { positionOf, type Diagnostic, type Severity, type TextLocation, type TextPosition } from "./diagnostic.ts";

/** Finds the line and column of a location; null where nothing is known of its document's text. */
export type Locate = (at: Location | TextLocation) => TextPosition | null;

/** A diagnostic that knows its place, as far as there is one. */
export interface PlacedDiagnostic extends Diagnostic {
  readonly position: TextPosition | null;
}

const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/**
 * The diagnostics with their places, in the order of reading: by document, line and column; then by pointer, severity,
 * code and message, so that the same diagnostics come out the same whatever order they were found in.
 */
export function placeDiagnostics(diagnostics: readonly Diagnostic[], locate: Locate): readonly PlacedDiagnostic[] {
  return diagnostics
    .map((diagnostic) => ({ ...diagnostic, position: positionOf(diagnostic.at) ?? locate(diagnostic.at) }))
    .sort(
      (a, b) =>
        compare(a.at.document, b.at.document) ||
        (a.position?.line ?? 0) - (b.position?.line ?? 0) ||
        (a.position?.column ?? 0) - (b.position?.column ?? 0) ||
        compare(a.at.pointer, b.at.pointer) ||
        weight[a.severity] - weight[b.severity] ||
        compare(a.code, b.code) ||
        compare(a.message, b.message),
    );
}

/** How many there are of each severity. */
export function countSeverities(diagnostics: readonly Diagnostic[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of diagnostics) counts[severity] += 1;
  return counts;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
