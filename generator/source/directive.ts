import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { JsonObject, SpecSet } from "./document.ts";
import type { Written } from "./readme.ts";

/** Directives that only silence other tools' checks. */
const silent = ["suppress", "supress"];

/** Applies the directives of a readme.md. Those written in JavaScript are reported and left out. */
export function applyDirectives(
  set: SpecSet,
  directives: readonly Written<JsonObject>[],
  sink: DiagnosticSink,
): SpecSet {
  for (const { value, at } of directives) {
    if (silent.some((key) => Object.hasOwn(value, key))) continue;
    sink.report("readme/directive-ignored", at, `This directive has no effect: ${Object.keys(value).join(", ")}`);
  }
  return set;
}
