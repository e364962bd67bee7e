// A local service with the answers that the benchmarks need: clusters, tasks, and operations that end at the second
// look. Runs in a process of its own where client CPU is measured; every request needs the token.
import { once } from "node:events";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

export const token = "local-token";
export const listLength = 200;

/** A credential of the shapes that Azure's and Google's packages know, and ours. */
export const credential = {
  getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
  getAccessToken: async () => ({ token }),
};

const subscription = "/subscriptions/sub-1";
const managedClusters = `${subscription}/resourceGroups/group-1/providers/Microsoft.ContainerService/managedClusters`;

/** A cluster of about 1200 bytes. */
export function clusterAt(index) {
  const name = `cluster-${index}`;
  return {
    id: `${managedClusters}/${name}`,
    name,
    type: "Microsoft.ContainerService/ManagedClusters",
    location: "westeurope",
    tags: { owner: "team-blue", stage: index % 2 === 0 ? "test" : "live" },
    sku: { name: "Base", tier: "Standard" },
    identity: { type: "SystemAssigned", principalId: uuid(index), tenantId: uuid(1) },
    properties: {
      provisioningState: "Succeeded",
      powerState: { code: "Running" },
      kubernetesVersion: "1.30.4",
      currentKubernetesVersion: "1.30.4",
      dnsPrefix: `${name}-dns`,
      fqdn: `${name}-dns-${index}.hcp.westeurope.azmk8s.io`,
      agentPoolProfiles: [poolAt(0, index), poolAt(1, index)],
      servicePrincipalProfile: { clientId: "msi" },
      nodeResourceGroup: `MC_group-1_${name}_westeurope`,
      enableRBAC: true,
      networkProfile: { networkPlugin: "azure", networkPolicy: "cilium", serviceCidr: "10.0.0.0/16" },
      oidcIssuerProfile: { enabled: index % 3 === 0 },
    },
  };
}

function poolAt(pool, index) {
  return {
    name: `pool${pool}`,
    count: 3 + (index % 5),
    vmSize: "Standard_D4s_v5",
    osDiskSizeGB: 128,
    mode: pool === 0 ? "System" : "User",
    orchestratorVersion: "1.30.4",
    powerState: { code: "Running" },
  };
}

function uuid(number) {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** A task of about 1200 bytes. */
export function taskAt(index) {
  const id = `task-${index}`;
  const url = `https://account.westeurope.batch.azure.com/jobs/job-1/tasks/${id}`;
  const time = "2025-03-04T09:30:01.123456Z";
  return {
    url,
    id,
    displayName: `Frame ${index} of the film`,
    eTag: `0x8D4EDFEBFADF4${index}`,
    creationTime: time,
    lastModified: time,
    state: "completed",
    stateTransitionTime: time,
    previousState: "running",
    previousStateTransitionTime: time,
    commandLine: `/bin/bash -c 'render --frame ${index} --quality high --output frame-${index}.png'`,
    environmentSettings: [{ name: "FRAME", value: String(index) }],
    userIdentity: { autoUser: { scope: "pool", elevationLevel: "nonadmin" } },
    constraints: { maxWallClockTime: "PT2H", retentionTime: "P7D", maxTaskRetryCount: 2 },
    executionInfo: { startTime: time, endTime: time, exitCode: 0, result: "success", retryCount: 0, requeueCount: 0 },
    nodeInfo: {
      poolId: "pool-1",
      nodeId: `tvm-${index}`,
      affinityId: `TVM:tvm-${index}`,
      taskRootDirectory: `job-1/${id}`,
    },
  };
}

const list = (itemAt) => Array.from({ length: listLength }, (_, index) => itemAt(index));

/** Texts of the bodies, made once, so that the service is never what is waited for. */
const bodies = {
  cluster: JSON.stringify(clusterAt(1)),
  clusters: JSON.stringify({ value: list(clusterAt) }),
  task: JSON.stringify(taskAt(1)),
  tasks: JSON.stringify({ value: list(taskAt) }),
};

const routes = [
  ["GET", /\/managedclusters\/[^/]+$/i, () => [200, bodies.cluster]],
  ["GET", /\/managedclusters$/i, () => [200, bodies.clusters]],
  ["GET", /^\/jobs\/job-1\/tasks\/[^/]+$/, () => [200, bodies.task]],
  ["GET", /^\/jobs\/job-1\/tasks$/, () => [200, bodies.tasks]],
  ["POST", /\/tasks\/[^/]+\/(terminate|reactivate)$/, () => [204]],
  ["POST", /\/operations\/[^/]+:cancel$/, () => [200, "{}"]],
  ["POST", /\/managedclusters\/[^/]+\/abort$/i, ({ origin }) => [202, undefined, pollHeaders(origin)]],
  [
    "GET",
    /^\/status\/1$/,
    (state) => [200, JSON.stringify({ status: state.looks++ % 2 ? "Succeeded" : "InProgress" })],
  ],
  ["GET", /^\/result\/1$/, () => [204]],
];

function pollHeaders(origin) {
  return { "azure-asyncoperation": `${origin}/status/1`, location: `${origin}/result/1`, "retry-after": "0" };
}

function answer(state, { method, url, headers }) {
  if (headers.authorization !== `Bearer ${token}`) return [401, JSON.stringify({ error: { code: "NoToken" } })];
  const path = url.split("?")[0];
  const route = routes.find(([verb, pattern]) => verb === method && pattern.test(path));
  return route === undefined ? [404, JSON.stringify({ error: { code: "NotFound", message: path } })] : route[2](state);
}

/** Starts the service on a free port of the loopback: `{ origin, requests(), stop() }`. */
export async function startService() {
  const state = { origin: "", looks: 0 };
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    const [status, body, headers] = answer(state, request);
    response.statusCode = status;
    for (const name in headers) response.setHeader(name, headers[name]);
    if (body !== undefined) response.setHeader("content-type", "application/json; charset=utf-8");
    request.resume();
    response.end(body);
  });
  // A connection that is closed between two blocks would cost the one who opens it again.
  server.keepAliveTimeout = 120_000;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  state.origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin: state.origin,
    requests: () => requests,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

if (process.send !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { origin } = await startService();
  process.send(origin);
  process.on("disconnect", () => process.exit());
}
