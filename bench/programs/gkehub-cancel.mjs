// Asks GKE Hub to cancel an operation.
import { createClient } from "@armature/google-gkehub/v1beta";
import * as operations from "@armature/google-gkehub/v1beta/projects/locations/operations";

export async function run(endpoint, credential) {
  const client = createClient({ endpoint, credential, allowInsecure: true });
  return operations.cancel(client, { name: "projects/project-1/locations/global/operations/operation-1" });
}
