// The five operations, each as a program would call it.
import { createClient as createAks20240901, managedClusters } from "@armature/azure-containerservice/2024-09-01";
import {
  createClient as createAks20250501,
  managedClusters as newer,
} from "@armature/azure-containerservice/2025-05-01";
import {
  createClient as createAks20250502,
  operationStatusResult,
} from "@armature/azure-containerservice/2025-05-02-preview";
import { createClient as createBatch, task } from "@armature/azure-batch/2024-07-01.20.0";
import { createClient as createHub, projects } from "@armature/google-gkehub/v1beta";

/** Prints the requests that the service has seen since the last time. */
function reporter(service) {
  let shown = 0;
  return () => {
    for (const { method, target, status } of service.requests.slice(shown)) {
      const short = target.replace(/\/subscriptions\/.*\/providers\//, "/…/");
      console.log(`  ${method.padEnd(4)} ${short}  → ${status}`);
    }
    shown = service.requests.length;
  };
}

/** Runs one call, and prints its title, its requests and what it gave. */
async function show(title, report, run) {
  console.log(title);
  const lines = await run();
  report();
  for (const line of lines) console.log(`  ${line}`);
  console.log();
}

export async function callAll(service, { armToken, batchToken, hubToken, operationName, subscriptionId }) {
  const report = reporter(service);
  const local = { endpoint: service.url, allowInsecure: true };
  const credential = { getToken: async () => ({ token: armToken, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const arm = { ...local, credential, subscriptionId };
  const cluster = { resourceGroupName: "demo-group", resourceName: "busy" };

  await show("AKS 2024-09-01: managedClusters.abortLatestOperation", report, async () => {
    const poller = managedClusters.abortLatestOperation(createAks20240901(arm), cluster);
    const statuses = [];
    for await (const state of poller) statuses.push(state.status);
    await poller;
    return [`status: ${statuses.join(", ")}`];
  });

  await show("AKS 2025-05-02-preview: operationStatusResult.get", report, async () => {
    const status = await operationStatusResult.get(createAks20250502(arm), { ...cluster, operationId: "running" });
    const parts = status.operations?.map((part) => `${part.name} ${part.status} ${part.percentComplete} %`) ?? [];
    return [
      `${status.status}, ${status.percentComplete} % since ${status.startTime}`,
      ...parts.map((part) => `- ${part}`),
    ];
  });

  await show("AKS 2025-05-01: managedClusters.getCommandResult", report, async () => {
    const aks = createAks20250501(arm);
    const running = await newer.getCommandResult(aks, { ...cluster, commandId: "still-running" }).withResponse();
    const done = await newer.getCommandResult(aks, { ...cluster, commandId: "succeeds" }).withResponse();
    const location = running.headers.location?.replace(/^.*\/managedClusters\//, "…/");
    return [
      `status ${running.status}: ask again at ${location}`,
      `status ${done.status}: exit code ${done.data?.properties?.exitCode}, logs ${JSON.stringify(done.data?.properties?.logs)}`,
    ];
  });

  await show("Batch 2024-07-01.20.0: task.terminate, then task.waitUntilCompleted", report, async () => {
    const getToken = async () => ({ token: batchToken, expiresOnTimestamp: Date.now() + 3_600_000 });
    const batch = createBatch({ ...local, batchUrl: service.url, credential: { getToken } });
    const id = { jobId: "demo-job", taskId: "long" };
    const { status, headers } = await task.terminate(batch, id).withResponse();
    const ended = await task.waitUntilCompleted(batch, id, { interval: 200 });
    return [
      `status ${status}, ETag ${headers.etag}, request ${headers["request-id"]}`,
      `task ${ended.id} is ${ended.state}: ${ended.executionInfo?.failureInfo?.code}`,
    ];
  });

  await show("GKE Hub v1beta: projects.locations.operations.cancel, then get", report, async () => {
    const hub = createHub({ ...local, credential: { getAccessToken: async () => hubToken } });
    const { operations } = projects.locations;
    const name = operationName("cancellable");
    const lines = [`answer: ${JSON.stringify(await operations.cancel(hub, { name }))}`];
    for (let done = false; !done;) {
      const operation = await operations.get(hub, { name });
      done = operation.done === true;
      lines.push(
        done ? `error code ${operation.error?.code}: ${operation.error?.message}` : "cancel requested, not done",
      );
    }
    const refused = await operations.cancel(hub, { name: operationName("uncancellable") }).settle();
    return [
      ...lines,
      `an operation that cannot be cancelled: ${refused.ok ? "?" : `${refused.error.status} ${refused.error.code}`}`,
    ];
  });
}
