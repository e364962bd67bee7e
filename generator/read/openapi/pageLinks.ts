import type { Operation } from "../../model/index.ts";
import type { Placed } from "./groups.ts";

/**
 * Tells parameters that take the link of a page: the end of the path of an operation that reads the next page of
 * another, which the caller, here the answer before, has encoded.
 */
export function markPageLinks(placed: readonly Placed[]): readonly Placed[] {
  const byId = new Map(placed.map(({ operation }) => [operation.id, operation]));
  const marks = new Map<string, string>();
  for (const { operation } of placed) {
    const next = operation.paging?.next;
    const target = next?.kind === "link" && next.operation !== null ? byId.get(next.operation) : undefined;
    const wire = target === undefined ? null : linkOf(operation, target);
    if (target !== undefined && wire !== null) marks.set(target.id, wire);
  }
  return placed.map((item) => {
    const wire = marks.get(item.operation.id);
    return wire === undefined ? item : { ...item, operation: withLink(item.operation, wire) };
  });
}

/** Wire name of the parameter that ends the path of `target`, and that `operation` does not have. */
function linkOf(operation: Operation, target: Operation): string | null {
  const last = target.path.at(-1);
  if (last?.kind !== "parameter" || last.encoding !== "none") return null;
  return operation.parameters.some(({ name }) => name.wire === last.wire) ? null : last.wire;
}

const withLink = (operation: Operation, wire: string): Operation => ({
  ...operation,
  parameters: operation.parameters.map((parameter) =>
    parameter.location === "path" && parameter.name.wire === wire ? { ...parameter, role: "pageLink" } : parameter,
  ),
});
