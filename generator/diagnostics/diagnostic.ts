import type { Location } from "../model/index.ts";
import type { DiagnosticCode } from "./catalog.ts";

export type Severity = "error" | "warning" | "info";

/** One thing that a person should know about a spec. Title, cause and fix stand in the catalogue under `code`. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** What is wrong here, with the names involved. One sentence without a full stop. */
  readonly message: string;
  readonly at: Location;
  /** What to do here, where the catalogue's general advice can be made specific. */
  readonly fix: string | null;
}

/** Collects; never throws, never prints. */
export interface DiagnosticSink {
  report(code: DiagnosticCode, at: Location, message: string, fix?: string): void;
  readonly diagnostics: readonly Diagnostic[];
  readonly hasErrors: boolean;
}
