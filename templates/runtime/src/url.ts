import { argumentError } from "./errors.js";
import type { Client, QueryValue, RequestSpec } from "./types.js";

/** A segment `.` or `..`, also percent-encoded: it would move the request to another resource. */
const dots = /(^|[/\\]|%2f|%5c)(\.|%2e){1,2}($|[/\\]|%2f|%5c)/i;

/**
 * Fills a template of a path or host: `{name}` percent-encodes, `{+name}` each segment, `{!name}` nothing. Values cannot
 * change its shape: empty ones, dot segments and control characters are refused, as are `?`, `#`, `\` and space where
 * the caller has done the encoding.
 */
export function expand(template: string, valueOf: (name: string) => unknown): string {
  const filled = template.replace(/{([+!]?)([^{}]+)}/g, (_, kind: string, name: string) => {
    const value = String(valueOf(name) ?? "");
    const encoded = kind === "!" ? value : encodeURIComponent(value);
    const text = kind === "+" ? encoded.replace(/%2F/g, "/") : encoded;
    if (!text || dots.test(value) || /[\0- ?#\\\x7f]|%[01].|%7f/i.test(text)) throw argumentError(name, "path");
    // Ids that start with a slash are put after the slash of the template.
    return kind ? text.replace(/^\//, "") : text;
  });
  if (dots.test(filled)) throw argumentError("path", "path");
  return filled;
}

/** Appends a query to an address that may have one. */
export function withQuery(url: string, query: Readonly<Record<string, QueryValue>> | undefined): string {
  for (const name in query) {
    for (const item of [query[name]].flat()) {
      if (item != null)
        url += `${url.includes("?") ? "&" : "?"}${encodeURIComponent(name)}=${encodeURIComponent(item as string)}`;
    }
  }
  return url;
}

/** Parses an address that requests may go to: https, or http where permitted. */
export function parseUrl(url: string, allowInsecure: boolean | undefined, base?: string): URL {
  const parsed = URL.canParse(url, base) && new URL(url, base);
  if (!parsed || !parsed.protocol.startsWith(allowInsecure ? "http" : "https")) throw argumentError("url", "https");
  return parsed;
}

/** A value of an argument, else of a client parameter of that name. */
export const argument = (client: Client<object>, { args }: RequestSpec, name: string): unknown =>
  (args as Record<string, unknown> | undefined)?.[name] ?? (client.parameters as Record<string, unknown>)[name];

/** The address of a request, with its query. */
export function requestUrl(client: Client<object>, request: RequestSpec, further?: object): string {
  const { url, path = "", query } = request;
  const { endpoint, options } = client;
  return withQuery(
    url
      ? parseUrl(url, options.allowInsecure, endpoint).href
      : endpoint + expand(path, (name) => argument(client, request, name)),
    url ? query : { ...query, ...further },
  );
}

/** An address that is safe to show: the version is the only value of the query that is left. */
export const redact = (url: string): string => url.replace(/(?<!api-version)=[^&]*/g, "=***");
