import type { RawResponse } from "../types.js";
import { PollingError } from "./errors.js";
import { dig, text } from "./field.js";
import { askByName } from "./link.js";
import type { Asked, OperationProblem, Protocol, Reading } from "./types.js";

/** Names of google.rpc.Code, by number. */
export const rpcCodes: readonly string[] = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
];

interface GoogleOperation {
  readonly name?: string;
  readonly done?: boolean;
  readonly error?: Omit<OperationProblem, "code"> & { readonly code?: number };
  readonly metadata?: unknown;
  readonly response?: object;
}

/** Takes the type's name off a message in an `Any`: sent back as part of a resource it would be refused. */
function unpack(any: object | undefined): unknown {
  if (!any) return undefined;
  const { "@type": _, ...message } = any as Readonly<Record<string, unknown>>;
  return message;
}

function read({ data }: RawResponse, { place, spec }: Asked): Reading {
  const { name: called, done, error, metadata, response } = Object(data) as GoogleOperation;
  const name = text(called);
  if (!name && !done && !place) throw new PollingError(`${spec.id}: an operation without a name`);
  const code = rpcCodes[error?.code ?? 2] ?? "UNKNOWN";
  const outcome = !done ? undefined : !error ? "succeeded" : code === "CANCELLED" ? "cancelled" : "failed";
  return {
    outcome,
    result: unpack(response),
    state: {
      status: !done ? "RUNNING" : error ? code : "DONE",
      percentComplete: percentOf(metadata),
      metadata,
      startTime: timeOf(metadata, "createTime"),
      endTime: timeOf(metadata, "endTime"),
      error: error && { ...error, code },
    },
    place: {
      ...place,
      args: name ? { name } : place?.args,
      final: outcome === "succeeded" && spec.read ? true : undefined,
    },
  };
}

const timeOf = (metadata: unknown, name: string): string | undefined => {
  const time = dig(metadata, [name]);
  return typeof time === "string" ? time : undefined;
};

/** Names that services give to a progress in percent. */
const percentNames = ["progressPercent", "progressPercentage", "progress", "percentComplete"];

function percentOf(metadata: unknown): number | undefined {
  for (const name of percentNames) {
    const value = dig(metadata, [name]);
    if (typeof value === "number") return value;
  }
  return undefined;
}

/**
 * Reads operation objects of AIP-151 (google.longrunning.Operation): `name`, `done`, `error` or `response`, `metadata`.
 * Error code 1 is a cancellation.
 *
 * Fails with `PollingError` where an operation runs and has no name.
 */
export const aip151: Protocol = { read, ask: askByName };
