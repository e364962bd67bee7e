import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Model, Service } from "../model/index.ts";
import { declarationsOf, type Declarations } from "./shape.ts";

/** Real models have less than ten above them; compilers give up somewhere beyond a hundred. */
const maxDepth = 100;

/** No model stands at the end of a chain of bases that is too long to be looked through again and again. */
export function checkInheritance(service: Service, sink: DiagnosticSink): void {
  const declarations = declarationsOf(service);
  const depths = new Map<string, number>();
  for (const declaration of service.types) {
    if (declaration.kind !== "model" || depthOf(declaration, declarations, depths) !== maxDepth + 1) continue;
    const message = `${declaration.name.wire} has more than ${maxDepth} models above it, each extending the next`;
    sink.report("source/limit", declaration.at, message);
  }
}

/** How many models a model has above it at most; null for one that comes back to itself. Without recursion. */
function depthOf(start: Model, declarations: Declarations, depths: Map<string, number>): number | null {
  const open: Model[] = [start];
  const entered = new Set<string>();
  for (let model = open.at(-1); model !== undefined; model = open.at(-1)) {
    const bases = model.bases.map((id) => declarations.get(id)).filter((base) => base?.kind === "model");
    const unknown = bases.filter(({ id }) => !depths.has(id) && !entered.has(id));
    entered.add(model.id);
    if (unknown.length > 0) open.push(...unknown);
    else {
      open.pop();
      depths.set(model.id, Math.max(0, ...bases.map(({ id }) => (depths.get(id) ?? 0) + 1)));
    }
  }
  return depths.get(start.id) ?? null;
}
