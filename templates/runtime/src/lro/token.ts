import { redact } from "../url.js";
import { TokenError } from "./errors.js";
import { TrackPoller } from "./poller.js";
import type { Poller } from "./types.js";

/** FNV-1a (32 bit), hexadecimal: finds accidents such as a cut text; it is no protection against forgery. */
export const checksum = (text: string): string =>
  ([...text].reduce((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 0x01000193), 0x811c9dc5) >>> 0).toString(16);

/**
 * Text with which `resume` continues the operation in another process; docs/resume-token.md describes its format. Holds
 * addresses, neither credential nor result. Throws `TokenError` where there is nothing to continue, or the service's
 * address holds a secret.
 */
export function toToken(poller: Pick<Poller<unknown>, "id">): string {
  const { client, spec, request, place } = TrackPoller.track(poller);
  const { id } = spec;
  const { endpoint: at, service, apiVersion: api } = client;
  const args: Record<string, unknown> = {};
  for (const [, name = ""] of request.path?.matchAll(/\{\W?(.+?)\}/g) ?? []) {
    args[name] = (request.args as Readonly<Record<string, unknown>> | undefined)?.[name];
  }
  const json = JSON.stringify({ v: 1, service, api, at, id, args, place }).replaceAll(`"${at}/`, '"/');
  if (!place || redact(json) !== json)
    throw new TokenError(`${id}: ${place ? "its address holds a secret" : "not started"}`);
  const text = btoa(String.fromCharCode(...new TextEncoder().encode(json))).replace(/\W/g, (char) =>
    char === "+" ? "-" : char === "/" ? "_" : "",
  );
  return `${text}.${checksum(text)}`;
}
