import type { Location } from "../model/index.ts";
import type { DiagnosticCode } from "./catalog.ts";

export type Severity = "error" | "warning" | "info";

/** A place in a text as editors count it: the first line and the first column are 1; columns are UTF-16 units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A location that knows its line: in a text that has no pointers (yet), or that will be gone when it is reported. */
export interface TextLocation extends Location {
  readonly position: TextPosition;
}

/** One thing that a person should know about a spec. Title, cause and fix stand in the catalogue under `code`. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** What is wrong here, with the names involved. One sentence without a full stop. */
  readonly message: string;
  readonly at: Location | TextLocation;
  /** What to do here, where the catalogue's general advice can be made specific. */
  readonly fix: string | null;
}

/** Collects; never throws, never prints. */
export interface DiagnosticSink {
  report(code: DiagnosticCode, at: Location | TextLocation, message: string, fix?: string): void;
  readonly diagnostics: readonly Diagnostic[];
  readonly hasErrors: boolean;
}

/** The location's own position; null where it is still to be looked up by its pointer. */
export function positionOf(at: Location | TextLocation): TextPosition | null {
  return "position" in at ? at.position : null;
}
