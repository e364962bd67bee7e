import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Operation, Paging, Service } from "../model/index.ts";
import { answerOf, declarationsOf, operationsOf, plainType, typeAt, type Declarations } from "./shape.ts";

/** The items of a page are a list, and the next page can be asked for. */
export function checkPaging(service: Service, sink: DiagnosticSink): void {
  const declarations = declarationsOf(service);
  const operations = operationsOf(service);
  const ids = new Set(operations.map(({ id }) => id));
  for (const operation of operations) {
    const { paging } = operation;
    if (paging === null) continue;
    checkItems(declarations, operation, paging, sink);
    const { next } = paging;
    if (next.kind === "link" && next.operation !== null && !ids.has(next.operation)) {
      sink.report(
        "check/unknown-operation",
        operation.at,
        `The next page of ${operation.id} is read by ${next.operation}, which does not exist`,
      );
    }
    if (next.kind === "token" && !takes(declarations, operation, next.location, next.parameter)) {
      sink.report(
        "check/paging",
        operation.at,
        `The token of ${operation.id} goes into "${next.parameter}", which does not exist`,
      );
    }
  }
}

function checkItems(declarations: Declarations, operation: Operation, paging: Paging, sink: DiagnosticSink): void {
  // Without a path the answer as a whole is the page.
  if (paging.items.length === 0) return;
  const answer = answerOf(operation);
  const items = answer === null ? null : typeAt(declarations, answer, paging.items);
  const kind = items === null ? null : plainType(declarations, items).kind;
  if (kind === "array" || kind === "map" || kind === "unknown") return;
  sink.report("check/paging", operation.at, `The answer of ${operation.id} has no list at ${paging.items.join(".")}`);
}

function takes(
  declarations: Declarations,
  operation: Operation,
  location: "query" | "body",
  parameter: string,
): boolean {
  if (location === "query") {
    return operation.parameters.some(
      (candidate) => candidate.location === "query" && candidate.name.wire === parameter,
    );
  }
  return (operation.body?.contents ?? []).some(
    (content) => "type" in content && typeAt(declarations, content.type, [parameter]) !== null,
  );
}
