import { request as httpRequest, type Agent, type ClientRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import type { AbortSignalLike, ResponseLike } from "../platform.js";
import type { SentBody } from "./body.js";
import type { Gate } from "./gate.js";
import { responseOf } from "./response.js";
import { upload } from "./upload.js";

/** How an origin is reached. */
export interface Route {
  readonly isSecure: boolean;
  /** What a socket is opened to: the origin, or its proxy. */
  readonly host: string;
  readonly port: number;
  readonly agent: Agent;
  /** What the request's target begins with: the origin where a proxy is asked, else nothing. */
  readonly prefix: string;
  /** Value of `proxy-authorization`, where the request itself goes to the proxy. */
  readonly authorization: string | undefined;
  /** Bounds the connections where the agent cannot. */
  readonly gate: Gate | undefined;
}

/** A request that is ready to be sent. */
export interface Sending {
  readonly method: string;
  readonly url: string;
  /** Path with query. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: SentBody | undefined;
  readonly signal: AbortSignalLike | undefined;
  readonly redirect: string | undefined;
}

const safeToRepeat = /^(GET|HEAD|OPTIONS|PUT|DELETE)$/;
const lost = /^(ECONNRESET|EPIPE|ECONNABORTED)$/;

/** Another socket that was kept is as likely to be closed as the one that was. */
function dropIdle({ freeSockets }: Agent): void {
  for (const sockets of Object.values(freeSockets)) for (const socket of sockets ?? []) socket.destroy();
}

const failure = (cause: Error): TypeError => new TypeError("fetch failed", { cause });

function start({ isSecure, host, port, agent, prefix }: Route, sending: Sending): ClientRequest {
  const { method, path, headers } = sending;
  const options: RequestOptions = { host, port, agent, method, path: prefix + path, headers };
  return isSecure ? httpsRequest(options) : httpRequest(options);
}

const isRedirect = /^30[12378]$/;

/** What the events of one attempt are told to. */
interface Listener {
  answered(response: ResponseLike): void;
  /** `isStale`: the connection was kept from before, and closed without a byte of an answer. */
  failed(error: Error, isStale: boolean): void;
  explain(error: Error): unknown;
  closed(): void;
}

/** Sends a request once. */
function attempt(route: Route, sending: Sending, listener: Listener): ClientRequest {
  const request = start(route, sending);
  let before = 0;
  let isOver = false;
  request.on("socket", (socket) => (before = socket.bytesRead));
  request.on("error", (error: NodeJS.ErrnoException) => {
    isOver = true;
    const isStale = request.reusedSocket && request.socket?.bytesRead === before && lost.test(error.code ?? "");
    listener.failed(error, isStale);
  });
  // A connection that changes its protocol, unasked, ends without an error.
  request.on("close", () => {
    if (!isOver) listener.failed(Object.assign(new Error("closed"), { code: "ECONNRESET" }), false);
  });
  request.on("response", (message) => {
    isOver = true;
    const closed = (isWhole: boolean): void => {
      listener.closed();
      // A connection is not used again before both sides have said all.
      if (!isWhole || !request.writableEnded) request.destroy();
    };
    try {
      if (sending.redirect !== "manual" && isRedirect.test(String(message.statusCode)) && message.headers.location) {
        throw new TypeError('Redirected: only redirect: "manual" is known here');
      }
      listener.answered(responseOf(message, sending.method, sending.url, { explain: listener.explain, closed }));
    } catch (error) {
      listener.failed(error as Error, false);
    }
  });
  upload(request, sending.body);
  return request;
}

/**
 * Sends a request and resolves with the answer's beginning. Rejects as `fetch` does: with the signal's reason, or with
 * a `TypeError` whose cause has the code of what went wrong.
 *
 * A connection that was kept may be closed by the server just when it is used again. A request that is safe to repeat
 * and had no byte of an answer is then sent again, over a new one.
 */
export function exchange(route: Route, sending: Sending): Promise<ResponseLike> {
  const { signal, method, body } = sending;
  const { agent, gate } = route;
  return new Promise((resolve, reject) => {
    let request: ClientRequest | undefined;
    let isOpen = true;
    let repeats = body?.isRepeatable !== false && safeToRepeat.test(method) ? 2 : 0;
    const closed = (): void => {
      isOpen = false;
      signal?.removeEventListener("abort", onAbort);
    };
    const explain = (error: Error): unknown => (signal?.aborted ? signal.reason : failure(error));
    const failed = (error: Error, isStale: boolean): void => {
      if (!isOpen) return;
      if (isStale && repeats-- > 0) {
        dropIdle(agent);
        return begin();
      }
      closed();
      request?.destroy();
      reject(explain(error));
    };
    const onAbort = (): void => failed(new Error("aborted"), false);
    const run = (): void => {
      if (!isOpen) return gate?.leave();
      try {
        request = attempt(route, sending, { answered: resolve, failed, explain, closed });
        if (gate) request.on("close", gate.leave);
      } catch (error) {
        gate?.leave();
        failed(error as Error, false);
      }
    };
    const begin = (): void => (gate ? gate.enter(run) : run());
    if (signal?.aborted) return reject(signal.reason as Error);
    signal?.addEventListener("abort", onAbort);
    begin();
  });
}
