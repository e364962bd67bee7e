// Aborts what a cluster is doing, and polls to the end: @azure/arm-containerservice by its client, as its README shows.
import { ContainerServiceClient } from "@azure/arm-containerservice";

export async function run(endpoint, credential, options) {
  const client = new ContainerServiceClient(credential, "sub-1", { ...options, endpoint });
  await client.managedClusters.abortLatestOperation("group-1", "cluster-1", { updateIntervalInMs: 1 });
}
