import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Service } from "../model/index.ts";
import { operationsOf } from "./shape.ts";

/** An operation says what its success looks like. */
export function checkResponses(service: Service, sink: DiagnosticSink): void {
  for (const { id, responses, at } of operationsOf(service)) {
    if (responses.some((response) => response.role !== "error")) continue;
    sink.report("check/no-success", at, `${id} lists no successful answer`);
  }
}
