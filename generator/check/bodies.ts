import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Service } from "../model/index.ts";
import { operationsOf } from "./shape.ts";

/** A GET or HEAD carries no body: fetch refuses to send one. */
export function checkBodies(service: Service, sink: DiagnosticSink): void {
  for (const { id, method, body } of operationsOf(service)) {
    if (body === null || (method !== "GET" && method !== "HEAD")) continue;
    sink.report("check/body", body.at, `${id} is a ${method} with a body`);
  }
}
