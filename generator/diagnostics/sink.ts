import { catalog, type DiagnosticCode } from "./catalog.ts";
import { positionOf, type Diagnostic, type DiagnosticSink } from "./diagnostic.ts";

/**
 * A sink that keeps what is reported, in order. The same thing said twice of the same place is kept once: a definition
 * that is read from several operations complains once.
 */
export function createSink(): DiagnosticSink {
  const kept = new Map<string, Diagnostic>();
  let errors = 0;
  return {
    report(code: DiagnosticCode, at: Diagnostic["at"], message: string, fix?: string): void {
      const key = JSON.stringify([code, at.document, at.pointer, positionOf(at), message]);
      if (kept.has(key)) return;
      const { severity } = catalog[code];
      kept.set(key, { code, severity, message, at, fix: fix ?? null });
      if (severity === "error") errors += 1;
    },
    get diagnostics(): readonly Diagnostic[] {
      return [...kept.values()];
    },
    get hasErrors(): boolean {
      return errors > 0;
    },
  };
}
