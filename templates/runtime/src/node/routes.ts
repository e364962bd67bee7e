import process from "node:process";
import { connectSettings, directly, throughTunnel, type Target } from "./connect.js";
import type { Route } from "./exchange.js";
import type { NodeFetchOptions } from "./options.js";
import { pool, type Pool } from "./pool.js";
import { bareHost, portOf, proxyChoice, type Proxy } from "./proxy.js";

/** More origins than a program has, so that addresses from answers cannot fill the memory. */
const mostRoutes = 1000;

/** Where a request goes, and what it asks for there. */
export interface Destination {
  readonly route: Route;
  /** Path with query. */
  readonly path: string;
  /** The whole address. */
  readonly url: string;
}

/** What stays as it is when an address is parsed, so that there is no need to: no fragment, nothing to encode. */
const plain = /^\/[\w\-.~!$&()*+,;=:@/%?]*$/;
const dots = /\/(\.|%2e)/i;

function parse(text: string): URL {
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) throw new TypeError(`Not an address to fetch: ${url.protocol}`);
  if (url.username || url.password) throw new TypeError("An address to fetch must not hold a user name or password");
  return url;
}

/** Finds out how origins are reached: directly, by asking a proxy for them, or through a tunnel. Keeps connections. */
export function routes(options: NodeFetchOptions): (text: string) => Destination {
  const settings = connectSettings(options);
  const choose = proxyChoice(options, process.env);
  const pools = new Map<string, Pool>();
  const known = new Map<string, Route>();
  const poolOf = (target: Target, proxy?: Proxy): Pool => {
    const key = `${target.isSecure} ${target.host} ${target.port} ${proxy?.url.href}`;
    const found = pools.get(key);
    if (found) return found;
    const connect = proxy ? throughTunnel(proxy, target, settings) : directly(target, settings);
    const made = pool(target.isSecure, connect, options);
    pools.set(key, made);
    return made;
  };
  const routeTo = (url: URL): Route => {
    const proxy = choose(url);
    const isSecure = url.protocol === "https:";
    const isAsked = proxy !== undefined && !isSecure;
    const at = isAsked ? proxy.url : url;
    const target = { isSecure: at.protocol === "https:", host: bareHost(at.hostname), port: portOf(at) };
    return {
      ...target,
      pool: poolOf(target, isAsked ? undefined : proxy),
      authority: url.host,
      prefix: isAsked ? url.origin : "",
      authorization: isAsked ? proxy.authorization : undefined,
    };
  };
  return (text) => {
    const end = text.indexOf("/", 8);
    const path = end < 0 ? "" : text.slice(end);
    const used = plain.test(path) && !dots.test(path) ? known.get(text.slice(0, end)) : undefined;
    if (used) return { route: used, path, url: text };
    const url = parse(text);
    const route = known.get(url.origin) ?? routeTo(url);
    if (known.size >= mostRoutes) {
      known.clear();
      pools.clear();
    }
    known.set(url.origin, route);
    return { route, path: url.pathname + url.search, url: url.href };
  };
}
