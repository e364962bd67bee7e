import type { Host, Parameter } from "../../model/index.ts";
import { isArm } from "../azure/auth.ts";
import { armHost, usesAutoRest } from "../azure/paths.ts";
import { textOf } from "../values.ts";
import { authOf } from "./auth.ts";
import type { DocumentContext, Prefix } from "./context.ts";
import {
  endpointParameter,
  lowerHost,
  namesIn,
  needsEndpoint,
  segmentsOf,
  splitServer,
  unnamedHost,
  type RawHost,
} from "./hosts.ts";
import { lowerParameter } from "./parameters.ts";
import { undeclared } from "./pathParameters.ts";
import type { Reader } from "./reader.ts";
import type { Types } from "./types.ts";
import type { SpecView } from "./view.ts";

/** The api-version that a document is of. */
export function versionOf(view: SpecView): string {
  const { version } = view.info;
  if (typeof version !== "number") return textOf(view.info, "version") ?? "";
  // In YAML, what has no quotes may be a number, but the digits count: 1.0 is no 1.
  const written = [...view.document.text.matchAll(/(?:^|[{,])\s*version\s*:\s*([\d.]+)/gm)].map(
    ([, digits = ""]) => digits,
  );
  return written.find((digits) => Number(digits) === version) ?? String(version);
}

/** What the documents of a service are read with, and what their hosts come to. */
export interface Contexts {
  readonly hosts: readonly Host[];
  readonly parameters: readonly Parameter[];
  readonly contexts: readonly DocumentContext[];
  readonly arm: boolean;
}

/** The hosts of all documents. A path that all of them have is the host's, else it is each operation's own. */
export function contextsOf(types: Types, views: readonly SpecView[], serviceVersion: string): Contexts {
  const raws = views.map((view) => rawHosts(types.reader, view));
  const firsts = raws.map(([first = unnamedHost]) => first);
  const samePath = firsts.every((host) => host.path === firsts[0]?.path);
  const parameters = new Map<string, Parameter>();
  const contexts = views.map((view, index): DocumentContext => {
    const own = raws[index] ?? [unnamedHost];
    const host = own[0] ?? unnamedHost;
    const auth = authOf(types.reader, view, host.origin);
    const bare: DocumentContext = {
      ...{ types, view, auth, serviceVersion, version: versionOf(view), parameters: new Map() },
      ...{ autoRest: usesAutoRest(view.document.text), prefix: { segments: [], parameters: [] } },
    };
    // Whoever wants another host than the first gives its address.
    const lowered = hostParameters(bare, host);
    const inPath = samePath ? new Set<string>() : namesIn(host.path);
    for (const parameter of lowered) {
      const key = parameter.name.wire;
      if (!inPath.has(key) && !parameters.has(key)) parameters.set(key, parameter);
    }
    return samePath ? bare : { ...bare, prefix: prefixOf(host, lowered) };
  });
  const all = new Map(raws.flat().map((host) => [samePath ? host.origin + host.path : host.origin, host]));
  const given = [...parameters.values()];
  const known = new Set(given.map(({ name }) => name.wire));
  const usable = [...all.values()].filter((host, index) => index === 0 || isFilled(host, known));
  const hosts = usable.map((host) => lowerHost(host, samePath, given));
  return { hosts, parameters: given, contexts, arm: firsts.some((host) => isArm(host.origin)) };
}

/** Whether a host, beside the first, can be named with what the client is given for that. */
function isFilled({ origin, path }: RawHost, known: ReadonlySet<string>): boolean {
  return [...namesIn(origin + path)].every((name) => known.has(name));
}

function rawHosts(reader: Reader, view: SpecView): readonly RawHost[] {
  // An address that is whole is a better default than one that is below another, which is not known.
  const servers = view
    .servers()
    .map(splitServer)
    .toSorted((a, b) => Number(needsEndpoint(a)) - Number(needsEndpoint(b)));
  if (servers.length > 0) return servers;
  return reader.set.settings.resourceManager === true
    ? [{ origin: `https://${armHost}`, path: "", parameters: [] }]
    : [unnamedHost];
}

function hostParameters(context: DocumentContext, host: RawHost): readonly Parameter[] {
  const { reader } = context.types;
  const { at } = context.view.root;
  const declared = host.parameters.flatMap((parameter) => lowerParameter(context, parameter) ?? []);
  const lowered = needsEndpoint(host) ? [endpointParameter(at), ...declared] : declared;
  const known = new Set(lowered.map(({ name }) => name.wire));
  const unknown = [...namesIn(host.origin + host.path)].filter((name) => !known.has(name));
  for (const name of unknown) {
    reader.sink.report(
      "parameter/not-declared",
      at,
      `No parameter of the host is called "${name}"; it is taken for a text`,
    );
  }
  return [...lowered, ...unknown.map((name) => undeclared(name, name, "host", at))];
}

function prefixOf(host: RawHost, parameters: readonly Parameter[]): Prefix {
  const names = namesIn(host.path);
  const inPath = parameters.filter(({ name }) => names.has(name.wire));
  return {
    segments: segmentsOf(host.path, parameters),
    parameters: inPath.map((parameter) => ({ ...parameter, location: "path" })),
  };
}
