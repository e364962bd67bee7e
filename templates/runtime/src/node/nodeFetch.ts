import type { FetchLike, MinimalFetchInit, ResponseLike } from "../platform.js";
import { sentBody, type SentBody } from "./body.js";
import { acceptEncoding } from "./decoding.js";
import { exchange, type Route } from "./exchange.js";
import { requestHeaders, valueOf } from "./headers.js";
import type { NodeFetchOptions } from "./options.js";
import { routes, type Destination } from "./routes.js";

/** Adds what the transport itself has to say. */
function completed(given: unknown, method: string, { authority, authorization }: Route, body?: SentBody): string[] {
  const headers = requestHeaders(given);
  if (valueOf(headers, "host") === undefined) headers.push("host", authority);
  if (valueOf(headers, "accept-encoding") === undefined) {
    // Parts of a body are counted in what is sent.
    headers.push("accept-encoding", valueOf(headers, "range") === undefined ? acceptEncoding : "identity");
  }
  if (body) {
    if (body.type !== undefined && valueOf(headers, "content-type") === undefined) {
      headers.push("content-type", body.type);
    }
    if (body.length === undefined) headers.push("transfer-encoding", "chunked");
    else headers.push("content-length", String(body.length));
  } else if (/^P(OST|UT|ATCH)$/.test(method)) {
    headers.push("content-length", "0");
  }
  if (authorization !== undefined) headers.push("proxy-authorization", authorization);
  return headers;
}

/** Sends a request whose body is ready. */
function sendTo({ route, path, url }: Destination, init: MinimalFetchInit, body?: SentBody): Promise<ResponseLike> {
  const method = (init.method ?? "GET").toUpperCase();
  if (/^(CONNECT|TRACE|TRACK)$/.test(method)) throw new TypeError(`The method ${method} cannot be fetched`);
  const headers = completed(init.headers, method, route, body);
  const { signal, redirect } = init;
  return exchange(route, { method, url, path, headers, body, signal: signal ?? undefined, redirect });
}

/**
 * Makes a `fetch` over `node:http` and `node:https`, which costs a fraction of the platform's: give it to
 * `createClient({ fetch: nodeFetch() })`. One is enough for all clients of a process, since it keeps the connections.
 *
 * It knows `method`, `headers`, `body`, `signal` and `redirect: "manual"`; a redirect in another mode is an error.
 * Throws a `TypeError` for a proxy that is not understood.
 */
export function nodeFetch(options: NodeFetchOptions = {}): FetchLike {
  const destinationOf = routes(options);
  const send = (text: string, init: MinimalFetchInit = {}): Promise<ResponseLike> => {
    try {
      const destination = destinationOf(text);
      const body = sentBody(init.body);
      return body instanceof Promise
        ? body.then((ready) => sendTo(destination, init, ready))
        : sendTo(destination, init, body);
    } catch (error) {
      return Promise.reject(error as Error);
    }
  };
  return send as FetchLike;
}
