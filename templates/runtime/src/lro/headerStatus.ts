import type { RawResponse } from "../types.js";
import { PollingError } from "./errors.js";
import { text } from "./field.js";
import type { OperationProblem, OperationSpec, Outcome, Place, Protocol, State } from "./types.js";

/** The body of an operation status. */
export interface StatusBody {
  readonly status?: string;
  readonly percentComplete?: number;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly error?: OperationProblem | undefined;
  readonly resourceLocation?: string;
}

export const resolve = (address: string | null | undefined, base: string): string | undefined =>
  address && URL.canParse(address, base) ? new URL(address, base).href : undefined;

/** Where an answer says that the operation can be asked. Addresses may be relative, and change or appear any time. */
export const addresses = (
  { headers, url }: RawResponse,
  place: Place | undefined,
): readonly [operation: string | undefined, location: string | undefined] => [
  resolve(headers.get("azure-asyncoperation") ?? headers.get("operation-location"), url),
  resolve(headers.get("location"), url) ?? place?.location,
];

/**
 * What a status says. Exact, for `FailoverInProgress` has not failed, but in any case of letters. ARM ends operations by
 * no other status.
 */
export const outcomeOf = (status: string, { ends }: OperationSpec): Outcome | undefined =>
  ends?.[status.toLowerCase()] ??
  (/^succeeded$/i.test(status)
    ? "succeeded"
    : /^failed$/i.test(status)
      ? "failed"
      : /^cancell?ed$/i.test(status)
        ? "cancelled"
        : undefined);

/** The outcome by an operation status, which should have one. */
export function statusOutcome(status: string | undefined, code: number, spec: OperationSpec): Outcome | undefined {
  if (status) return outcomeOf(status, spec);
  if (code === 204) return "succeeded";
  if (code !== 202) throw new PollingError(`${spec.id}: no status`);
  return undefined;
}

/** The state that an answer tells of. */
export const stateOf = (
  { percentComplete, startTime, endTime, error }: StatusBody,
  status: string | undefined,
  outcome: Outcome | undefined,
): Omit<State, "body" | "done" | "response"> => ({
  status: status ?? (outcome ? "Succeeded" : "InProgress"),
  percentComplete,
  startTime,
  endTime,
  error,
});

/**
 * Reads answers by the ARM async specification, for actions (POST) that yield nothing: the address of an operation
 * status (`Azure-AsyncOperation`, else `Operation-Location`), else `Location`, which answers 202 while the operation runs.
 *
 * Fails with `PollingError` where there is no address to ask, or an operation status holds no status.
 */
export const headerStatus: Protocol = {
  read(response, { place, spec }) {
    const { data, status: code } = response;
    const [operation, location] = addresses(response, place);
    const body = Object(data) as StatusBody;
    let { via, url } = place ?? {};
    if (operation) {
      via = "status";
      url = operation;
    } else if (code === 202 && via !== "status") {
      if (!location) throw new PollingError(`${spec.id}: no address to poll`);
      via = "location";
      url = location;
    }
    const status = via === "status" ? text(body.status) : undefined;
    // An answer that leads elsewhere says no more than that.
    const outcome =
      via !== place?.via
        ? undefined
        : via === "status"
          ? statusOutcome(status, code, spec)
          : code === 202
            ? undefined
            : "succeeded";
    return { outcome, state: stateOf(body, status, outcome), place: { via, url, location } };
  },
};
