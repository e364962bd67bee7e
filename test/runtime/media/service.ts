import type { IncomingMessage, ServerResponse } from "node:http";

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

/** What the service says of an object that it has. */
export interface Stored {
  readonly size: number;
  readonly digest: number;
  readonly type: string | undefined;
  readonly description: string;
  readonly protocol: string;
}

interface Session {
  bytes: Buffer;
  done: boolean;
  readonly type: string;
  readonly description: string;
}

/** A service that takes uploads, without its sockets. */
export interface Service {
  readonly sessions: Map<string, Session>;
  /** Whether "resume incomplete" comes as a status, or as a header to those who ask for that. */
  readonly style: "308" | "header";
  origin: string;
  opened: number;
}

/** One request with its body. */
export interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly fault: Fault;
}

const unit = 262_144;

export const digest = (bytes: Uint8Array): number =>
  bytes.reduce((hash, byte) => (Math.imul(hash, 31) + byte) >>> 0, 7);

const stored = (bytes: Uint8Array, type: string | undefined, description: string, protocol: string): Stored => ({
  ...{ size: bytes.length, digest: digest(bytes) },
  ...{ type, description, protocol },
});

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

function partial({ style }: Service, { message, response }: Exchange, { bytes }: Session): void {
  const range = bytes.length === 0 ? {} : { range: `bytes=0-${bytes.length - 1}` };
  if (style === "header" && message.headers["x-guploader-no-308"] === "yes")
    response.writeHead(200, { ...range, "x-http-status-code-override": "308" });
  else response.writeHead(308, range);
  response.end();
}

/** Takes a piece, or says what has come. */
function take(service: Service, exchange: Exchange, id: string): void {
  const { message, response, body, fault } = exchange;
  const session = service.sessions.get(id);
  if (session === undefined || fault.gone) {
    service.sessions.delete(id);
    return void response.writeHead(410).end();
  }
  if (fault.forgets !== undefined) session.bytes = session.bytes.subarray(0, fault.forgets);
  const range = message.headers["content-range"];
  const piece = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(range ?? "");
  const whole = /\/(\d+)$/.exec(range ?? "")?.[1];
  if (piece !== null && Number(piece[1]) > session.bytes.length) return void response.writeHead(400).end("a gap");
  if (piece !== null) session.bytes = Buffer.concat([session.bytes.subarray(0, Number(piece[1])), body]);
  if (range === undefined || Number(whole) === session.bytes.length) session.done = true;
  if (fault.cutAnswer) return void message.socket.destroy();
  if (!session.done) return partial(service, exchange, session);
  json(response, stored(session.bytes, session.type, session.description, "resumable"));
}

/** The parts of `multipart/related`; null where they are not as they must be. */
function partsOf(body: Buffer, type: string): Stored | null {
  const boundary = /^multipart\/related; boundary=(.*)$/.exec(type)?.[1] ?? "";
  const [, first = "", second = ""] = body.toString("latin1").split(`--${boundary}\r\n`);
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

function open(service: Service, { message, response, body, fault }: Exchange): void {
  const id = `s${service.opened++}`;
  const type = message.headers["x-upload-content-type"]?.toString() ?? "";
  service.sessions.set(id, { bytes: Buffer.alloc(0), done: false, type, description: body.toString() });
  const location = fault.location ?? `${service.origin}/upload/things?uploadType=resumable&upload_id=${id}`;
  response.writeHead(200, { location }).end();
}

export function answer(service: Service, exchange: Exchange): void {
  const { message, response, body, fault } = exchange;
  const { searchParams } = new URL(message.url ?? "", service.origin);
  const type = message.headers["content-type"];
  const session = searchParams.get("upload_id");
  const protocol = searchParams.get("uploadType");
  if (fault.status !== undefined) {
    const error = { error: { code: fault.status, message: "no" } };
    response.writeHead(fault.status, fault.headers).end(JSON.stringify(error));
  } else if (session !== null) take(service, exchange, session);
  else if (protocol === "resumable") open(service, exchange);
  else json(response, protocol === "multipart" ? partsOf(body, type ?? "") : stored(body, type, "", "simple"));
}

/** What is kept of a piece that is cut: whole units of 256 KiB, as Google's services do. */
export function keep({ sessions, origin }: Service, { message, body }: Omit<Exchange, "response" | "fault">): void {
  const session = sessions.get(new URL(message.url ?? "", origin).searchParams.get("upload_id") ?? "");
  const start = Number(/^bytes (\d+)-/.exec(message.headers["content-range"] ?? "")?.[1] ?? 0);
  const kept = body.subarray(0, Math.floor(body.length / unit) * unit);
  if (session !== undefined) session.bytes = Buffer.concat([session.bytes.subarray(0, start), kept]);
}
