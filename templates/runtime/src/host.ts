import type { Client } from "./types.js";

/**
 * The client as it calls an operation that lives on another host of its service, whose address the credential may go to
 * then. Where the caller has said which address the service has, that is where all of it is.
 */
export function onHost<C extends Client<object>>(client: C, endpoint: string): C {
  if (client.options.endpoint) return client;
  const origin = new URL(endpoint).origin + "/";
  const { origins } = client.state;
  if (!origins.includes(origin)) origins.push(origin);
  return { ...client, endpoint };
}
