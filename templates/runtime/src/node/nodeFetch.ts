import process from "node:process";
import type { Agent } from "node:http";
import type { FetchLike, MinimalFetchInit, ResponseLike } from "../platform.js";
import { agentSettings, directAgent, tunnelAgent, type AgentSettings } from "./agents.js";
import { sentBody, type SentBody } from "./body.js";
import { acceptEncoding } from "./decoding.js";
import { exchange, type Route } from "./exchange.js";
import { gate } from "./gate.js";
import { requestHeaders, valueOf } from "./headers.js";
import type { NodeFetchOptions } from "./options.js";
import { bareHost, portOf, proxyChoice, type Proxy } from "./proxy.js";

/** More origins than a program has, so that addresses from answers cannot fill the memory. */
const mostRoutes = 1000;

/** How an origin is reached: directly, by asking a proxy for it, or through a tunnel. */
function routeTo(url: URL, proxy: Proxy | undefined, agentOf: (secure: boolean, tunnel?: Proxy) => Agent): Route {
  const isSecure = url.protocol === "https:";
  const [host, port] = [bareHost(url.hostname), portOf(url)];
  if (!proxy || isSecure) {
    const agent = agentOf(isSecure, proxy);
    return {
      isSecure,
      host,
      port,
      agent,
      prefix: "",
      authorization: undefined,
      gate: proxy && gate(agent.maxSockets),
    };
  }
  const isProxySecure = proxy.url.protocol === "https:";
  return {
    isSecure: isProxySecure,
    host: bareHost(proxy.url.hostname),
    port: portOf(proxy.url),
    agent: agentOf(isProxySecure),
    prefix: url.origin,
    authorization: proxy.authorization,
    gate: undefined,
  };
}

/** Finds routes, and keeps them with their agents. */
function routes(options: NodeFetchOptions): (url: URL) => Route {
  const settings: AgentSettings = agentSettings(options);
  const choose = proxyChoice(options, process.env);
  const agents = new Map<string, Agent>();
  const known = new Map<string, Route>();
  const agentOf = (isSecure: boolean, proxy?: Proxy): Agent => {
    const key = `${isSecure} ${proxy?.url.href}`;
    const agent = agents.get(key) ?? (proxy ? tunnelAgent(proxy, settings) : directAgent(isSecure, settings));
    agents.set(key, agent);
    return agent;
  };
  return (url) => {
    const found = known.get(url.origin);
    if (found) return found;
    const route = routeTo(url, choose(url), agentOf);
    if (known.size >= mostRoutes) known.clear();
    known.set(url.origin, route);
    return route;
  };
}

/** Adds what the transport itself has to say. */
function completed(given: unknown, url: URL, method: string, { authorization }: Route, body?: SentBody): string[] {
  const headers = requestHeaders(given);
  if (valueOf(headers, "host") === undefined) headers.push("host", url.host);
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
  } else if (/^(POST|PUT|PATCH)$/.test(method)) {
    headers.push("content-length", "0");
  }
  if (authorization !== undefined) headers.push("proxy-authorization", authorization);
  return headers;
}

function parse(text: string): URL {
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError(`Not an address to fetch: ${url.protocol}`);
  if (url.username || url.password) throw new TypeError("An address to fetch must not hold a user name or password");
  return url;
}

/**
 * Makes a `fetch` over `node:http` and `node:https`, which costs a fraction of the platform's: give it to
 * `createClient({ fetch: nodeFetch() })`. One is enough for all clients of a process, since it keeps the connections.
 *
 * It knows `method`, `headers`, `body`, `signal` and `redirect: "manual"`; a redirect in another mode is an error.
 * Throws a `TypeError` for a proxy that is not understood.
 */
export function nodeFetch(options: NodeFetchOptions = {}): FetchLike {
  const routeOf = routes(options);
  const send = async (text: string, init: MinimalFetchInit = {}): Promise<ResponseLike> => {
    const url = parse(text);
    const route = routeOf(url);
    const method = (init.method ?? "GET").toUpperCase();
    if (/^(CONNECT|TRACE|TRACK)$/.test(method)) throw new TypeError(`The method ${method} cannot be fetched`);
    const ready = sentBody(init.body);
    const body = ready instanceof Promise ? await ready : ready;
    const headers = completed(init.headers, url, method, route, body);
    const path = url.pathname + url.search;
    const { signal, redirect } = init;
    return exchange(route, { method, url: url.href, path, headers, body, signal: signal ?? undefined, redirect });
  };
  return send as FetchLike;
}
