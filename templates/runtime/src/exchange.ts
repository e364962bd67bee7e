import { TransportError } from "./errors.js";
import { addHeaders } from "./headers.js";
import type { FetchInit } from "./platform.js";
import { readBody } from "./read.js";
import type { Scope } from "./scope.js";
import { serviceError } from "./serviceError.js";
import type { AuthFailure, AuthRequest, Client, RawResponse, RequestSpec } from "./types.js";
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
    retryable: /REFUSED|NOTFOUND|EAI_|CONNECT_T/i.test(code ?? "") ? 2 : 1,
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
): Promise<Omit<RawResponse, "retries">> {
  const { state, options, clock } = client;
  let { method } = request;
  let failure: AuthFailure | undefined;
  let refusal: unknown;
  for (let hops = 10; hops--;) {
    const isTrusted = state.origins.includes(new URL(url).origin);
    if (!isTrusted && !/GET|HEAD/.test(method)) break;
    const authorize = isTrusted && request.credential !== false && state.authorize;
    const signed: AuthRequest = {
      method,
      url,
      headers: {},
      body,
      scopes: request.scopes ?? state.scopes,
      now: clock.now(),
    };
    addHeaders(signed.headers, headers, isTrusted ? /./ : harmless);
    scope.touch();
    const signature = authorize && (await authorize(signed, failure));
    if (failure && !signature) throw refusal;
    if (signature) addHeaders(signed.headers, signature, /./);
    scope.signal.throwIfAborted();
    const init = { ...signed, signal: scope.signal, redirect: "manual", duplex: "half" };
    const response = await (options.fetch ?? fetch)(signed.url, init as FetchInit).catch((error: Error) => {
      throw connectionError(error);
    });
    const { status, headers: received } = response;
    const isError = !response.ok && !(status === 404 && request.as === "exists");
    const data = await readBody(request, response, scope, options.maxResponseBytes, isError);
    const result = { status, headers: received, url, data };
    if (!isError) return result;
    const location = received.get("location");
    if (location && status < 309) {
      url = parseUrl(location, url, options.allowInsecure).href;
      if (status === 303 || (status < 303 && method === "POST")) {
        method = "GET";
        body = undefined;
      }
      failure = undefined;
    } else {
      refusal = serviceError(method, url, response, data, clock.now());
      if (failure) throw refusal;
      failure = result;
    }
  }
  throw new TransportError(`Not followed: ${redact(url)}`, { reason: "redirect" });
}
