import { transportError, type ServiceError } from "./errors.js";
import { sentHeaders } from "./headers.js";
import type { FetchInit } from "./platform.js";
import { bodyText, lost } from "./read.js";
import type { Scope } from "./scope.js";
import { serviceError } from "./serviceError.js";
import type { AuthHeaders, AuthRequest } from "./credential.js";
import type { Client, RawResponse, RequestSpec } from "./types.js";
import { parseUrl, redact } from "./url.js";

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
      headers: isTrusted ? headers : sentHeaders({ accept: headers.accept, range: headers.range }),
      body,
      scopes: request.scopes ?? state.scopes,
      now: clock.now(),
    };
    scope.touch();
    const signature = isTrusted && request.credential !== false && (await state.sign?.(signed, refusal));
    if (refusal && !signature) throw refusal;
    const response = await (options.fetch ?? fetch)(signed.url, {
      method,
      body,
      headers: { ...signed.headers, ...sentHeaders(signature as AuthHeaders) },
      signal: scope.signal as AbortSignal,
      redirect: "manual",
      duplex: "half",
    } as FetchInit).catch(lost("connection"));
    const { status, headers: received } = response;
    if (response.ok || request.also?.includes(status))
      return {
        status,
        headers: received,
        url,
        data: await request.as(response, scope, options.maxResponseBytes, request),
      };
    // That there was an error tells more than what is wrong with its body.
    const text = await bodyText(response, scope, 1 << 20).catch(() => "");
    const location = received.get("location");
    if (location && status < 309) {
      url = parseUrl(location, options.allowInsecure, url).href;
      if (status === 303 || (status < 303 && method === "POST")) {
        method = "GET";
        body = undefined;
      }
      refusal = undefined;
    } else {
      const error = serviceError(request, method, url, response, text, clock.now());
      if (refusal) throw error;
      refusal = error;
    }
  }
  throw transportError("redirect", redact(url));
}
