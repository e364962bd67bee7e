// Who is measured at what. Each subject is given the address of the service and makes a function, of which each call
// asks the service once and gives something of the answer, so that it can be compared. It loads what it needs itself,
// since it runs in a process of its own.
import { Agent, get } from "node:http";
import { credential, listLength, token } from "../service.mjs";

const headers = { authorization: `Bearer ${token}`, accept: "application/json" };

/** What everybody is compared with: the least code that asks with a credential and reads JSON. */
async function fetchJson(url) {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return JSON.parse(await response.text());
}

const agent = new Agent({ keepAlive: true });

/** The same over `node:http`. */
function httpJson(url) {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers }, (response) => {
      const pieces = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
        else resolve(JSON.parse(Buffer.concat(pieces).toString("utf8")));
      });
    });
    request.on("error", reject);
  });
}

/** Number of items of an iteration. */
async function count(items) {
  let length = 0;
  for await (const _ of items) length++;
  return length;
}

const nodeFetch = async () => (await import("@armature/runtime/node")).nodeFetch();

const provider = "Microsoft.ContainerService/managedClusters";
const one = (origin) =>
  `${origin}/subscriptions/sub-1/resourceGroups/group-1/providers/${provider}/cluster-1?api-version=2024-09-01`;
const all = (origin) => `${origin}/subscriptions/sub-1/providers/${provider}?api-version=2024-09-01`;

/** Gives `run` our client of AKS, and its functions. */
const aks = (run, transport) => async (origin) => {
  const { createClient } = await import("@armature/azure-containerservice/2024-09-01");
  const managedClusters = await import("@armature/azure-containerservice/2024-09-01/managedClusters");
  const options = { endpoint: origin, credential, subscriptionId: "sub-1", allowInsecure: true };
  const client = createClient({ ...options, fetch: await transport?.() });
  return () => run(managedClusters, client);
};

const aksPeer = (run) => async (origin) => {
  const { ContainerServiceClient } = await import("@azure/arm-containerservice");
  const { overHttp, secured } = await import("../overHttp.mjs");
  const options = { endpoint: secured(origin), httpClient: overHttp() };
  const { managedClusters } = new ContainerServiceClient(credential, "sub-1", options);
  return () => run(managedClusters);
};

const tasks = (origin) => `${origin}/jobs/job-1/tasks`;
const version = "?api-version=2024-07-01.20.0";

/** Gives `run` our client of Batch, and its functions. */
const batch = (run, transport) => async (origin) => {
  const { createClient } = await import("@armature/azure-batch/2024-07-01.20.0");
  const task = await import("@armature/azure-batch/2024-07-01.20.0/task");
  const options = { batchUrl: origin, credential, allowInsecure: true };
  const client = createClient({ ...options, fetch: await transport?.() });
  return () => run(task, client);
};

const batchPeer = (run) => async (origin) => {
  const { BatchServiceClient } = await import("@azure/batch");
  const signRequest = async (request) => {
    request.headers.set("authorization", headers.authorization);
    return request;
  };
  const { task } = new BatchServiceClient({ signRequest }, origin);
  return () => run(task);
};

const getCluster = async (managedClusters, client) =>
  (await managedClusters.get(client, { resourceGroupName: "group-1", resourceName: "cluster-1" })).name;
const listClusters = (managedClusters, client) => count(managedClusters.list(client));
const getTask = async (task, client) => (await task.get(client, { jobId: "job-1", taskId: "task-1" })).id;
const listTasks = (task, client) => count(task.list(client, { jobId: "job-1" }));

/** Ours may cost so much of `fetch`. */
const bar = 1.15;

/** `{ title, calls, gives, bars, subjects }`: how many calls a block has, and what each subject must give. */
export const cases = [
  {
    title: "AKS cluster, 1.2 KB",
    calls: 250,
    gives: "cluster-1",
    bars: { armature: bar, "armature, nodeFetch": 0.6 },
    subjects: {
      fetch: (origin) => async () => (await fetchJson(one(origin))).name,
      armature: aks(getCluster),
      "armature, nodeFetch": aks(getCluster, nodeFetch),
      "node:http": (origin) => async () => (await httpJson(one(origin))).name,
      "@azure/arm-containerservice": aksPeer(async (peer) => (await peer.get("group-1", "cluster-1")).name),
    },
  },
  {
    title: "list of 200 AKS clusters, 240 KB",
    calls: 20,
    gives: listLength,
    bars: { armature: bar },
    subjects: {
      fetch: (origin) => async () => (await fetchJson(all(origin))).value.length,
      armature: aks(listClusters),
      "armature, nodeFetch": aks(listClusters, nodeFetch),
      "node:http": (origin) => async () => (await httpJson(all(origin))).value.length,
      "@azure/arm-containerservice": aksPeer((peer) => count(peer.list())),
    },
  },
  {
    title: "Batch task, 1 KB",
    calls: 250,
    gives: "task-1",
    bars: { armature: bar, "armature, nodeFetch": 0.6 },
    subjects: {
      fetch: (origin) => async () => (await fetchJson(`${tasks(origin)}/task-1${version}`)).id,
      armature: batch(getTask),
      "armature, nodeFetch": batch(getTask, nodeFetch),
      "@azure/batch": batchPeer(async (peer) => (await peer.get("job-1", "task-1")).id),
    },
  },
  {
    title: "list of 200 Batch tasks, 190 KB",
    calls: 20,
    gives: listLength,
    bars: { armature: bar },
    subjects: {
      fetch: (origin) => async () => (await fetchJson(tasks(origin) + version)).value.length,
      armature: batch(listTasks),
      "armature, nodeFetch": batch(listTasks, nodeFetch),
      "@azure/batch": batchPeer(async (peer) => (await peer.list("job-1")).length),
    },
  },
];
