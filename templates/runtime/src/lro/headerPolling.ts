import type { RawResponse } from "../types.js";
import { PollingError } from "./errors.js";
import { text } from "./field.js";
import type { Asked, OperationProblem, Outcome, Place, Protocol, Reading } from "./types.js";

interface StatusBody {
  readonly status?: string;
  readonly percentComplete?: number;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly error?: OperationProblem;
  readonly resourceLocation?: string;
  readonly properties?: { readonly provisioningState?: string; readonly error?: OperationProblem };
}

const resolve = (address: string | null | undefined, base: string): string | undefined =>
  address && URL.canParse(address, base) ? new URL(address, base).href : undefined;

/** Where the result is, of an operation that has succeeded: the place for it. */
function resultPlace(next: Place, outcome: Outcome | undefined, response: RawResponse, asked: Asked): Place {
  const { data, url: base } = response;
  const { method } = asked.request;
  const { final, result } = asked.spec;
  const { via, location } = next;
  const isWrite = /^P[UA]T/.test(method);
  const original = next.original ?? (isWrite || final === "originalUri" ? base : undefined);
  let target: string | undefined;
  if (outcome === "succeeded" && via !== "resource" && !result) {
    const isBack = via === "location" ? data === undefined : !final || (final === "location" && !location);
    if (final === "originalUri" || (isWrite && isBack)) target = original;
    else if (via === "status" && !/^[so]/.test(final ?? "") && (final || method !== "DELETE")) {
      target = (final ? undefined : resolve((Object(data) as StatusBody).resourceLocation, base)) ?? location;
    }
  }
  return { ...next, url: target ?? next.url, original, final: !!target || undefined };
}

function read(response: RawResponse, asked: Asked, locate?: typeof resultPlace): Reading {
  const { place, request, spec } = asked;
  const { method } = request;
  const { data, headers, url: base, status: code } = response;
  const { ends, id } = spec;
  const { status: told, percentComplete, startTime, endTime, error, properties } = Object(data) as StatusBody;
  const { provisioningState, error: inner } = Object(properties) as NonNullable<StatusBody["properties"]>;
  const state = text(provisioningState);
  const from = place?.via ?? "resource";
  // Exact, for `FailoverInProgress` has not failed, but in any case of letters. ARM ends operations by no other status.
  const outcomeOf = (status: string): Outcome | undefined =>
    ends?.[status.toLowerCase()] ??
    (/^succeeded$/i.test(status)
      ? "succeeded"
      : /^failed$/i.test(status)
        ? "failed"
        : /^cancell?ed$/i.test(status)
          ? "cancelled"
          : undefined);

  // What is asked next, and where. Addresses may be relative, and change or appear with any answer.
  const operation = resolve(headers.get("azure-asyncoperation") ?? headers.get("operation-location"), base);
  const location = resolve(headers.get("location"), base) ?? place?.location;
  // What says nothing of its state is ready.
  const isReady = code !== 202 && (!state || outcomeOf(state));
  let via = from;
  let url = place ? place.url : base;
  // A PATCH that answers 200 is over, whatever its headers say.
  if (operation && (place || code !== 200 || method !== "PATCH" || !isReady)) {
    via = "status";
    url = operation;
  } else if (location && via !== "status" && (code === 202 || (!place && (!isReady || data === undefined)))) {
    via = "location";
    url = location;
  } else if (!place && code === 202 && method === "POST") {
    throw new PollingError(`${id}: no address to poll`);
  }

  const status = (via === "status" && text(told)) || state;
  let outcome: Outcome | undefined;
  // An answer that leads elsewhere says no more than that.
  if (via === from && (code !== 202 || via === "status")) {
    if (status && (place || method !== "POST")) outcome = outcomeOf(status);
    else if (via !== "status" || code === 204) outcome = "succeeded";
    else if (code !== 202) throw new PollingError(`${id}: no status`);
  }

  const next: Place = {
    ...place,
    via,
    url,
    location,
    absent: (via === "resource" && method === "DELETE") || undefined,
  };
  return {
    outcome,
    // A status is no result where the specification says that the result is elsewhere.
    result: via === "status" && spec.final === "location" ? undefined : data,
    state: {
      status: status ?? (outcome ? "Succeeded" : "InProgress"),
      percentComplete,
      startTime,
      endTime,
      error: error ?? inner,
    },
    place: locate ? locate(next, outcome, response, asked) : next,
  };
}

/**
 * Reads answers by the ARM async specification: the address of an operation status (`Azure-AsyncOperation`, else
 * `Operation-Location`), else that of the eventual answer (`Location`), else the resource itself with its
 * `properties.provisioningState`.
 *
 * Fails with `PollingError` where there is no address to ask, or an operation status holds no status.
 */
export const headerPolling: Protocol = { read: (response, asked) => read(response, asked, resultPlace) };

/** As {@link headerPolling}, for operations that yield nothing: the result is not looked for. */
export const headerStatus: Protocol = { read: (response, asked) => read(response, asked) };
