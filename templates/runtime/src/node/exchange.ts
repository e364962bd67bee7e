import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import type { AbortSignalLike, ResponseLike } from "../platform.js";
import type { SentBody } from "./body.js";
import { valueOf } from "./headers.js";
import type { Pool } from "./pool.js";
import { responseOf } from "./response.js";
import { upload } from "./upload.js";

/** How an origin is reached. */
export interface Route {
  readonly isSecure: boolean;
  /** What a socket is opened to: the origin, or its proxy. */
  readonly host: string;
  readonly port: number;
  readonly pool: Pool;
  /** Value of `host`. */
  readonly authority: string;
  /** What the request's target begins with: the origin where a proxy is asked, else nothing. */
  readonly prefix: string;
  /** Value of `proxy-authorization`, where the request itself goes to the proxy. */
  readonly authorization: string | undefined;
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

const failure = (cause: Error): TypeError => new TypeError("fetch failed", { cause });

function start(route: Route, { method, path, headers }: Sending): ClientRequest {
  const { isSecure, host, port, pool, prefix } = route;
  const options: RequestOptions = { host, port, agent: pool.agent, method, path: prefix + path, headers };
  return isSecure ? httpsRequest(options) : httpRequest(options);
}

const isRedirect = (status: number): boolean => status > 300 && status < 309 && (status < 304 || status > 306);

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
  const { pool } = route;
  const request = start(route, sending);
  let isOver = false;
  request.on("error", (error: NodeJS.ErrnoException) => {
    isOver = true;
    listener.failed(error, lost.test(error.code ?? "") && pool.isUnanswered(request));
  });
  // A connection that changes its protocol, unasked, ends without an error.
  request.on("close", () => {
    if (!isOver) listener.failed(Object.assign(new Error("closed"), { code: "ECONNRESET" }), false);
  });
  const closed = (isWhole: boolean): void => {
    listener.closed();
    // A connection is not used again before both sides have said all.
    if (!isWhole || !request.writableEnded) request.destroy();
  };
  request.on("response", (message: IncomingMessage) => {
    isOver = true;
    const { statusCode = 0, rawHeaders } = message;
    pool.answered(message.socket, valueOf(rawHeaders, "keep-alive"));
    try {
      const isElsewhere = sending.redirect !== "manual" && isRedirect(statusCode);
      if (isElsewhere && valueOf(rawHeaders, "location") !== undefined) {
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
  const { pool } = route;
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
        pool.dropIdle();
        return begin();
      }
      closed();
      request?.destroy();
      if (request) pool.forget(request);
      reject(explain(error));
    };
    const onAbort = (): void => failed(new Error("aborted"), false);
    const begin = (): void => {
      try {
        request = attempt(route, sending, { answered: resolve, failed, explain, closed });
      } catch (error) {
        failed(error as Error, false);
      }
    };
    if (signal?.aborted) return reject(signal.reason as Error);
    signal?.addEventListener("abort", onAbort);
    begin();
  });
}
