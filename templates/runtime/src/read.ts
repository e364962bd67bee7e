import { concat } from "./bytes.js";
import { transportError, type TransportReason } from "./errors.js";
import { requestId } from "./headers.js";
import type { ResponseLike } from "./platform.js";
import type { Scope } from "./scope.js";

const utf8 = /* @__PURE__ */ new TextDecoder();

/** Rethrows a failure of the platform. What never left may be sent again, whatever it is. */
export const lost =
  (reason: TransportReason, response?: ResponseLike) =>
  (cause: Error): never => {
    const { code, message } = (cause.cause ?? cause) as { readonly code?: string; readonly message?: string };
    throw transportError(reason, code ?? message, {
      code,
      cause,
      retryable: /REFUSED|NOTF|EAI_|CONNECT_/.test(code as string) ? 2 : 1,
      requestId: response && requestId(response.headers),
    });
  };

/** Reads a body, waiting at most so long for each piece and taking at most `limit` bytes after decompression. */
export async function bodyText(response: ResponseLike, scope: Scope, limit: number = 1 << 28): Promise<string> {
  const source = response.body?.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    scope.touch();
    const piece = await source?.read().catch(lost("truncated", response));
    const bytes = piece?.value;
    if (!bytes) break;
    pieces.push(bytes);
    if ((size += bytes.length) > limit) {
      source?.cancel().catch(() => {});
      throw transportError("oversize", limit);
    }
  }
  scope.rest();
  return utf8.decode(concat(pieces, size));
}
