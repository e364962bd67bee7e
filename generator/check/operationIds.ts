import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Service } from "../model/index.ts";
import { operationsOf } from "./shape.ts";

/** Ids of operations are unique: links, names and resume tokens rest on it. */
export function checkOperationIds(service: Service, sink: DiagnosticSink): void {
  const seen = new Set<string>();
  for (const { id, at } of operationsOf(service)) {
    if (seen.has(id)) sink.report("check/operation-id", at, `More than one operation has the id ${id}`);
    seen.add(id);
  }
}
