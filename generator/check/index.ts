import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Service } from "../model/index.ts";

/** One thing that a model has to keep, whatever it was read from. */
export type Check = (service: Service, sink: DiagnosticSink) => void;

const checks: readonly Check[] = [];

/** Runs every check over a service; what they find is reported. */
export function checkService(service: Service, sink: DiagnosticSink): void {
  for (const check of checks) check(service, sink);
}
