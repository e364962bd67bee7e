import { asData } from "../reading.js";
import { send } from "../send.js";
import type { CallOptions, RawResponse } from "../types.js";
import type { Asking, Latest } from "./types.js";

/** What links to other operations take their arguments from. An operation object's fields go first, for its name. */
export function latest({ request, place, state }: Pick<Asking, "request" | "place" | "state">): Latest {
  const body = state.body as object | undefined;
  return (place?.args ? { ...request.args, ...place.args, ...body } : { ...body, ...request.args }) as Latest;
}

/** Asks for an operation object by the call, or at the path, that the specification names; or as it is watched. */
export async function askByName(asked: Asking, options: CallOptions): Promise<RawResponse> {
  const { client, request, spec, place, poller } = asked;
  const link = place?.final ? spec.read : spec.get;
  if (!link) {
    const { args } = place ?? {};
    // A read in any case: a token that was tampered with must not repeat a start.
    const call = args && spec.path ? { path: spec.path, args } : request;
    return send(client, { ...call, as: asData, method: "GET", operation: poller }, options);
  }
  const { status, headers, data } = await link(latest(asked), options).withResponse();
  return { status, headers: new Headers(headers as Record<string, string>), data, url: client.endpoint };
}
