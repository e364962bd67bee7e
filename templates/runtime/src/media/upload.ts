import { callOf } from "../call.js";
import { argumentError } from "../errors.js";
import { makeBoundary } from "../forms.js";
import type { FetchLike, MinimalStream } from "../platform.js";
import { send } from "../send.js";
import type { AnyResponse, Call, Client, RawResponse, RequestSpec } from "../types.js";
import { partialFetch, sendInSession } from "./session.js";
import { withProgress } from "../streams.js";
import { checkSize, sourceOf, type Source } from "./source.js";
import type { UploadOptions, UploadProtocol, UploadSpec } from "./types.js";

type BlobParts = NonNullable<ConstructorParameters<typeof Blob>[0]>;

/** Smallest unit of a resumable upload: 256 KiB. */
const unit = 1 << 18;

/** From this length on a cut costs more than a session. */
const large = 5_000_000;

function protocolOf(request: RequestSpec, spec: UploadSpec, source: Source, options: UploadOptions): UploadProtocol {
  const { protocol, session } = options;
  if (protocol !== undefined) return protocol;
  const isLarge = (source.total ?? Infinity) >= large;
  if (session !== undefined || !spec.single || (spec.resumable && isLarge)) return "resumable";
  return request.body === undefined ? "simple" : "multipart";
}

/** A stream with texts around it. */
function surrounded(head: string, stream: MinimalStream, tail: string): ReadableStream<Uint8Array> {
  const text = new TextEncoder();
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(text.encode(head)),
    async pull(controller) {
      const { value } = await reader.read();
      if (value) return controller.enqueue(value);
      controller.enqueue(text.encode(tail));
      controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** Description and bytes as `multipart/related` (RFC 2387), in this order. */
function related(
  request: RequestSpec,
  { type, rewinds }: Source,
  whole: unknown,
): Pick<RequestSpec, "body" | "contentType" | "encode"> {
  if (/[^\t -~]/.test(type)) throw argumentError("contentType", "header");
  const boundary = makeBoundary();
  const head =
    `--${boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(request.body ?? {})}\r\n` +
    `--${boundary}\r\nContent-Type: ${type}\r\n\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  return {
    contentType: `multipart/related; boundary=${boundary}`,
    encode: undefined,
    body: rewinds ? new Blob([head, whole, tail] as BlobParts) : surrounded(head, whole as MinimalStream, tail),
  };
}

/** All in one request. */
async function sendWhole(
  client: Client<object>,
  request: RequestSpec,
  source: Source,
  protocol: UploadProtocol,
  options: UploadOptions,
): Promise<RawResponse> {
  const isSimple = protocol === "simple";
  const { onProgress } = options;
  const { total, type, rewinds } = source;
  const whole =
    rewinds || !onProgress
      ? source.whole
      : withProgress(source.whole as MinimalStream, (sent) => onProgress({ sent, total }));
  const content = isSimple ? { body: whole, contentType: type, encode: undefined } : related(request, source, whole);
  const query = { ...request.query, uploadType: isSimple ? "media" : "multipart" };
  const answer = await send(client, { ...request, ...content, query }, options);
  if (total !== undefined && rewinds) onProgress?.({ sent: total, total });
  return answer;
}

function sendPieces(
  client: Client<object>,
  request: RequestSpec,
  spec: UploadSpec,
  source: Source,
  options: UploadOptions,
): Promise<RawResponse> {
  const { chunkSize = unit } = options;
  if (!(chunkSize > 0) || chunkSize % unit !== 0) throw argumentError("chunkSize", "multipleOf");
  const own = partialFetch(client.options.fetch ?? (fetch as FetchLike));
  const tolerant: Client<object> = { ...client, options: { ...client.options, fetch: own } };
  return sendInSession({
    ...{ client, request, spec, source, options },
    once: (each) => send(tolerant, each, { ...options, retry: { limit: 0 } }),
  });
}

async function start(
  client: Client<object>,
  request: RequestSpec,
  spec: UploadSpec,
  options: UploadOptions,
): Promise<RawResponse> {
  const source = sourceOf(spec.media);
  try {
    checkSize(source.total, spec.maxSize);
    const protocol = protocolOf(request, spec, source, options);
    if (!(protocol === "resumable" ? spec.resumable : spec.single)) throw argumentError("protocol", protocol);
    return protocol === "resumable"
      ? await sendPieces(client, request, spec, source, options)
      : await sendWhole(client, request, source, protocol, options);
  } catch (error) {
    source.cancel(error);
    throw error;
  }
}

/**
 * Uploads bytes beside what `request` says of them. Nothing is thrown: whatever goes wrong rejects the promise, as with
 * a call; `TokenError` is for a session that cannot be gone on with.
 */
export function upload<R extends AnyResponse, E = unknown>(
  client: Client<object>,
  request: RequestSpec,
  spec: UploadSpec,
  options: UploadOptions = {},
): Call<R, E> {
  return callOf(start(client, request, spec, options));
}
