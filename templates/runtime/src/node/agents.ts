import { Agent as HttpAgent, type ClientRequestArgs } from "node:http";
import { Agent as HttpsAgent, type AgentOptions } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { tunnel } from "./tunnel.js";
import type { NodeFetchOptions } from "./options.js";
import type { Proxy } from "./proxy.js";

/** An error of a connection that could not be made. */
export const connectionError = (code: string, message: string): Error =>
  Object.assign(new Error(`${code}: ${message}`), { code });

/** Ends a connection that does not stand in time; one that does has neither timer nor listener left. */
function limitConnecting(socket: Duplex, event: "connect" | "secureConnect", timeout: number): void {
  const late = (): void => {
    socket.destroy(connectionError("ERR_CONNECT_TIMEOUT", `no connection in ${timeout} ms`));
  };
  const timer = setTimeout(late, timeout);
  const done = (): void => {
    clearTimeout(timer);
    socket.off(event, done).off("close", done);
  };
  socket.on(event, done).on("close", done);
}

type Connected = (error: Error | null, socket?: Duplex) => void;
type Connect = (options: ClientRequestArgs, connected?: Connected) => Duplex | null | undefined;

/** What the agents of one transport have in common. A socket that waits for its next request does not hold the process. */
export interface AgentSettings {
  readonly options: AgentOptions;
  readonly connectTimeout: number;
}

export function agentSettings({
  maxSockets = 256,
  idleTimeout = 4000,
  connectTimeout = 10_000,
  tls,
}: NodeFetchOptions): AgentSettings {
  const options = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets, timeout: idleTimeout, ...tls };
  return { options: options as AgentOptions, connectTimeout };
}

/** An agent that connects by `connect`. */
function withConnect(agent: HttpAgent, connect: Connect): HttpAgent {
  agent.createConnection = connect as HttpAgent["createConnection"];
  return agent;
}

/** Agent for connections without a tunnel. */
export function directAgent(isSecure: boolean, { options, connectTimeout }: AgentSettings): HttpAgent {
  const agent = isSecure ? new HttpsAgent(options) : new HttpAgent(options);
  const connect = agent.createConnection.bind(agent);
  return withConnect(agent, (request, connected) => {
    const socket = connect(request, connected as never);
    if (socket) limitConnecting(socket, isSecure ? "secureConnect" : "connect", connectTimeout);
    return socket;
  });
}

/** Agent for `https:` through a proxy: TLS with the origin, inside a tunnel. */
export function tunnelAgent(proxy: Proxy, { options, connectTimeout }: AgentSettings): HttpAgent {
  const agent = new HttpsAgent(options);
  const connect = agent.createConnection.bind(agent);
  return withConnect(agent, (request, connected: Connected = () => {}) => {
    const secure = (socket: Socket): void => {
      const inner = connect({ ...request, socket } as ClientRequestArgs);
      if (inner) limitConnecting(inner, "secureConnect", connectTimeout);
      connected(null, inner ?? undefined);
    };
    tunnel(proxy, request, { ca: options.ca, timeout: connectTimeout }).then(secure, connected);
    return undefined;
  });
}
