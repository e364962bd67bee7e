import * as aks20240901 from "@armature/azure-containerservice/2024-09-01";
import * as aks20250501 from "@armature/azure-containerservice/2025-05-01";
import * as aks20250502 from "@armature/azure-containerservice/2025-05-02-preview";
import * as batchService from "@armature/azure-batch/2024-07-01.20.0";
import * as gkeHub from "@armature/google-gkehub/v1beta";
import { sharedKey, type ClientOptions } from "@armature/runtime";
import { armToken, subscriptionId } from "../service/arm.ts";
import { batchToken } from "../service/batchTasks.ts";
import { hubToken } from "../service/hubOperations.ts";
import { accountKey, accountName } from "../service/sharedKey.ts";
import { fastClock } from "./clock.ts";
import { tokenCredential } from "./credentials.ts";

/** Clients of the five services at a local address. All share one clock, on which nothing takes time. */
export function makeClients(endpoint: string) {
  const clock = fastClock();
  const local: ClientOptions = { endpoint, allowInsecure: true, clock };
  const arm = { ...local, credential: tokenCredential(armToken), subscriptionId };
  return {
    clock,
    aks20240901: aks20240901.createClient(arm),
    aks20250501: aks20250501.createClient(arm),
    aks20250502: aks20250502.createClient(arm),
    batch: batchService.createClient({ ...local, batchUrl: endpoint, credential: tokenCredential(batchToken) }),
    batchWithKey: batchService.createClient({
      ...local,
      batchUrl: endpoint,
      credential: sharedKey({ account: accountName, key: accountKey }),
    }),
    hub: gkeHub.createClient({ ...local, credential: { getAccessToken: () => Promise.resolve(hubToken) } }),
  };
}
