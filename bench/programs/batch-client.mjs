// A client and no operation: what importing from the index costs by itself.
import { createClient } from "@armature/azure-batch/2024-07-01.20.0";

export async function run(batchUrl, credential) {
  return createClient({ batchUrl, credential, allowInsecure: true }).endpoint;
}
