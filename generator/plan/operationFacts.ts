import type { LongRunning, Operation, Paging } from "../model/index.ts";
import { mediaNote } from "./media.ts";
import type { OperationNames } from "./names.ts";
import { successes } from "./reading.ts";
import type { TypeText } from "./text.ts";

const finals = {
  statusBody: "the body of the status address",
  location: "the address that `Location` gave",
  operationLocation: "the address that the finished operation names",
  originalUri: "the address that the operation started from",
} as const;

function longRunningNote(longRunning: LongRunning): string {
  const { poll } = longRunning;
  const watched =
    poll.kind === "operation"
      ? "Long-running: the service answers with an operation that is polled until it is done."
      : `Long-running: polled at the address that the response headers name${poll.final === null ? "" : `; the result is read from ${finals[poll.final]}`}.`;
  return longRunning.cancel === null ? watched : `${watched} ${"`cancel()`"} asks the service to stop.`;
}

function pagingNote(paging: Paging, isPoller: boolean): string | null {
  if (isPoller && paging.next.kind !== "none") {
    return `The result is a page: ${"`"}${paging.next.path.join(".")}${"`"} leads to the next one.`;
  }
  if (isPoller) return null;
  if (paging.next.kind === "none") return "Answers with all items at once.";
  const path = `${"`"}${paging.next.path.join(".")}${"`"}`;
  return paging.next.kind === "link"
    ? `Paged: ${path} leads to the next page.`
    : `Paged: ${path} continues after a page.`;
}

function statusNote(operation: Operation, error: TypeText): string | null {
  const found = successes(operation);
  const statuses = operation.responses.flatMap((response): readonly (number | string)[] => {
    if (response.role !== "absent" && !found.includes(response)) return [];
    const { status } = response;
    return status.kind === "exact" ? [status.status] : status.kind === "range" ? [`${status.hundred}XX`] : [];
  });
  if (statuses.length === 0) return null;
  const fails = error === "unknown" ? "" : `; errors carry ${"`"}${error.replaceAll("models.", "")}${"`"}`;
  return `Answers ${statuses.join(", ")}${fails}.`;
}

/** `fetch` refuses such requests, as its standard asks. */
const bodyNote = ({ method, body }: Operation): string | null =>
  body !== null && /^(GET|HEAD)$/.test(method)
    ? `Sends a body with ${method}, which ${"`"}fetch${"`"} refuses: use ${"`"}nodeFetch${"`"} of ${"`"}@armature/runtime/node${"`"}.`
    : null;

/** What the documentation of an operation's function says beside the spec's own words. */
export function operationFacts(
  operation: Operation,
  names: OperationNames,
  error: TypeText,
): readonly (string | null)[] {
  const id = operation.id === names.exported ? null : `Operation id: ${"`"}${operation.id.replace(/`/g, "'")}${"`"}.`;
  return [
    operation.longRunning === null ? null : longRunningNote(operation.longRunning),
    operation.paging === null ? null : pagingNote(operation.paging, operation.longRunning !== null),
    mediaNote(names),
    bodyNote(operation),
    [statusNote(operation, error), id].filter((note) => note !== null).join(" "),
  ];
}
