import { armHeaders, cloudError, clusterNotFound, clusterPath, groupRequest, subscriptionId } from "./arm.ts";
import { decodeSegment, nth, pathOf, type Answer, type Play, type Playbook, type Stage } from "./exchange.ts";

/** Version of the API that the service itself puts into poll addresses: not the caller's, and not to be replaced. */
const pollVersion = "2017-08-31";

/**
 * `ManagedClusters_AbortLatestOperation`, AKS 2024-09-01, and the polls after it. The cluster's name chooses:
 *
 * - `busy`: 202; the status is InProgress twice, then Succeeded
 * - `busy-location`: 202 with `Location` alone; 202 twice, then 204
 * - `already-done`: 204, nothing to poll
 * - `finished-first`: 409, the operation ended before the abort; with nested details
 * - `abort-fails`, `abort-canceled`: 202; the status is InProgress, then Failed or Canceled
 * - `flaky`: like `busy`, but the first poll is answered with 503
 * - `throttled`: 429 with Retry-After, then 204
 * - any other name: 404
 */
export const abort: Playbook = (request, stage) => {
  const cluster = clusterPath(request);
  if (cluster !== null && cluster.rest.length === 2 && cluster.rest[1]?.toLowerCase() === "abort") {
    const name = cluster.rest[0] ?? "";
    const rest = `providers/Microsoft.ContainerService/managedclusters/${encodeURIComponent(name)}/abort`;
    return { expected: groupRequest("POST", cluster.group, rest, "2024-09-01"), answer: start(name, stage) };
  }
  return poll(pathOf(request), stage);
};

function pollAddress(stage: Stage, kind: "operations" | "operationresults", id: string): string {
  return `${stage.origin}${pollPath(kind, id)}?api-version=${pollVersion}`;
}

function pollPath(kind: string, id: string): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerService/locations/westeurope/${kind}/${id}`;
}

function start(name: string, stage: Stage): Answer {
  const accepted = {
    "azure-asyncoperation": pollAddress(stage, "operations", name),
    location: pollAddress(stage, "operationresults", name),
    "retry-after": "1",
  };
  switch (name) {
    case "busy":
    case "flaky":
    case "abort-fails":
    case "abort-canceled":
      return { status: 202, headers: accepted };
    case "busy-location":
      return { status: 202, headers: { location: accepted.location, "retry-after": "1" } };
    case "already-done":
      return { status: 204 };
    case "finished-first":
      return finishedFirst;
    case "throttled": {
      const refused = cloudError(429, { code: "TooManyRequests", message: "Too many requests in this hour." });
      return nth<Answer>(
        [{ ...refused, headers: { "retry-after": "2" } }, { status: 204 }],
        stage.visit(`abort ${name}`),
      );
    }
    default:
      return clusterNotFound;
  }
}

const finishedFirst: Answer = cloudError(409, {
  code: "OperationNotAllowed",
  message: "The operation had ended before it could be aborted.",
  target: "managedClusters/finished-first",
  details: [
    {
      code: "OperationEnded",
      message: "The upgrade ended as Succeeded.",
      details: [{ code: "NodePoolReady", message: "All pools are ready.", target: "agentPools/nodepool1" }],
    },
  ],
});

const pollShape =
  /^\/subscriptions\/[^/]*\/providers\/Microsoft\.ContainerService\/locations\/[^/]*\/([^/]*)\/([^/]*)$/i;

function poll(path: string, stage: Stage): Play | undefined {
  const match = pollShape.exec(path);
  if (match === null) return undefined;
  const kind = match[1] ?? "";
  const id = decodeSegment(match[2]);
  return {
    expected: {
      method: "GET",
      path: pollPath(kind === "operations" ? "operations" : "operationresults", encodeURIComponent(id)),
      query: [`api-version=${pollVersion}`],
      headers: armHeaders,
      body: "",
    },
    answer: kind === "operations" ? status(id, stage) : result(id, stage),
  };
}

function status(id: string, stage: Stage): Answer {
  const common = { name: id, startTime: "2025-03-01T10:00:00Z" };
  const inProgress: Answer = {
    status: 200,
    headers: { "retry-after": "1" },
    body: { ...common, status: "InProgress" },
  };
  const ended = (state: string, error?: { readonly code: string; readonly message: string }): Answer => ({
    status: 200,
    body: { ...common, status: state, endTime: "2025-03-01T10:02:30Z", ...(error === undefined ? {} : { error }) },
  });
  const visit = stage.visit(`status ${id}`);
  switch (id) {
    case "busy":
      return nth([inProgress, inProgress, ended("Succeeded")], visit);
    case "flaky":
      return nth<Answer>([{ status: 503 }, inProgress, ended("Succeeded")], visit);
    case "abort-fails":
      return nth([inProgress, ended("Failed", { code: "AbortFailed", message: "A pool did not stop." })], visit);
    case "abort-canceled":
      return nth([inProgress, ended("Canceled", { code: "AbortCanceled", message: "An operator stopped it." })], visit);
    default:
      return cloudError(404, { code: "OperationNotFound", message: "There is no such operation." });
  }
}

function result(id: string, stage: Stage): Answer {
  const waiting: Answer = {
    status: 202,
    headers: { location: pollAddress(stage, "operationresults", id), "retry-after": "1" },
  };
  if (id === "busy-location") return nth<Answer>([waiting, waiting, { status: 204 }], stage.visit(`result ${id}`));
  return { status: 204 };
}
