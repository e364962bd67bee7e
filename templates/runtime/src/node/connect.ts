import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectSecure, createSecureContext, type SecureContext, type SecureContextOptions } from "node:tls";
import { tunnel } from "./tunnel.js";
import type { NodeFetchOptions } from "./options.js";
import type { Proxy } from "./proxy.js";

/** An error of a connection that could not be made. */
export const connectionError = (code: string, message: string): Error =>
  Object.assign(new Error(`${code}: ${message}`), { code });

/** What a connection leads to. */
export interface Target {
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
}

/** Tells of a connection, which may still be on its way, or of its failure. */
export type Connected = (error: Error | undefined, socket?: Socket) => void;

/** Opens a connection. What is thrown is as good as told. */
export type Connect = (connected: Connected) => void;

/** What the connections of one transport have in common. */
export interface ConnectSettings {
  /** In ms, with TLS and through a proxy. */
  readonly timeout: number;
  readonly tls: SecureContextOptions;
  /** Made once: reading authorities and keys takes longer than a handshake. */
  context(): SecureContext;
}

export function connectSettings({ connectTimeout = 10_000, tls = {} }: NodeFetchOptions): ConnectSettings {
  let context: SecureContext | undefined;
  const options = tls as SecureContextOptions;
  return { timeout: connectTimeout, tls: options, context: () => (context ??= createSecureContext(options)) };
}

/** Ends a connection that does not stand in time; one that does has neither timer nor listener left. */
function limitConnecting(socket: Socket, event: "connect" | "secureConnect", timeout: number): Socket {
  const late = (): void => {
    socket.destroy(connectionError("ERR_CONNECT_TIMEOUT", `no connection in ${timeout} ms`));
  };
  const timer = setTimeout(late, timeout);
  const done = (): void => {
    clearTimeout(timer);
    socket.off(event, done).off("close", done);
  };
  return socket.on(event, done).on("close", done).setNoDelay(true).setKeepAlive(true, 1000);
}

/** Opens TLS connections, each with the session of the one before it, which halves the handshake. */
function secured({ host, port }: Target, { timeout, context }: ConnectSettings): (socket?: Socket) => Socket {
  const servername = isIP(host) ? "" : host;
  let session: Buffer | undefined;
  return (inner) => {
    const over = inner ? { socket: inner } : { port };
    const options = { ...over, host, servername, secureContext: context(), ALPNProtocols: ["http/1.1"] };
    const socket = connectSecure({ ...options, ...(session && { session }) });
    socket.on("session", (given: Buffer) => (session = given));
    socket.once("close", (hadError: boolean) => hadError && (session = undefined));
    return limitConnecting(socket, "secureConnect", timeout);
  };
}

/** Connects without a tunnel. */
export function directly(target: Target, settings: ConnectSettings): Connect {
  const { host, port } = target;
  if (target.isSecure) {
    const secure = secured(target, settings);
    return (connected) => connected(undefined, secure());
  }
  return (connected) =>
    connected(undefined, limitConnecting(connectPlain({ host, port }), "connect", settings.timeout));
}

/** Connects through a proxy: TLS with the origin, inside a tunnel. */
export function throughTunnel(proxy: Proxy, target: Target, settings: ConnectSettings): Connect {
  const secure = secured(target, settings);
  const { timeout, tls } = settings;
  return (connected) => {
    const opened = tunnel(proxy, target, { ca: tls.ca, timeout }).then(secure);
    opened.then((socket) => connected(undefined, socket), connected);
  };
}
