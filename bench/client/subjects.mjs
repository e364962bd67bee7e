// Who is measured at what. Each subject makes one call and gives something of the answer, so that it can be compared.
import { Agent, get } from "node:http";
import { ContainerServiceClient } from "@azure/arm-containerservice";
import { BatchServiceClient } from "@azure/batch";
import * as aks from "@armature/azure-containerservice/2024-09-01";
import * as managedClusters from "@armature/azure-containerservice/2024-09-01/managedClusters";
import * as batch from "@armature/azure-batch/2024-07-01.20.0";
import * as task from "@armature/azure-batch/2024-07-01.20.0/task";
import { nodeFetch } from "@armature/runtime/node";
import { overHttp, secured } from "../overHttp.mjs";
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

function aksSubjects(origin) {
  const cluster = { resourceGroupName: "group-1", resourceName: "cluster-1" };
  const base = `${origin}/subscriptions/sub-1`;
  const name = "Microsoft.ContainerService/managedClusters";
  const one = `${base}/resourceGroups/group-1/providers/${name}/cluster-1?api-version=2024-09-01`;
  const all = `${base}/providers/${name}?api-version=2024-09-01`;
  const options = { endpoint: origin, credential, subscriptionId: "sub-1", allowInsecure: true };
  const client = aks.createClient(options);
  const onNode = aks.createClient({ ...options, fetch: nodeFetch() });
  const peer = new ContainerServiceClient(credential, "sub-1", { endpoint: secured(origin), httpClient: overHttp() });
  return [
    {
      title: "AKS cluster, 1.2 KB",
      calls: 80,
      gives: "cluster-1",
      subjects: {
        fetch: async () => (await fetchJson(one)).name,
        armature: async () => (await managedClusters.get(client, cluster)).name,
        "armature, nodeFetch": async () => (await managedClusters.get(onNode, cluster)).name,
        "node:http": async () => (await httpJson(one)).name,
        "@azure/arm-containerservice": async () => (await peer.managedClusters.get("group-1", "cluster-1")).name,
      },
    },
    {
      title: "list of 200 AKS clusters, 240 KB",
      calls: 8,
      gives: listLength,
      subjects: {
        fetch: async () => (await fetchJson(all)).value.length,
        armature: () => count(managedClusters.list(client)),
        "armature, nodeFetch": () => count(managedClusters.list(onNode)),
        "node:http": async () => (await httpJson(all)).value.length,
        "@azure/arm-containerservice": () => count(peer.managedClusters.list()),
      },
    },
  ];
}

function batchSubjects(origin) {
  const tasks = `${origin}/jobs/job-1/tasks`;
  const version = "?api-version=2024-07-01.20.0";
  const options = { batchUrl: origin, credential, allowInsecure: true };
  const client = batch.createClient(options);
  const onNode = batch.createClient({ ...options, fetch: nodeFetch() });
  const signRequest = async (request) => {
    request.headers.set("authorization", headers.authorization);
    return request;
  };
  const peer = new BatchServiceClient({ signRequest }, origin);
  return [
    {
      title: "Batch task, 1 KB",
      calls: 80,
      gives: "task-1",
      subjects: {
        fetch: async () => (await fetchJson(`${tasks}/task-1${version}`)).id,
        armature: async () => (await task.get(client, { jobId: "job-1", taskId: "task-1" })).id,
        "armature, nodeFetch": async () => (await task.get(onNode, { jobId: "job-1", taskId: "task-1" })).id,
        "@azure/batch": async () => (await peer.task.get("job-1", "task-1")).id,
      },
    },
    {
      title: "list of 200 Batch tasks, 190 KB",
      calls: 8,
      gives: listLength,
      subjects: {
        fetch: async () => (await fetchJson(tasks + version)).value.length,
        armature: () => count(task.list(client, { jobId: "job-1" })),
        "armature, nodeFetch": () => count(task.list(onNode, { jobId: "job-1" })),
        "@azure/batch": async () => (await peer.task.list("job-1")).length,
      },
    },
  ];
}

/** `{ title, calls, gives, subjects }`: how many calls a block has, and what each subject must give. */
export const cases = (origin) => [...aksSubjects(origin), ...batchSubjects(origin)];
