import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { ReceivedRequest } from "./exchange.ts";

/** What goes back over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where the answer has no body. */
  readonly body: string | undefined;
}

export interface LocalServer {
  /** `http://127.0.0.1:{port}` */
  readonly url: string;
  stop(): Promise<void>;
}

/** A server on a free port of this machine that answers each whole request by a function of it. */
export async function serve(answer: (request: ReceivedRequest, origin: string) => WireAnswer): Promise<LocalServer> {
  const server = createServer((incoming, outgoing) => {
    void receive(incoming).then((request) => {
      const { status, headers, body } = answer(request, originOf(server.address() as AddressInfo));
      const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
      outgoing.writeHead(status, { ...length, ...headers });
      outgoing.end(body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: originOf(server.address() as AddressInfo),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function originOf(address: AddressInfo): string {
  return `http://127.0.0.1:${address.port}`;
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const raw = incoming.rawHeaders;
  return {
    method: incoming.method ?? "",
    target: incoming.url ?? "",
    headers: raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ""] as const] : [])),
    body: Buffer.concat(pieces).toString("utf8"),
  };
}
