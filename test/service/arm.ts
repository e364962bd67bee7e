import type { Answer, Check, ExpectedRequest, ReceivedRequest } from "./exchange.ts";
import { decodeSegment } from "./exchange.ts";

/** What callers must give to be let in. */
export const subscriptionId = "12345678-1234-1234-1234-123456789012";
export const armToken = "arm-token";

/** Resource groups that exist, and how their names must be encoded. */
const groups: Readonly<Record<string, string>> = { "demo-group": "demo-group", "grün_(1).x": "gr%C3%BCn_(1).x" };

export const armHeaders: Readonly<Record<string, string | Check>> = {
  accept: "application/json",
  authorization: `Bearer ${armToken}`,
};

/** A request to a resource of a group. `rest` is the encoded path after the group. */
export function groupRequest(method: string, group: string, rest: string, apiVersion: string): ExpectedRequest {
  const encoded = groups[group] ?? "demo-group";
  return {
    method,
    path: `/subscriptions/${subscriptionId}/resourceGroups/${encoded}/${rest}`,
    query: [`api-version=${apiVersion}`],
    headers: armHeaders,
    body: "",
  };
}

const shape =
  /^\/subscriptions\/[^/]*\/resourceGroups\/([^/]*)\/providers\/Microsoft\.ContainerService\/([^/]*)\/(.*)$/i;

/** Group and segments after the resource type, decoded, of a path into a managed cluster; whatever its case. */
export function clusterPath(
  request: ReceivedRequest,
): { readonly group: string; readonly rest: readonly string[] } | null {
  const match = shape.exec(request.target.split("?", 1)[0] ?? "");
  if (match === null || match[2]?.toLowerCase() !== "managedclusters") return null;
  return { group: decodeSegment(match[1]), rest: (match[3] ?? "").split("/").map(decodeSegment) };
}

/** An error of ARM, with details as deep as they are given. */
export function cloudError(status: number, error: ArmError): Answer {
  return { status, headers: { "x-ms-request-id": "5e0b8a3d-0000-4000-8000-000000000001" }, body: { error } };
}

export interface ArmError {
  readonly [key: string]: string | readonly ArmError[];
  readonly code: string;
  readonly message: string;
}

export const clusterNotFound: Answer = cloudError(404, {
  code: "ResourceNotFound",
  message: "There is no such cluster in this group.",
  target: "resourceName",
});
