// Cancels an operation of GKE with @googleapis/container; there is no package of this kind for GKE Hub alone.
import { auth, container } from "@googleapis/container";

export async function run(rootUrl, credential) {
  const client = new auth.OAuth2();
  client.setCredentials({ access_token: (await credential.getToken()).token });
  const gke = container({ version: "v1", rootUrl: `${rootUrl}/`, auth: client });
  const name = "projects/project-1/locations/global/operations/operation-1";
  const { data } = await gke.projects.locations.operations.cancel({ name });
  return data;
}
