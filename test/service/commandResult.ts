import { cloudError, clusterPath, groupRequest } from "./arm.ts";
import { nth, type Answer, type Playbook, type Stage } from "./exchange.ts";

/**
 * `ManagedClusters_GetCommandResult`, AKS 2025-05-01. The command's id chooses:
 *
 * - `succeeds`: 200, exit code 0 with logs
 * - `exits-with-1`: 200, the command ran and failed
 * - `cannot-run`: 200, provisioning failed with a reason, no exit code
 * - `still-running`: 202 with `Location`, each time
 * - `runs-twice`: 202 with `Location` twice, then 200
 * - any other: 404
 */
export const commandResult: Playbook = (request, stage) => {
  const cluster = clusterPath(request);
  if (cluster === null || cluster.rest.length !== 3 || cluster.rest[1] !== "commandResults") return undefined;
  const [name = "", , id = ""] = cluster.rest;
  const rest = `providers/Microsoft.ContainerService/managedClusters/${encodeURIComponent(name)}/commandResults/${encodeURIComponent(id)}`;
  const expected = groupRequest("GET", cluster.group, rest, "2025-05-01");
  return { expected, answer: answer(id, `${stage.origin}${expected.path}?${expected.query.join("&")}`, stage) };
};

function answer(id: string, address: string, stage: Stage): Answer {
  const running: Answer = { status: 202, headers: { location: address, "retry-after": "1" } };
  const ran = { startedAt: "2025-05-02T07:00:00Z", finishedAt: "2025-05-02T07:00:04Z" };
  const succeeded: Answer = {
    status: 200,
    body: { id, properties: { provisioningState: "Succeeded", exitCode: 0, ...ran, logs: "namespace/blue created\n" } },
  };
  switch (id) {
    case "succeeds":
      return succeeded;
    case "exits-with-1":
      return {
        status: 200,
        body: { id, properties: { provisioningState: "Succeeded", exitCode: 1, ...ran, logs: "no such namespace\n" } },
      };
    case "cannot-run":
      return {
        status: 200,
        body: { id, properties: { provisioningState: "Failed", reason: "No node could run it." } },
      };
    case "still-running":
      return running;
    case "runs-twice":
      return nth([running, running, succeeded], stage.visit(`command ${id}`));
    default:
      return cloudError(404, { code: "CommandNotFound", message: "There is no such command.", target: "commandId" });
  }
}
