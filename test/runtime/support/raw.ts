import { createServer, type AddressInfo, type Socket } from "node:net";
import { afterEach } from "vitest";

const stops: (() => void)[] = [];

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** A server that writes what it likes; the address, and the sockets it has had. The first one carried the request. */
export async function raw(
  onRequest: (socket: Socket, number: number) => void,
): Promise<{ readonly url: string; readonly sockets: readonly Socket[] }> {
  const sockets: Socket[] = [];
  let number = 0;
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.on("data", () => onRequest(socket, number++));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets };
}

/** The head of an answer with a body of this length, or with this header in place of it. */
export const head = (length: number | string, more = "", status = "200 OK"): string =>
  `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\n${typeof length === "number" ? `Content-Length: ${length}` : length}\r\n${more}\r\n`;

export interface CountingSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
  /** Who listens. */
  readonly live: ReadonlySet<() => void>;
  /** How many have listened. */
  readonly added: number;
  abort(reason: unknown): void;
}

/** A signal that knows who listens to it. */
export function countingSignal(): CountingSignal {
  const controller = new AbortController();
  const { signal } = controller;
  const live = new Set<() => void>();
  let added = 0;
  return {
    live,
    get added() {
      return added;
    },
    get aborted() {
      return signal.aborted;
    },
    get reason(): unknown {
      return signal.reason;
    },
    addEventListener(type, listener) {
      added++;
      live.add(listener);
      signal.addEventListener(type, listener);
    },
    removeEventListener(type, listener) {
      live.delete(listener);
      signal.removeEventListener(type, listener);
    },
    abort: (reason) => controller.abort(reason),
  };
}
