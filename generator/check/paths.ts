import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { PathSegment, Service } from "../model/index.ts";
import { operationsOf } from "./shape.ts";

/** What stands in braces in a path or host is a parameter, and the parameters of a path stand in it. */
export function checkPaths(service: Service, sink: DiagnosticSink): void {
  for (const operation of operationsOf(service)) {
    const inPath = namesIn(operation.path);
    const declared = new Set(
      operation.parameters.filter(({ location }) => location === "path").map(({ name }) => name.wire),
    );
    for (const name of inPath) {
      if (declared.has(name)) continue;
      sink.report(
        "check/path-parameter",
        operation.at,
        `The path of ${operation.id} has {${name}}, which is no parameter of it`,
      );
    }
    for (const { name, location, at } of operation.parameters) {
      if (location !== "path" || inPath.has(name.wire)) continue;
      sink.report("check/unused-parameter", at, `"${name.wire}" has no place in the path of ${operation.id}`);
    }
  }
  const ofHost = new Set(
    service.clientParameters.filter(({ location }) => location === "host").map(({ name }) => name.wire),
  );
  for (const { url } of service.hosts) {
    for (const name of namesIn(url)) {
      if (ofHost.has(name)) continue;
      const at = { document: service.sources[0] ?? "", pointer: "" };
      sink.report("check/path-parameter", at, `The host has {${name}}, which is no parameter of it`);
    }
  }
}

function namesIn(path: readonly PathSegment[]): ReadonlySet<string> {
  return new Set(path.flatMap((segment) => (segment.kind === "parameter" ? [segment.wire] : [])));
}
