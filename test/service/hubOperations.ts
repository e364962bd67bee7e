import {
  decodeSegment,
  nth,
  pathOf,
  type Answer,
  type ExpectedRequest,
  type Json,
  type Playbook,
  type Stage,
} from "./exchange.ts";

export const hubToken = "hub-token";

/** Name of an operation in the one project and location that exist. */
export function operationName(id: string): `projects/${string}/locations/${string}/operations/${string}` {
  return `projects/demo-project/locations/global/operations/${id}`;
}

/**
 * `gkehub.projects.locations.operations.cancel` and `get`, v1beta. The operation's id chooses:
 *
 * - `cancellable`: cancel answers `{}`; reading it then gives one more pending state, then done with error code 1
 * - `finishes-anyway`: cancel answers `{}`; the operation still ends with a response
 * - `uncancellable`: cancel is UNIMPLEMENTED (501); the operation ends with a response
 * - `fails`: ends with error code 9 after two pending states
 * - any other: NOT_FOUND
 *
 * One that nobody cancels stays pending, but for `fails` and `uncancellable`.
 */
export const hubOperations: Playbook = (request, stage) => {
  const match = /^\/v1beta\/projects\/([^/]*)\/locations\/([^/]*)\/operations\/([^/:]*)(:cancel)?$/.exec(
    pathOf(request),
  );
  if (match === null) return undefined;
  const id = decodeSegment(match[3]);
  const exists = decodeSegment(match[1]) === "demo-project" && decodeSegment(match[2]) === "global";
  const parts = match.slice(1, 4).map((part) => encodeURIComponent(decodeSegment(part)));
  const path = `/v1beta/projects/${parts[0]}/locations/${parts[1]}/operations/${parts[2]}`;
  if (match[4] === undefined) {
    return { expected: expected("GET", path), answer: exists ? get(id, stage) : notFound(id) };
  }
  return { expected: expected("POST", `${path}:cancel`), answer: exists ? cancel(id, stage) : notFound(id) };
};

function expected(method: string, path: string): ExpectedRequest {
  const headers = { accept: "application/json", authorization: `Bearer ${hubToken}` };
  return { method, path, query: [], headers, body: "" };
}

function rpcError(status: number, code: string, message: string, details: readonly Json[] = []): Answer {
  return { status, body: { error: { code: status, message, status: code, details } } };
}

function notFound(id: string): Answer {
  return rpcError(404, "NOT_FOUND", `There is no operation ${id}.`);
}

function cancel(id: string, stage: Stage): Answer {
  switch (id) {
    case "cancellable":
    case "finishes-anyway":
      stage.visit(`cancel ${id}`);
      return { status: 200, body: {} };
    case "uncancellable":
      return rpcError(501, "UNIMPLEMENTED", "This operation cannot be cancelled.", [
        {
          "@type": "type.googleapis.com/google.rpc.ErrorInfo",
          reason: "CANCEL_NOT_SUPPORTED",
          domain: "gkehub.googleapis.com",
          metadata: { verb: "update" },
        },
      ]);
    default:
      return notFound(id);
  }
}

function get(id: string, stage: Stage): Answer {
  const cancelled = stage.seen(`cancel ${id}`) > 0;
  const pending = operation(id, { done: false }, cancelled);
  const succeeded = operation(id, { done: true, response: membership }, cancelled);
  const failed = (code: number, message: string): Answer =>
    operation(id, { done: true, error: { code, message } }, cancelled);
  switch (id) {
    case "cancellable":
      return cancelled ? nth([pending, failed(1, "Cancelled by the caller.")], stage.visit(`get ${id}`)) : pending;
    case "finishes-anyway":
      return cancelled ? nth([pending, succeeded], stage.visit(`get ${id}`)) : pending;
    case "uncancellable":
      return nth([pending, succeeded], stage.visit(`get ${id}`));
    case "fails":
      return nth([pending, pending, failed(9, "The membership is in use.")], stage.visit(`get ${id}`));
    default:
      return notFound(id);
  }
}

const membership: Json = {
  "@type": "type.googleapis.com/google.cloud.gkehub.v1beta.Membership",
  name: "projects/demo-project/locations/global/memberships/blue",
  description: "the blue cluster",
};

function operation(id: string, state: { readonly [key: string]: Json }, cancelRequested: boolean): Answer {
  const metadata = {
    "@type": "type.googleapis.com/google.cloud.gkehub.v1beta.OperationMetadata",
    createTime: "2025-03-04T10:00:00.123456789Z",
    target: "projects/demo-project/locations/global/memberships/blue",
    verb: "update",
    cancelRequested,
    apiVersion: "v1beta",
  };
  return { status: 200, body: { name: operationName(id), metadata, ...state } };
}
