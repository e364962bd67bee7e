import type { Location } from "../model/index.ts";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Located, SpecSet } from "./document.ts";

/**
 * What a `$ref` written at `at` points at, following chains; null after reporting where it points at nothing or back at
 * itself. The result's location is that of the target, so one declaration has one id wherever it is referred to from.
 */
export function resolveRef(set: SpecSet, ref: string, at: Location, diagnostics: DiagnosticSink): Located | null {
  throw new Error(`not written yet: ${set.entries.length} ${ref} ${at.pointer} ${diagnostics.hasErrors}`);
}
