import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Service } from "../model/index.ts";
import { declarationsOf, propertyOf } from "./shape.ts";

/** A discriminator is a property, and tells its variants apart. */
export function checkDiscriminators(service: Service, sink: DiagnosticSink): void {
  const declarations = declarationsOf(service);
  for (const model of service.types) {
    if (model.kind !== "model" || model.discriminator === null) continue;
    const { property, variants } = model.discriminator;
    if (propertyOf(declarations, model, property) === null) {
      sink.report(
        "check/discriminator",
        model.at,
        `${model.name.wire} has no property "${property}" to tell its variants apart by`,
      );
    }
    const seen = new Map<string, string>();
    for (const { value, id } of variants) {
      const other = seen.get(value);
      if (other !== undefined && other !== id) {
        sink.report(
          "check/discriminator-value",
          model.at,
          `Two variants of ${model.name.wire} have the value "${value}"`,
        );
      }
      seen.set(value, id);
    }
  }
}
