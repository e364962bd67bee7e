import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { FormField, Operation, Service } from "../model/index.ts";
import { operationsOf } from "./shape.ts";

/** An operation has one parameter of a name in each place; header names do not differ by case (RFC 9110, 5.1). */
export function checkParameters(service: Service, sink: DiagnosticSink): void {
  for (const operation of operationsOf(service)) {
    const seen = new Set<string>();
    for (const { name, location, at } of operation.parameters) {
      const key = `${location} ${location === "header" ? name.wire.toLowerCase() : name.wire}`;
      if (seen.has(key))
        sink.report("check/duplicate-parameter", at, `${operation.id} has "${name.wire}" twice in its ${location}`);
      seen.add(key);
    }
    for (const content of operation.body?.contents ?? []) {
      if ("fields" in content) checkFields(operation, content.fields, sink);
    }
  }
}

function checkFields(operation: Operation, fields: readonly FormField[], sink: DiagnosticSink): void {
  const seen = new Set<string>();
  for (const { name, at } of fields) {
    if (seen.has(name.wire))
      sink.report("check/duplicate-parameter", at, `${operation.id} has "${name.wire}" twice in its form`);
    seen.add(name.wire);
  }
}
