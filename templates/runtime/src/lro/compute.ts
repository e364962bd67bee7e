import type { RawResponse } from "../types.js";
import { PollingError } from "./errors.js";
import { rpcCodes } from "./aip151.js";
import { text } from "./field.js";
import { askByName } from "./link.js";
import type { Asked, OperationProblem, Place, Protocol, Reading } from "./types.js";

interface ComputeOperation {
  readonly name?: string;
  readonly status?: string;
  readonly progress?: unknown;
  readonly selfLink?: string;
  readonly targetLink?: string;
  readonly zone?: string;
  readonly region?: string;
  readonly location?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly error?: {
    readonly code?: number;
    readonly message?: string;
    readonly errors?: readonly { readonly code?: string; readonly message?: string; readonly location?: string }[];
  };
  readonly httpErrorStatusCode?: number;
  readonly httpErrorMessage?: string;
}

/**
 * Why the operation failed: the first of Compute's `error.errors`, all of them as details; a google.rpc.Status (GKE);
 * or the HTTP status the operation would have had.
 */
function failureOf(data: ComputeOperation): OperationProblem | undefined {
  const { error, httpErrorStatusCode: status, httpErrorMessage: message } = data;
  const [first] = [error?.errors ?? []].flat();
  if (first) return { ...first, target: first.location, details: error?.errors };
  if (error) return { ...error, code: rpcCodes[error.code ?? 2] };
  return status && status >= 400 ? { code: String(status), message } : undefined;
}

/** Where the operation is asked again: by its own name and place where the service's path is known, else by its link. */
function placeOf(data: ComputeOperation, { place, spec }: Asked): Place {
  const { zone, region, location, selfLink } = data;
  const name = text(data.name);
  const args: Record<string, string> = { ...place?.args };
  for (const [key, path] of Object.entries({ zone, region, location })) {
    if (path) args[key] = text(path)?.split("/").pop() ?? "";
  }
  if (name) Object.assign(args, { name, operation: name });
  const isNamed = spec.path || spec.get || (place && !place.url && !place.args);
  return { ...place, url: isNamed ? undefined : (text(selfLink) ?? place?.url), args };
}

function read({ data }: RawResponse, asked: Asked): Reading {
  const { place, request, spec } = asked;
  const operation = Object(data) as ComputeOperation;
  const { progress, startTime, endTime } = operation;
  const status = text(operation.status) ?? (place ? "RUNNING" : "DONE");
  const link = text(operation.targetLink) ?? "";
  const done = /^done$/i.test(status);
  const error = done ? failureOf(operation) : undefined;
  const next = placeOf(operation, asked);
  if (!done && !place && !next.url && !next.args?.["name"])
    throw new PollingError(`${spec.id}: an operation without a name`);
  const outcome = !done ? undefined : !error ? "succeeded" : error.code === "CANCELLED" ? "cancelled" : "failed";
  const yields = outcome === "succeeded" && !spec.result && !spec.final && request.method !== "DELETE";
  const target = yields && !spec.read && URL.canParse(link) ? link : undefined;
  const isFinal = yields && (target || spec.read);
  return {
    outcome,
    result: data,
    state: {
      status,
      percentComplete: typeof progress === "number" ? progress : undefined,
      metadata: data,
      startTime,
      endTime,
      error,
    },
    place: isFinal ? { ...next, url: target, final: true } : next,
  };
}

/**
 * Reads operation objects of Compute style (Compute Engine, SQL Admin, GKE): `status` is `DONE` at the end, in any case
 * of letters; the result is the resource at `targetLink`, unless the operation yields nothing or `final` says
 * `statusBody`.
 *
 * Fails with `PollingError` where an operation runs and has neither name nor link.
 */
export const compute: Protocol = { read, ask: askByName };
