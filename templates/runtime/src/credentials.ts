import type { SignRequest } from "./credential.js";

/** A token that does not change, or a function that gives the one to use. */
export const bearerToken =
  (token: string | (() => string | Promise<string>)): SignRequest =>
  async () => ({ authorization: `Bearer ${typeof token === "function" ? await token() : token}` });

/** A key in a header, or in a query parameter, where it ends up in the logs of servers and proxies. */
export const apiKey =
  (key: string, where: { readonly header: string } | { readonly query: string }): SignRequest =>
  (request) => {
    if ("header" in where) return { [where.header]: key };
    const pair = `${encodeURIComponent(where.query)}=${encodeURIComponent(key)}`;
    request.url += (request.url.includes("?") ? "&" : "?") + pair;
    return undefined;
  };

/** User name and password (RFC 7617), in UTF-8. The name holds no colon. */
export const basic = (user: string, password: string): SignRequest => {
  const text = String.fromCharCode(...new TextEncoder().encode(`${user}:${password}`));
  return () => ({ authorization: `Basic ${btoa(text)}` });
};
