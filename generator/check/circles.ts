import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Declaration, Service, TypeRef } from "../model/index.ts";
import { declarationsOf, type Declarations } from "./shape.ts";

/**
 * No name stands for itself: a circle of aliases describes nothing, unless a list, map or object is between, which may
 * hold what it is itself.
 */
export function checkCircles(service: Service, sink: DiagnosticSink): void {
  const declarations = declarationsOf(service);
  const settled = new Set<string>();
  for (const declaration of service.types) {
    if (declaration.kind !== "alias" || settled.has(declaration.id)) continue;
    if (leadsBack(declaration, declarations, settled)) {
      sink.report("schema/circular", declaration.at, `${declaration.name.wire} stands for itself`);
    }
  }
}

/** Whether what an alias stands for comes back to it. `settled` are those that lead to an end. */
function leadsBack(start: Declaration, declarations: Declarations, settled: Set<string>): boolean {
  const seen = new Set<string>();
  const open = [...directIds(start)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === start.id) return true;
    if (seen.has(id) || settled.has(id)) continue;
    seen.add(id);
    const declaration = declarations.get(id);
    if (declaration !== undefined) open.push(...directIds(declaration));
  }
  settled.add(start.id);
  return false;
}

function directIds(declaration: Declaration): readonly string[] {
  return declaration.kind === "alias" ? direct(declaration.type) : [];
}

/** Names that a type is made of without a list, map or object between. */
function direct(type: TypeRef): readonly string[] {
  switch (type.kind) {
    case "named":
      return [type.id];
    case "nullable":
      return direct(type.of);
    case "union":
    case "intersection":
      return type.of.flatMap(direct);
    default:
      return [];
  }
}
