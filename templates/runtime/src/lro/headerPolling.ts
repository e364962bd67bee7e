import type { RawResponse } from "../types.js";
import { PollingError } from "./errors.js";
import { text } from "./field.js";
import { addresses, outcomeOf, resolve, stateOf, statusOutcome, type StatusBody } from "./headerStatus.js";
import type { Asked, OperationProblem, Outcome, Place, Protocol } from "./types.js";

interface Body extends StatusBody {
  readonly properties?: { readonly provisioningState?: string; readonly error?: OperationProblem };
}

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

/**
 * Reads answers by the ARM async specification: the address of an operation status (`Azure-AsyncOperation`, else
 * `Operation-Location`), else that of the eventual answer (`Location`), else the resource itself with its
 * `properties.provisioningState`.
 *
 * Fails with `PollingError` where there is no address to ask, or an operation status holds no status.
 */
export const headerPolling: Protocol = {
  read(response, asked) {
    const { place, request, spec } = asked;
    const { method } = request;
    const { data, url: base, status: code } = response;
    const body = Object(data) as Body;
    const { provisioningState, error } = Object(body.properties) as NonNullable<Body["properties"]>;
    const state = text(provisioningState);
    const from = place?.via ?? "resource";

    // What is asked next, and where.
    const [operation, location] = addresses(response, place);
    // What says nothing of its state is ready.
    const isReady = code !== 202 && (!state || outcomeOf(state, spec));
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
      throw new PollingError(`${spec.id}: no address to poll`);
    }

    const status = (via === "status" && text(body.status)) || state;
    let outcome: Outcome | undefined;
    // An answer that leads elsewhere says no more than that.
    if (via === from && (code !== 202 || via === "status")) {
      if (via === "status") outcome = statusOutcome(status, code, spec);
      else outcome = status && (place || method !== "POST") ? outcomeOf(status, spec) : "succeeded";
    }

    const absent = (via === "resource" && method === "DELETE") || undefined;
    const next: Place = { ...place, via, url, location, absent };
    return {
      outcome,
      // A status is no result where the specification says that the result is elsewhere.
      result: via === "status" && spec.final === "location" ? undefined : data,
      state: stateOf({ ...body, error: body.error ?? error }, status, outcome),
      place: resultPlace(next, outcome, response, asked),
    };
  },
};
