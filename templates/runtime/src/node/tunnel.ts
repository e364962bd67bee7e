import type { Buffer } from "node:buffer";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIPv6, type Socket } from "node:net";
import type { SecureContextOptions } from "node:tls";
import type { Target } from "./connect.js";
import { bareHost, portOf, type Proxy } from "./proxy.js";

interface TunnelOptions {
  /** Authorities by which a proxy that is reached by TLS is known. */
  readonly ca: SecureContextOptions["ca"];
  /** In ms. */
  readonly timeout: number;
}

const failure = (code: string, message: string): Error => Object.assign(new Error(`${code}: ${message}`), { code });

/**
 * Opens a tunnel through a proxy (RFC 9110 section 9.3.6). Rejects with `ERR_PROXY_TUNNEL` where the proxy does not want
 * to, `ERR_CONNECT_TIMEOUT` where it takes too long, and otherwise with what its connection fails with.
 */
export function tunnel(proxy: Proxy, to: Target, { ca, timeout }: TunnelOptions): Promise<Socket> {
  const host = isIPv6(to.host) ? `[${to.host}]` : to.host;
  const authority = `${host}:${to.port}`;
  const isSecure = proxy.url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const request = (isSecure ? httpsRequest : httpRequest)({
      host: bareHost(proxy.url.hostname),
      port: portOf(proxy.url),
      method: "CONNECT",
      path: authority,
      headers: { host: authority, ...(proxy.authorization && { "proxy-authorization": proxy.authorization }) },
      agent: false,
      ...(isSecure && { ca }),
    });
    const timer = setTimeout(
      () => request.destroy(failure("ERR_CONNECT_TIMEOUT", `no tunnel in ${timeout} ms`)),
      timeout,
    );
    const refuse = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    const onAnswer = ({ statusCode }: IncomingMessage, socket: Socket, head: Buffer): void => {
      clearTimeout(timer);
      // What comes before the origin can have said anything would be the proxy's, in the origin's name.
      if (String(statusCode).startsWith("2") && head.length === 0) return resolve(socket);
      socket.destroy();
      reject(failure("ERR_PROXY_TUNNEL", `the proxy answered ${statusCode}`));
    };
    request.on("connect", onAnswer).on("error", refuse).end();
  });
}
