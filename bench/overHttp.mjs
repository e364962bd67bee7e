// Lets clients of @azure/core-rest-pipeline talk to the local service: they send no credential over plain http.
import { createDefaultHttpClient } from "@azure/core-rest-pipeline";

/** An HTTP client that takes https addresses of the local service as http ones, and turns those of answers around. */
export function overHttp() {
  const client = createDefaultHttpClient();
  return {
    async sendRequest(request) {
      request.url = request.url.replace(/^https:/, "http:");
      request.allowInsecureConnection = true;
      const response = await client.sendRequest(request);
      for (const name of ["azure-asyncoperation", "location"]) {
        const address = response.headers.get(name);
        if (address !== undefined) response.headers.set(name, address.replace(/^http:/, "https:"));
      }
      return response;
    },
  };
}

/** The address under which such clients know a service. */
export const secured = (origin) => origin.replace(/^http:/, "https:");
