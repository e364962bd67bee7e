// Ends a Batch task with openapi-fetch: no authentication, retries or long-running operations beside it.
import createClient from "openapi-fetch";

export async function run(baseUrl, credential) {
  const { token } = await credential.getToken();
  const client = createClient({ baseUrl, headers: { authorization: `Bearer ${token}` } });
  const { response } = await client.POST("/jobs/{jobId}/tasks/{taskId}/terminate", {
    params: { path: { jobId: "job-1", taskId: "task-1" }, query: { "api-version": "2024-07-01.20.0" } },
    headers: { "content-type": "application/json; odata=minimalmetadata" },
  });
  return response.status;
}
