import { catalog } from "./catalog.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { countSeverities, placeDiagnostics, type Locate } from "./order.ts";

/** For programs: one JSON object, `{diagnostics, counts}`. Lines and columns start at 1, and are null where unknown. */
export function formatJsonReport(diagnostics: readonly Diagnostic[], locate: Locate): string {
  const report = {
    diagnostics: placeDiagnostics(diagnostics, locate).map(({ code, severity, message, at, position, fix }) => ({
      code,
      severity,
      message,
      document: at.document,
      pointer: at.pointer,
      line: position?.line ?? null,
      column: position?.column ?? null,
      title: catalog[code].title,
      cause: catalog[code].cause,
      fix: fix ?? catalog[code].fix,
    })),
    counts: countSeverities(diagnostics),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
