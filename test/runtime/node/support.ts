import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer, type IncomingMessage } from "node:http";
import { createServer as createNetServer, connect, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { readAll } from "../../../templates/runtime/src/node/reader.ts";
import type { ResponseLike } from "../../../templates/runtime/src/platform.ts";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A server that listens until the end of the test; its port and the sockets that are open. */
export async function listen(server: Server): Promise<{ port: number; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, sockets };
}

/** A server that writes what it likes after each piece of a request. */
export async function raw(
  onData: (socket: Socket, number: number) => void,
): Promise<{ url: string; sockets: Set<Socket>; seen: () => number }> {
  let number = 0;
  const server = createNetServer((socket) => socket.on("data", () => onData(socket, number++)));
  const { port, sockets } = await listen(server);
  return { url: `http://127.0.0.1:${port}/x`, sockets, seen: () => number };
}

export interface TestProxy {
  readonly port: number;
  /** First lines of what it was asked, with the credentials that came along. */
  readonly asked: string[];
  readonly sockets: Set<Socket>;
}

/** A proxy that forwards and tunnels, where it is not told to refuse. Every name leads to this machine. */
export async function startProxy(refuse?: number): Promise<TestProxy> {
  const asked: string[] = [];
  const note = ({ method, url, headers }: IncomingMessage): void =>
    void asked.push(`${method} ${url} ${headers["proxy-authorization"] ?? "-"}`);
  const server = createHttpServer((request, response) => {
    note(request);
    const { "proxy-authorization": _, ...headers } = request.headers;
    response.writeHead(200).end(JSON.stringify({ forwarded: request.url, headers }));
  });
  server.on("connect", (request: IncomingMessage, client: Socket) => {
    note(request);
    client.on("error", () => {});
    if (refuse !== undefined) return void client.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
    const origin = connect(Number(request.url?.split(":").at(-1)), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      client.pipe(origin).pipe(client);
    });
    origin.on("error", () => client.destroy()).on("close", () => client.destroy());
    client.on("close", () => origin.destroy());
  });
  const { port, sockets } = await listen(server);
  return { port, asked, sockets };
}

/** Key and certificate of `localhost`, made now; null where there is no `openssl`. */
export function certificate(): { readonly key: string; readonly cert: string } | null {
  const folder = mkdtempSync(join(tmpdir(), "armature-tls-"));
  try {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost";
    const names = ["-addext", "subjectAltName=DNS:localhost,DNS:origin.test,IP:127.0.0.1"];
    execFileSync("openssl", [...request.split(" "), ...names, "-keyout", key, "-out", cert], { stdio: "ignore" });
    return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text of an answer's body. */
export const textOf = async ({ body }: ResponseLike): Promise<string> => (await readAll(body)).toString();

/** The code of what a rejected `fetch` was caused by. */
export async function causeOf(promise: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TypeError)) return `no TypeError: ${String(error)}`;
  return (error.cause as { code?: string } | undefined)?.code;
}
