import type { Name, Operation, OperationGroup, Parameter, PathSegment, TypeRef } from "../../model/index.ts";
import { compareText } from "../values.ts";
import type { Reader } from "./reader.ts";

/** An operation, and the name of the group that it belongs to. */
export interface Placed {
  readonly group: Name;
  readonly operation: Operation;
}

/**
 * Operations with ids of their own. One that several documents of a service repeat, same method and path, is kept once,
 * with the api-version of the service where one of them has that; another of the same id gets a number behind its own.
 */
export function settleIds(reader: Reader, placed: readonly Placed[]): readonly Placed[] {
  const ordered = placed.toSorted(
    ({ operation: a }, { operation: b }) =>
      compareText(a.id, b.id) ||
      Number(ownsVersion(a)) - Number(ownsVersion(b)) ||
      compareText(a.at.document, b.at.document) ||
      compareText(a.at.pointer, b.at.pointer),
  );
  const kept = new Map<string, Placed>();
  const addresses = new Set<string>();
  const counted = new Map<string, number>();
  for (const item of ordered) {
    const { operation } = item;
    const address = `${operation.id} ${addressOf(operation)}`;
    if (addresses.has(address)) continue;
    addresses.add(address);
    let { id } = operation;
    for (let count = counted.get(operation.id) ?? 2; kept.has(id); count += 1) {
      id = `${operation.id}_${count}`;
      counted.set(operation.id, count + 1);
    }
    if (id !== operation.id) {
      reader.sink.report(
        "operation/duplicate-id",
        operation.at,
        `Another operation is called ${operation.id} too; this one is called ${id}`,
      );
    }
    kept.set(id, id === operation.id ? item : { ...item, operation: { ...operation, id } });
  }
  return [...kept.values()];
}

/** Pages whose next is read by an operation that does not exist are read by a plain GET. */
export function settlePaging(reader: Reader, placed: readonly Placed[]): readonly Placed[] {
  const ids = new Set(placed.map(({ operation }) => operation.id));
  return placed.map((item) => {
    const { operation, group } = item;
    const { paging } = operation;
    if (paging === null || paging.next.kind !== "link" || paging.next.operation === null) return item;
    const written = paging.next.operation;
    // Some write the name without its group.
    const found = [written, `${group.wire}_${written}`].find((id) => ids.has(id)) ?? null;
    if (found === written) return item;
    if (found === null) {
      const message = `The next page of ${operation.id} is read by ${written}, which does not exist; a plain GET is tried`;
      reader.sink.report("paging/unknown-operation", operation.at, message);
    }
    return { ...item, operation: { ...operation, paging: { ...paging, next: { ...paging.next, operation: found } } } };
  });
}

const ownsVersion = (operation: Operation): boolean =>
  operation.parameters.some((parameter) => parameter.role === "apiVersion" && parameter.scope === "operation");

function addressOf(operation: Operation): string {
  const constants = operation.parameters.filter(
    ({ location, constant, role }) => location === "query" && constant !== undefined && role !== "apiVersion",
  );
  const query = constants.map(({ name, constant }) => `${name.wire}=${String(constant)}`).toSorted();
  return `${operation.method} ${textOf(operation.path)}?${query.join("&")}`;
}

function textOf(path: readonly PathSegment[]): string {
  return path.map((segment) => (segment.kind === "text" ? segment.text : "{}")).join("");
}

/** Groups by name, operations by id, in an order that does not depend on the documents'. */
export function arrange(placed: readonly Placed[]): readonly OperationGroup[] {
  const groups = new Map<string, { name: Name; operations: Operation[] }>();
  for (const { group, operation } of placed) {
    const key = group.words.join(" ");
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { name: group, operations: [operation] });
    else {
      known.operations.push(operation);
      if (group.wire < known.name.wire) known.name = group;
    }
  }
  return [...groups.values()]
    .map(({ name, operations }) => ({
      name,
      parents: [],
      operations: operations.toSorted((a, b) => compareText(a.id, b.id)),
    }))
    .toSorted((a, b) => compareText(a.name.wire, b.name.wire));
}

/** What the client is made with: what its host needs, and what operations leave to it. */
export function clientParametersOf(host: readonly Parameter[], operations: readonly Operation[]): readonly Parameter[] {
  const parameters = new Map(host.map((parameter) => [`host ${parameter.name.wire}`, parameter]));
  for (const operation of operations) {
    for (const parameter of operation.parameters) {
      const key = `${parameter.location} ${parameter.name.wire}`;
      if (parameter.scope === "client" && !parameters.has(key)) parameters.set(key, parameter);
    }
  }
  return [...parameters.values()];
}

/** What the body of an error is, where all operations that say something of "any other answer" say the same. */
export function errorTypeOf(operations: readonly Operation[]): TypeRef | null {
  const found = new Map<string, TypeRef>();
  for (const { responses } of operations) {
    for (const { role, status, contents } of responses) {
      const [content] = contents;
      if (role !== "error" || status.kind !== "default" || content === undefined || !("type" in content)) continue;
      found.set(JSON.stringify(content.type), content.type);
    }
  }
  const [only] = found.values();
  return found.size === 1 && only !== undefined ? only : null;
}
