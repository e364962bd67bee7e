import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Operation, Service, Wait } from "../model/index.ts";
import { answerOf, declarationsOf, operationsOf, plainType, typeAt, type Declarations } from "./shape.ts";

/** The state that a wait looks at is in the answer, and the states that it waits for are among those that there are. */
export function checkWaits(service: Service, sink: DiagnosticSink): void {
  const declarations = declarationsOf(service);
  for (const operation of operationsOf(service)) {
    for (const wait of operation.waits) checkWait(declarations, operation, wait, sink);
  }
}

function checkWait(declarations: Declarations, operation: Operation, wait: Wait, sink: DiagnosticSink): void {
  if (wait.property.length === 0) return;
  const answer = answerOf(operation);
  const type = answer === null ? null : typeAt(declarations, answer, wait.property);
  if (type === null) {
    sink.report(
      "check/wait-property",
      operation.at,
      `The answer of ${operation.id} has no ${wait.property.join(".")} for ${wait.name.wire}`,
    );
    return;
  }
  const plain = plainType(declarations, type);
  const declaration = plain.kind === "named" ? declarations.get(plain.id) : undefined;
  if (declaration?.kind !== "enum") return;
  const known = new Set(declaration.values.map(({ value }) => String(value)));
  for (const state of [...wait.until, ...wait.failed]) {
    if (known.has(state)) continue;
    sink.report(
      "check/wait-state",
      operation.at,
      `${wait.name.wire} of ${operation.id} waits for "${state}", which is no ${declaration.name.wire}`,
    );
  }
}
