// Aborts what a cluster is doing, and polls to the end: @azure/arm-containerservice by its functions, the lean form.
import { createContainerService } from "@azure/arm-containerservice/api";
import { abortLatestOperation } from "@azure/arm-containerservice/api/managedClusters";

export async function run(endpoint, credential, options) {
  const client = createContainerService(credential, "sub-1", { ...options, endpoint });
  await abortLatestOperation(client, "group-1", "cluster-1", { updateIntervalInMs: 1 });
}
