import { TransportError, type ServiceError } from "../errors.js";
import { asNone } from "../reading.js";
import type { FetchLike, HeadersLike } from "../platform.js";
import type { Client, RawResponse, RequestSpec } from "../types.js";
import { checkSize, type Source } from "./source.js";
import { decodeSession, encodeSession } from "./token.js";
import type { UploadOptions, UploadSpec } from "./types.js";

/** What an upload in a session is made with. */
export interface Session {
  readonly client: Client<object>;
  readonly request: RequestSpec;
  readonly spec: UploadSpec;
  readonly source: Source;
  readonly options: UploadOptions;
  /** Sends a request, without repeating it, within what is left of the time. */
  readonly once: (request: RequestSpec) => Promise<RawResponse>;
}

/** "Resume incomplete": the service has a part. Asked to, it says so in a header: browsers do not show a 308. */
const isPartial = ({ status, headers }: { readonly status: number; readonly headers: HeadersLike }): boolean =>
  status === 308 || headers.get("x-http-status-code-override") === "308";

/** `fetch`, for which "resume incomplete" is an answer without a body, and neither an error nor a redirect. */
export const partialFetch =
  (own: FetchLike): FetchLike =>
  async (url, init) => {
    const response = await own(url, init);
    const { status, headers } = response;
    if (!isPartial(response) || headers.get("location") !== null) return response;
    await response.body?.cancel();
    return {
      ok: true,
      status,
      url: response.url,
      headers,
      body: null,
      text: async () => "",
      arrayBuffer: async () => new ArrayBuffer(0),
    };
  };

/** How many bytes from the start the service has: `Range: bytes=0-42` is 43 of them, and none is none. */
function received({ headers }: RawResponse): number {
  const last = /^bytes=0-(\d+)$/.exec(headers.get("range") ?? "")?.[1];
  return last === undefined ? 0 : Number(last) + 1;
}

/** Opens a session, which may be done again where it fails; gives its address. */
async function open({ request, spec, source, once, client, options }: Session): Promise<string> {
  const { headers, url } = await once({
    ...request,
    query: { ...request.query, uploadType: "resumable" },
    headers: {
      ...request.headers,
      "x-upload-content-type": source.type,
      "x-upload-content-length": source.total,
    },
    as: asNone,
  });
  const location = headers.get("location");
  if (location === null) throw new TransportError("No session was opened", { reason: "redirect", retryable: 0 });
  const session = new URL(location, url).href;
  options.onSession?.(encodeSession(client, spec.id, session));
  return session;
}

/** A request to a session: bytes, or the question which ones have come. */
function put(session: Session, url: string, range: string | undefined, body?: Uint8Array): Promise<RawResponse> {
  const { accept, as, decode, scopes, credential } = session.request;
  return session.once({
    ...{ method: "PUT", url, accept, as, decode, scopes, credential, body },
    contentType: body && "application/octet-stream",
    headers: { "content-range": range, "x-guploader-no-308": "yes" },
  });
}

async function sendPiece(session: Session, url: string, offset: number): Promise<RawResponse> {
  const { source, options, spec } = session;
  const { bytes, total } = await source.piece(offset, options.chunkSize ?? 1 << 23);
  const end = offset + bytes.length;
  checkSize(total ?? end, spec.maxSize);
  const range = bytes.length > 0 ? `bytes ${offset}-${end - 1}/${total ?? "*"}` : `bytes */${total}`;
  // Of nothing at all there is no range.
  return put(session, url, total === 0 ? undefined : range, bytes);
}

/** Sends the bytes piece by piece, and goes on behind those that have come where something goes wrong. */
export async function sendInSession(session: Session): Promise<RawResponse> {
  const { client, spec, source, options } = session;
  const { clock, state } = client;
  const { limit = 3, baseDelay = 500, maxDelay = 60_000 } = { ...client.options.retry, ...options.retry };
  let url = options.session === undefined ? undefined : decodeSession(client, spec.id, options.session);
  /** Where to go on; undefined where the service has to be asked. */
  let offset: number | undefined;
  /** The most bytes that it has had. */
  let most = 0;
  let failures = 0;
  let restarts = 0;
  const fail = async (error: unknown): Promise<void> => {
    const { status, retryable = 0, retryAfter = 0 } = Object(error) as Partial<ServiceError>;
    const isGone = url !== undefined && (status === 404 || status === 410) && source.rewinds && restarts++ < limit;
    if ((!retryable && !isGone) || failures++ >= limit || state.tokens < 5) throw error;
    state.tokens -= 5;
    await clock.sleep(Math.min(maxDelay, retryAfter + clock.random() * baseDelay * 2 ** failures), options.signal);
    offset = undefined;
    if (isGone) url = undefined;
  };
  for (;;) {
    try {
      if (url === undefined) {
        url = await open(session);
        offset = most = 0;
      }
      const asked = offset;
      const answer: RawResponse =
        asked === undefined
          ? await put(session, url, `bytes */${source.total ?? "*"}`)
          : await sendPiece(session, url, asked);
      if (!isPartial(answer)) {
        options.onProgress?.({ sent: source.total ?? most, total: source.total });
        return answer;
      }
      offset = received(answer);
      options.onProgress?.({ sent: offset, total: source.total });
      if (offset > most) failures = 0;
      most = Math.max(most, offset);
      if (offset > (source.total ?? Infinity) || (asked !== undefined && offset <= asked))
        throw new TransportError(`The service has ${offset} bytes`, { reason: "truncated", retryable: 1 });
    } catch (error) {
      await fail(error);
    }
  }
}
