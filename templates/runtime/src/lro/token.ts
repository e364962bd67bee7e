import { redact } from "../url.js";
import { TokenError } from "./errors.js";
import type { Track } from "./track.js";

/** FNV-1a (32 bit), hexadecimal: finds accidents such as a cut text; it is no protection against forgery. */
export const checksum = (text: string): string =>
  ([...text].reduce((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 0x01000193), 0x811c9dc5) >>> 0).toString(16);

/** Writes a resume token; docs/resume-token.md describes its format. */
export function encodeToken({ client, spec: { id }, request, place }: Track): string {
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
