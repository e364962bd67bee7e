import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What happens to one request in place of an answer. */
export interface Fault {
  /** The connection is cut when so many bytes of the body have come. */
  readonly cutAt?: number;
  /** The connection is cut after all was taken, before the answer. */
  readonly cutAnswer?: boolean;
  /** The service answers with this status, and takes nothing. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The session forgets all but so many bytes. */
  readonly forgets?: number;
  /** The session is gone. */
  readonly gone?: boolean;
  /** Never answers. */
  readonly silent?: boolean;
  /** Where the session is said to be. */
  readonly location?: string;
}

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage["headers"];
  readonly bytes: number;
}

interface Session {
  bytes: Buffer;
  done: boolean;
  readonly type: string;
  readonly length: string | undefined;
  readonly description: string;
}

/** What the service says of an object that it has. */
export interface Stored {
  readonly size: number;
  readonly digest: number;
  readonly type: string | undefined;
  readonly description: string;
  readonly protocol: string;
}

export interface UploadServer {
  readonly url: string;
  readonly requests: readonly Received[];
  /** `PUT` with the range, or the kind of upload, of every request. */
  trace(): readonly string[];
}

const unit = 262_144;

export const digest = (bytes: Uint8Array): number =>
  bytes.reduce((hash, byte) => (Math.imul(hash, 31) + byte) >>> 0, 7);

/**
 * A service on loopback that takes uploads as Google's do. Like them it keeps whole units of 256 KiB of a piece that is
 * cut. `faults` are by the number of the request.
 */
export async function uploadServer(
  faults: Readonly<Record<number, Fault>> = {},
  style: "308" | "header" = "308",
): Promise<UploadServer> {
  const requests: Received[] = [];
  const sessions = new Map<string, Session>();
  let origin = "";
  let opened = 0;

  const stored = (bytes: Uint8Array, type: string | undefined, description: string, protocol: string): Stored => ({
    size: bytes.length,
    digest: digest(bytes),
    type,
    description,
    protocol,
  });

  const json = (response: ServerResponse, value: unknown): void => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(value));
  };

  function partial(response: ServerResponse, bytes: Buffer, asked: boolean): void {
    const range = bytes.length === 0 ? {} : { range: `bytes=0-${bytes.length - 1}` };
    if (style === "header" && asked) response.writeHead(200, { ...range, "x-http-status-code-override": "308" });
    else response.writeHead(308, range);
    response.end();
  }

  function take(message: IncomingMessage, response: ServerResponse, body: Buffer, id: string, fault: Fault): void {
    const session = sessions.get(id);
    if (fault.gone) sessions.delete(id);
    if (session === undefined || fault.gone) {
      response.writeHead(410).end();
      return;
    }
    if (fault.forgets !== undefined) session.bytes = session.bytes.subarray(0, fault.forgets);
    const range = message.headers["content-range"];
    const piece = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(range ?? "");
    const whole = /\/(\d+)$/.exec(range ?? "")?.[1];
    if (piece !== null && Number(piece[1]) > session.bytes.length) {
      response.writeHead(400).end("a gap");
      return;
    }
    if (piece !== null) session.bytes = Buffer.concat([session.bytes.subarray(0, Number(piece[1])), body]);
    if (range === undefined || Number(whole) === session.bytes.length) session.done = true;
    if (fault.cutAnswer) return void message.socket.destroy();
    if (!session.done) return partial(response, session.bytes, message.headers["x-guploader-no-308"] === "yes");
    json(response, stored(session.bytes, session.type, session.description, "resumable"));
  }

  function answer(message: IncomingMessage, response: ServerResponse, body: Buffer, fault: Fault): void {
    const { searchParams } = new URL(message.url ?? "", origin);
    const type = message.headers["content-type"];
    const upload = searchParams.get("upload_id");
    if (fault.status !== undefined) {
      response
        .writeHead(fault.status, fault.headers)
        .end(JSON.stringify({ error: { code: fault.status, message: "no" } }));
    } else if (upload !== null) take(message, response, body, upload, fault);
    else if (searchParams.get("uploadType") === "resumable") {
      const id = `s${opened++}`;
      const header = (name: string): string | undefined => message.headers[name]?.toString();
      sessions.set(id, {
        bytes: Buffer.alloc(0),
        done: false,
        type: header("x-upload-content-type") ?? "",
        length: header("x-upload-content-length"),
        description: body.toString(),
      });
      const location = fault.location ?? `${origin}/upload/things?uploadType=resumable&upload_id=${id}`;
      response.writeHead(200, { location }).end();
    } else if (searchParams.get("uploadType") === "multipart") json(response, partsOf(body, type ?? ""));
    else json(response, stored(body, type, "", "simple"));
  }

  function partsOf(body: Buffer, type: string): Stored | null {
    const boundary = /^multipart\/related; boundary=(.*)$/.exec(type)?.[1] ?? "";
    const text = body.toString("latin1");
    const [, first = "", second = ""] = text.split(`--${boundary}\r\n`);
    const split = (part: string): readonly [string, string] => {
      const at = part.indexOf("\r\n\r\n");
      return [part.slice(0, at), part.slice(at + 4)];
    };
    const [firstHead, description] = split(first);
    const [head, rest] = split(second);
    if (firstHead !== "Content-Type: application/json; charset=UTF-8") return null;
    const bytes = Buffer.from(rest.slice(0, rest.lastIndexOf(`\r\n--${boundary}--\r\n`)), "latin1");
    return stored(bytes, head.replace("Content-Type: ", ""), description.replace(/\r\n$/, ""), "multipart");
  }

  const server = createServer((message, response) => {
    const fault = faults[requests.length] ?? {};
    const { pathname, searchParams } = new URL(message.url ?? "", origin);
    const { method = "", headers } = message;
    const received = { method, path: pathname, query: Object.fromEntries(searchParams), headers, bytes: 0 };
    requests.push(received);
    const pieces: Buffer[] = [];
    let bytes = 0;
    message.on("error", () => {});
    message.on("data", (piece: Buffer) => {
      pieces.push(piece);
      bytes += piece.length;
      received.bytes = bytes;
      if (fault.cutAt === undefined || bytes < fault.cutAt || message.destroyed) return;
      const session = sessions.get(searchParams.get("upload_id") ?? "");
      const start = Number(/^bytes (\d+)-/.exec(headers["content-range"] ?? "")?.[1] ?? 0);
      const kept = Math.floor(fault.cutAt / unit) * unit;
      if (session !== undefined)
        session.bytes = Buffer.concat([session.bytes.subarray(0, start), Buffer.concat(pieces).subarray(0, kept)]);
      message.socket.destroy();
    });
    message.on("end", () => {
      if (fault.cutAt !== undefined) message.socket.destroy();
      else if (!fault.silent) answer(message, response, Buffer.concat(pieces), fault);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: origin,
    requests,
    trace: () =>
      requests.map(({ method, headers, query }) =>
        query["upload_id"] === undefined
          ? `${method} ${query["uploadType"]}`
          : `${method} ${headers["content-range"] ?? "-"}`,
      ),
  };
}
