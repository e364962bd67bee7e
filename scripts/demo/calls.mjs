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
import { settle } from "@armature/runtime";

const cluster = { resourceGroupName: "demo-group", resourceName: "busy" };

/** Any object with this method is a credential, those of @azure/identity among them. */
const azureCredential = (token) => ({
  getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
});

async function abort(options) {
  const poller = managedClusters.abortLatestOperation(createAks20240901(options.arm), cluster);
  const statuses = [];
  for await (const state of poller) statuses.push(state.status);
  await poller;
  return [`status: ${statuses.join(", ")}`];
}

async function operationStatus(options) {
  const status = await operationStatusResult.get(createAks20250502(options.arm), {
    ...cluster,
    operationId: "running",
  });
  const parts = status.operations ?? [];
  return [
    `${status.status}, ${status.percentComplete} % since ${status.startTime}`,
    ...parts.map((part) => `- ${part.name} ${part.status} ${part.percentComplete} %`),
  ];
}

async function commandResult(options) {
  const aks = createAks20250501(options.arm);
  const running = await newer.getCommandResult(aks, { ...cluster, commandId: "still-running" }).withResponse();
  const done = await newer.getCommandResult(aks, { ...cluster, commandId: "succeeds" }).withResponse();
  const { exitCode, logs } = done.data?.properties ?? {};
  return [
    `status ${running.status}: ask again at ${running.headers.location?.replace(/^.*\/managedClusters\//, "…/")}`,
    `status ${done.status}: exit code ${exitCode}, logs ${JSON.stringify(logs)}`,
  ];
}

async function terminateTask(options) {
  const batch = createBatch(options.batch);
  const id = { jobId: "demo-job", taskId: "long" };
  const { status, headers } = await task.terminate(batch, id).withResponse();
  const ended = await task.waitUntilCompleted(batch, id, { interval: 200 });
  return [
    `status ${status}, ETag ${headers.etag}, request ${headers["request-id"]}`,
    `task ${ended.id} is ${ended.state}: ${ended.executionInfo?.failureInfo?.code}`,
  ];
}

async function cancelOperation({ hub: options, operationName }) {
  const hub = createHub(options);
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
  const refused = await settle(operations.cancel(hub, { name: operationName("uncancellable") }));
  if (refused.ok) throw new Error("an operation that cannot be cancelled was");
  return [...lines, `another one cannot be cancelled: ${refused.error.status} ${refused.error.code}`];
}

const calls = [
  ["AKS 2024-09-01: managedClusters.abortLatestOperation", abort],
  ["AKS 2025-05-02-preview: operationStatusResult.get", operationStatus],
  ["AKS 2025-05-01: managedClusters.getCommandResult", commandResult],
  ["Batch 2024-07-01.20.0: task.terminate, then task.waitUntilCompleted", terminateTask],
  ["GKE Hub v1beta: projects.locations.operations.cancel, then get", cancelOperation],
];

/** Makes the calls one after another; prints the requests that the service saw of each, and what it gave. */
export async function callAll(service, { armToken, batchToken, hubToken, operationName, subscriptionId }) {
  const local = { endpoint: service.url, allowInsecure: true };
  const options = {
    arm: { ...local, credential: azureCredential(armToken), subscriptionId },
    batch: { ...local, batchUrl: service.url, credential: azureCredential(batchToken) },
    hub: { ...local, credential: { getAccessToken: () => Promise.resolve(hubToken) } },
    operationName,
  };
  for (const [title, call] of calls) {
    const before = service.requests.length;
    console.log(title);
    const lines = await call(options);
    for (const { method, target, status } of service.requests.slice(before)) {
      console.log(`  ${method.padEnd(4)} ${target.replace(/\/subscriptions\/.*\/providers\//, "/…/")}  → ${status}`);
    }
    for (const line of lines) console.log(`  ${line}`);
    console.log();
  }
}
