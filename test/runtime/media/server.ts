import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { answer, keep, type Fault, type Service } from "./service.ts";

export { digest, type Stored } from "./service.ts";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage["headers"];
}

export interface UploadServer {
  readonly url: string;
  readonly requests: readonly Received[];
  /** Of every request the kind of upload, or in a session its range. */
  trace(): readonly string[];
}

/** Reads a request to its end, or to where it is cut. */
function read(service: Service, message: IncomingMessage, response: ServerResponse, fault: Fault): void {
  const pieces: Buffer[] = [];
  let length = 0;
  message.on("error", () => {});
  message.on("data", (piece: Buffer) => {
    pieces.push(piece);
    length += piece.length;
    if (fault.cutAt === undefined || length < fault.cutAt || message.destroyed) return;
    keep(service, { message, body: Buffer.concat(pieces).subarray(0, fault.cutAt) });
    message.socket.destroy();
  });
  message.on("end", () => {
    if (fault.cutAt !== undefined) message.socket.destroy();
    else if (!fault.silent) answer(service, { message, response, body: Buffer.concat(pieces), fault });
  });
}

/** A service on loopback that takes uploads as Google's do. `faults` are by the number of the request. */
export async function uploadServer(
  faults: Readonly<Record<number, Fault>> = {},
  style: Service["style"] = "308",
): Promise<UploadServer> {
  const requests: Received[] = [];
  const service: Service = { sessions: new Map(), style, origin: "", opened: 0 };
  const server = createServer((message, response) => {
    const fault = faults[requests.length] ?? {};
    const { pathname: path, searchParams } = new URL(message.url ?? "", service.origin);
    const { method = "", headers } = message;
    requests.push({ method, path, query: Object.fromEntries(searchParams), headers });
    read(service, message, response, fault);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  service.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: service.origin,
    requests,
    trace: () =>
      requests.map(({ method, headers, query }) =>
        query["upload_id"] === undefined
          ? `${method} ${query["uploadType"]}`
          : `${method} ${headers["content-range"] ?? "-"}`,
      ),
  };
}
