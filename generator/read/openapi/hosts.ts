import {
  makeName,
  makeParameter,
  type Host,
  type Location,
  type Parameter,
  type PathSegment,
} from "../../model/index.ts";
import { parseTemplate } from "./templates.ts";
import type { RawParameter, RawServer } from "./view.ts";

/** Where a document's operations live: the origin, and the path that all of them start with. */
export interface RawHost {
  readonly origin: string;
  readonly path: string;
  readonly parameters: readonly RawParameter[];
}

/** A server's address, taken apart; relative ones are below the address that the client is given. */
export function splitServer(server: RawServer): RawHost {
  const { parameters } = server;
  const url = withScheme(server.url);
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(url)?.[0] ?? "";
  if (scheme === "" && !url.startsWith("{")) {
    return { origin: endpoint, path: url.startsWith("/") ? url : `/${url}`, parameters };
  }
  const slash = url.indexOf("/", scheme.length);
  return slash < 0
    ? { origin: url, path: "", parameters }
    : { origin: url.slice(0, slash), path: url.slice(slash), parameters };
}

/** Some leave out the scheme of an address: `//api.example.com`, or just the host. */
function withScheme(url: string): string {
  if (url.startsWith("//")) return `https:${url}`;
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/|$)/i.test(url) ? `https://${url}` : url;
}

const endpoint = "{endpoint}";

/** For a document that names no host. */
export const unnamedHost: RawHost = { origin: endpoint, path: "", parameters: [] };

/** Whether a host needs the address from the client's user, because the spec has none. */
export function needsEndpoint(host: RawHost): boolean {
  return host.origin === endpoint && !host.parameters.some((parameter) => parameter.wire === "endpoint");
}

/** The parameter that stands for an address that the spec does not name. */
export function endpointParameter(at: Location): Parameter {
  return makeParameter({
    name: makeName("endpoint"),
    location: "host",
    scope: "client",
    type: { kind: "string", format: "uri" },
    encoding: "none",
    at,
  });
}

/** The host of a service; `path` belongs to it where all documents agree on it. */
export function lowerHost(host: RawHost, withPath: boolean, parameters: readonly Parameter[]): Host {
  return { url: segmentsOf(withPath ? host.origin + host.path : host.origin, parameters) };
}

/** What goes before an operation's path where the documents' hosts differ in theirs. */
export function segmentsOf(template: string, parameters: readonly Parameter[]): readonly PathSegment[] {
  return parseTemplate(template, (wire) => {
    const parameter = parameters.find((candidate) => candidate.name.wire === wire);
    // A parameter that begins the address is the address, with scheme and all.
    if (template.startsWith(`{${wire}}`)) return "none";
    return parameter?.encoding ?? "component";
  });
}

/** Wire names in a template. */
export function namesIn(template: string): ReadonlySet<string> {
  return new Set([...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ""));
}
