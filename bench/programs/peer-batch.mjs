// Ends a Batch task with @azure/batch, as its README shows.
import { BatchServiceClient } from "@azure/batch";

export async function run(batchUrl, credential) {
  const { token } = await credential.getToken();
  const signRequest = async (request) => {
    request.headers.set("authorization", `Bearer ${token}`);
    return request;
  };
  const client = new BatchServiceClient({ signRequest }, batchUrl);
  const { _response } = await client.task.terminate("job-1", "task-1");
  return _response.status;
}
