import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { ArgumentSource, Operation, OperationLink, Parameter, Service } from "../model/index.ts";
import { declarationsOf, operationsOf, plainType, type Declarations } from "./shape.ts";

/** Links between operations lead to operations that exist, and give them what they ask for. */
export function checkLinks(service: Service, sink: DiagnosticSink): void {
  const operations = operationsOf(service);
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const declarations = declarationsOf(service);
  for (const operation of operations) {
    for (const link of linksOf(operation)) {
      const target = byId.get(link.operation);
      if (target === undefined) {
        sink.report(
          "check/unknown-operation",
          operation.at,
          `${operation.id} refers to ${link.operation}, which does not exist`,
        );
      } else {
        checkArguments(operation, link, target, sink);
        checkTypes(operation, link, target, declarations, sink);
      }
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

/** A value that one operation was called with is of the kind that the other one takes. */
function checkTypes(
  operation: Operation,
  link: OperationLink,
  target: Operation,
  declarations: Declarations,
  sink: DiagnosticSink,
): void {
  for (const { parameter, from } of link.arguments) {
    if (from.kind !== "parameter") continue;
    const given = kindOf(parameterOf(operation, from.wire), declarations);
    const taken = kindOf(parameterOf(target, parameter), declarations);
    if (given === null || taken === null || given === taken) continue;
    const message = `${operation.id} gives ${target.id} a "${parameter}" that is no ${taken}: its own is a ${given}`;
    sink.report("check/link-argument", operation.at, message);
  }
}

/** Of several in different places the path's: links are about resources. */
function parameterOf(operation: Operation, wire: string): Parameter | undefined {
  const named = operation.parameters.filter(({ name }) => name.wire === wire);
  return named.find(({ location }) => location === "path") ?? named[0];
}

/** Text, number, flag or list; null for what may be several of them. */
function kindOf(parameter: Parameter | undefined, declarations: Declarations): string | null {
  const type = parameter === undefined ? null : plainType(declarations, parameter.type);
  const declared = type?.kind === "named" ? declarations.get(type.id) : undefined;
  switch (declared?.kind === "enum" ? declared.base : type?.kind) {
    case "string":
    case "template":
      return "text";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "flag";
    case "array":
      return "list";
    default:
      return null;
  }
}
