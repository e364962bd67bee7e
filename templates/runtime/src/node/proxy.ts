import { Buffer } from "node:buffer";
import { BlockList, isIP } from "node:net";
import type { NodeFetchOptions } from "./options.js";

/** A proxy, by address. */
export interface Proxy {
  readonly url: URL;
  /** Value of `proxy-authorization`, for the proxy only. */
  readonly authorization: string | undefined;
}

/** A host as sockets want it: IPv6 addresses without brackets. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/g, "");

/** The port of an address, also where it is the usual one. */
export const portOf = ({ port, protocol }: URL): number => (port ? Number(port) : protocol === "https:" ? 443 : 80);

function parseProxy(address: string): Proxy {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  // The text may hold a password, so no message has it.
  if (!URL.canParse(text)) throw new TypeError("The proxy's address is no URL");
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol))
    throw new TypeError(`A proxy by ${url.protocol} is not known, only http: and https:`);
  const { username, password } = url;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = username || password ? `Basic ${Buffer.from(pair).toString("base64")}` : undefined;
  url.username = url.password = "";
  return { url, authorization };
}

/** Whether one entry of `NO_PROXY` means an origin. */
function means(entry: string, host: string, port: number): boolean {
  if (entry === "*") return true;
  const range = /^(.+)\/(\d+)$/.exec(entry);
  if (range) {
    const [, base = "", bits] = range;
    const kind = isIP(base) === 6 ? "ipv6" : "ipv4";
    if (isIP(base) === 0 || isIP(host) !== isIP(base) || Number(bits) > (kind === "ipv6" ? 128 : 32)) return false;
    const list = new BlockList();
    list.addSubnet(base, Number(bits), kind);
    return list.check(host, kind);
  }
  const [, name = "", wanted] = isIP(entry) ? [entry, entry] : (/^(.*?)(?::(\d+))?$/.exec(entry) ?? []);
  if (wanted !== undefined && Number(wanted) !== port) return false;
  const suffix = bareHost(name).replace(/^\*?\./, "");
  return suffix !== "" && (host === suffix || (isIP(host) === 0 && host.endsWith(`.${suffix}`)));
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Says which proxy leads to an origin, if any, by the options and else by the environment as it is now. Throws a
 * `TypeError` for a proxy that is not understood.
 */
export function proxyChoice(options: NodeFetchOptions, environment: Environment): (url: URL) => Proxy | undefined {
  const read = (name: string): string | undefined => environment[name] || environment[name.toUpperCase()] || undefined;
  // In a CGI program HTTP_PROXY is what the client has sent in a header "Proxy".
  const http = environment["REQUEST_METHOD"] === undefined ? read("http_proxy") : environment["http_proxy"];
  const { proxy } = options;
  const addresses = {
    "http:": proxy ?? http ?? read("all_proxy"),
    "https:": proxy ?? read("https_proxy") ?? read("all_proxy"),
  };
  const parse = (address: string | false | undefined): Proxy | undefined => (address ? parseProxy(address) : undefined);
  const proxies: Readonly<Record<string, Proxy | undefined>> = {
    "http:": parse(addresses["http:"]),
    "https:": parse(addresses["https:"]),
  };
  const entries = (options.noProxy ?? read("no_proxy") ?? "")
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return (url) => {
    const host = bareHost(url.hostname).replace(/\.$/, "");
    return entries.some((entry) => means(entry, host, portOf(url))) ? undefined : proxies[url.protocol];
  };
}
