// Ends a Batch task: a client with a token credential, and one operation.
import { createClient } from "@armature/azure-batch/2024-07-01.20.0";
import * as task from "@armature/azure-batch/2024-07-01.20.0/task";

export async function run(batchUrl, credential) {
  const client = createClient({ batchUrl, credential, allowInsecure: true });
  const { status } = await task.terminate(client, { jobId: "job-1", taskId: "task-1" }).withResponse();
  return status;
}
