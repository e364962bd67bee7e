// As batch-terminate, but with the group's namespace from the index.
import { createClient, task } from "@armature/azure-batch/2024-07-01.20.0";

export async function run(batchUrl, credential) {
  const client = createClient({ batchUrl, credential, allowInsecure: true });
  const { status } = await task.terminate(client, { jobId: "job-1", taskId: "task-1" }).withResponse();
  return status;
}
