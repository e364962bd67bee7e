import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request as the server got it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON with its media type, texts and bytes as they are. */
  readonly body?: unknown;
}

/** Answers a request, by a value or with the raw response. */
export type Handler = (
  request: Received,
  response: ServerResponse,
  number: number,
) => Answer | void | Promise<Answer | void>;

export interface TestServer {
  readonly url: string;
  readonly requests: Received[];
  /** Sockets that are open. */
  readonly sockets: ReadonlySet<Socket>;
  stop(): Promise<void>;
}

function write(response: ServerResponse, { status = 200, headers, body }: Answer): void {
  const isRaw = body === undefined || typeof body === "string" || body instanceof Uint8Array;
  response.writeHead(status, { ...(isRaw ? {} : { "content-type": "application/json" }), ...headers });
  response.end(isRaw ? body : JSON.stringify(body));
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("latin1");
}

/** Starts an HTTP server on loopback; `number` counts its requests from 0. */
export async function startServer(handler: Handler): Promise<TestServer> {
  const requests: Received[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((message, response) => {
    void bodyOf(message).then(
      async (body) => {
        const { method = "", url = "", headers } = message;
        const received = { method, url, headers, body };
        requests.push(received);
        const answer = await handler(received, response, requests.length - 1);
        if (answer) write(response, answer);
      },
      () => response.destroy(),
    );
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    sockets,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
