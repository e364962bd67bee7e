// As batch-terminate, with one operation more.
import { createClient } from "@armature/azure-batch/2024-07-01.20.0";
import * as task from "@armature/azure-batch/2024-07-01.20.0/task";

export async function run(batchUrl, credential) {
  const client = createClient({ batchUrl, credential, allowInsecure: true });
  const { status } = await task.terminate(client, { jobId: "job-1", taskId: "task-1" }).withResponse();
  await task.reactivate(client, { jobId: "job-1", taskId: "task-1" });
  return status;
}
