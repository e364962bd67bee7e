import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { ArgumentSource, Operation, OperationLink, Service } from "../model/index.ts";
import { operationsOf } from "./shape.ts";

/** Links between operations lead to operations that exist, and give them what they ask for. */
export function checkLinks(service: Service, sink: DiagnosticSink): void {
  const operations = operationsOf(service);
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  for (const operation of operations) {
    for (const link of linksOf(operation)) {
      const target = byId.get(link.operation);
      if (target === undefined) {
        sink.report(
          "check/unknown-operation",
          operation.at,
          `${operation.id} refers to ${link.operation}, which does not exist`,
        );
      } else checkArguments(operation, link, target, sink);
    }
  }
}

function linksOf(operation: Operation): readonly OperationLink[] {
  const ofRun = [operation.longRunning, operation.watch].flatMap((run) =>
    run === null ? [] : [run.cancel, run.read, run.poll.kind === "operation" ? run.poll.get : null],
  );
  return [...ofRun, ...operation.waits.map((wait) => wait.cancel)].filter((link) => link !== null);
}

function checkArguments(operation: Operation, link: OperationLink, target: Operation, sink: DiagnosticSink): void {
  const given = new Set(link.arguments.map(({ parameter }) => parameter));
  const known = new Set(target.parameters.map(({ name }) => name.wire));
  for (const { parameter, from } of link.arguments) {
    if (!known.has(parameter)) {
      sink.report(
        "check/link-argument",
        operation.at,
        `${operation.id} gives ${target.id} a "${parameter}", which it does not take`,
      );
    }
    for (const wire of parametersIn(from)) {
      if (operation.parameters.some(({ name }) => name.wire === wire)) continue;
      sink.report("check/link-argument", operation.at, `${operation.id} has no "${wire}" to give to ${target.id}`);
    }
  }
  for (const { name, required, scope, constant, role } of target.parameters) {
    const asked = required && scope === "operation" && constant === undefined && role === "plain";
    if (!asked || given.has(name.wire)) continue;
    sink.report("check/link-argument", operation.at, `${operation.id} does not give ${target.id} its "${name.wire}"`);
  }
}

function parametersIn(source: ArgumentSource): readonly string[] {
  switch (source.kind) {
    case "parameter":
      return [source.wire];
    case "segments":
      return parametersIn(source.of);
    case "concat":
      return source.of.flatMap((part) => (typeof part === "string" ? [] : parametersIn(part)));
    default:
      return [];
  }
}
