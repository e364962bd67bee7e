import { cloudError, clusterPath, groupRequest } from "./arm.ts";
import type { Answer, Json, Playbook } from "./exchange.ts";

const resource = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/demo-group";

const statuses: Readonly<Record<string, Json>> = {
  running: {
    id: `${resource}/providers/Microsoft.ContainerService/managedClusters/busy/operations/running`,
    name: "running",
    status: "InProgress",
    percentComplete: 62.5,
    startTime: "2025-05-20T08:00:00.1234567Z",
    operations: [
      { name: "pool-1", status: "Succeeded", percentComplete: 100, endTime: "2025-05-20T08:01:00Z" },
      {
        name: "pool-2",
        status: "InProgress",
        percentComplete: 25,
        operations: [{ name: "node-7", status: "Draining" }],
      },
    ],
    // Not in the contract: what a service adds later must arrive as well.
    queuedBehind: "maintenance",
  },
  succeeded: {
    name: "succeeded",
    status: "Succeeded",
    startTime: "2025-05-20T08:00:00Z",
    endTime: "2025-05-20T08:04:00Z",
    percentComplete: 100,
  },
  failed: {
    name: "failed",
    status: "Failed",
    startTime: "2025-05-20T08:00:00Z",
    endTime: "2025-05-20T08:04:00Z",
    error: {
      code: "QuotaExceeded",
      message: "The region has no cores left.",
      target: "agentPools/pool-2",
      details: [{ code: "CoresNeeded", message: "8 cores are needed, 4 are left." }],
      additionalInfo: [{ type: "QuotaCheck", info: { needed: 8, left: 4, region: "westeurope" } }],
    },
  },
};

/**
 * `OperationStatusResult_Get`, AKS 2025-05-02-preview. The operation's id chooses: `running` (percent, nested
 * operations), `succeeded`, `failed` (error with details and additional info); any other is answered with 404.
 */
export const operationStatus: Playbook = (request) => {
  const cluster = clusterPath(request);
  if (cluster === null || cluster.rest.length !== 3 || cluster.rest[1] !== "operations") return undefined;
  const [name = "", , id = ""] = cluster.rest;
  const rest = `providers/Microsoft.ContainerService/managedClusters/${encodeURIComponent(name)}/operations/${encodeURIComponent(id)}`;
  const body = statuses[id];
  const answer: Answer =
    body === undefined
      ? cloudError(404, { code: "OperationNotFound", message: "There is no such operation.", target: id })
      : { status: 200, body };
  return { expected: groupRequest("GET", cluster.group, rest, "2025-05-02-preview"), answer };
};
