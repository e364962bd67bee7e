import { TransportError, type ServiceError } from "./errors.js";
import { sentHeaders } from "./headers.js";
import type { FetchInit } from "./platform.js";
import { readBody } from "./read.js";
import type { Scope } from "./scope.js";
import { serviceError } from "./serviceError.js";
import type { AuthRequest } from "./credential.js";
import type { Client, RawResponse, RequestSpec } from "./types.js";
import { parseUrl, redact } from "./url.js";

/** Request headers that another origin may see. */
const harmless = /^(accept|content-type|range|if-.*)$/;

/** A failed `fetch`. What never left may be sent again, whatever it is. */
function connectionError(error: Error): TransportError {
  const { code, message } = (error.cause ?? error) as { readonly code?: string; readonly message?: string };
  return new TransportError(`Connection failed: ${code ?? message}`, {
    reason: "connection",
    code,
    cause: error,
    retryable: /REFUSED|NOTF|EAI_|CONNECT_/.test(code as string) ? 2 : 1,
  });
}

/**
 * Sends one attempt of a call: signs it where it goes to an origin that the credential is for, follows redirects
 * (RFC 9110 section 15.4), answers one challenge, and reads the answer. Only reads go to other origins.
 */
export async function exchange(
  client: Client<object>,
  request: RequestSpec,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  scope: Scope,
  retries: number,
): Promise<RawResponse> {
  const { state, options, clock } = client;
  let { method } = request;
  let refusal: ServiceError | undefined;
  for (let hops = 10; hops--;) {
    const isTrusted = state.origins.some((origin) => url.startsWith(origin));
    if (!isTrusted && !/GET|HEAD/.test(method)) break;
    const signed: AuthRequest = {
      method,
      url,
      headers: isTrusted ? headers : sentHeaders(headers, harmless),
      body,
      scopes: request.scopes ?? state.scopes,
      now: clock.now(),
    };
    scope.touch();
    const signature = isTrusted && request.credential !== false && (await state.sign?.(signed, refusal));
    if (refusal && !signature) throw refusal;
    scope.signal.throwIfAborted();
    const response = await (options.fetch ?? fetch)(signed.url, {
      method,
      body,
      headers: { ...signed.headers, ...sentHeaders(signature || undefined) },
      signal: scope.signal,
      redirect: "manual",
      duplex: "half",
    } as FetchInit).catch((error: Error) => {
      throw connectionError(error);
    });
    const { status, headers: received } = response;
    const isError = !response.ok && !request.also?.includes(status);
    const data = await readBody(request, response, scope, options.maxResponseBytes, isError);
    if (!isError) return { status, headers: received, url, data, retries };
    const location = received.get("location");
    if (location && status < 309) {
      url = parseUrl(location, url, options.allowInsecure).href;
      if (status === 303 || (status < 303 && method === "POST")) {
        method = "GET";
        body = undefined;
      }
      refusal = undefined;
    } else {
      const error = serviceError(method, url, response, data, clock.now());
      if (refusal) throw error;
      refusal = error;
    }
  }
  throw new TransportError(`Not followed: ${redact(url)}`, { reason: "redirect" });
}
