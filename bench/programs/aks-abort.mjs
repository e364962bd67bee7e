// Aborts what a cluster is doing, and polls to the end.
import { createClient } from "@armature/azure-containerservice/2024-09-01";
import * as managedClusters from "@armature/azure-containerservice/2024-09-01/managedClusters";

export async function run(endpoint, credential) {
  const client = createClient({ endpoint, credential, subscriptionId: "sub-1", allowInsecure: true });
  const poller = managedClusters.abortLatestOperation(client, {
    resourceGroupName: "group-1",
    resourceName: "cluster-1",
  });
  await poller;
  return poller.status;
}
