import type { Parameter, Service } from "../model/index.ts";
import { allocator } from "./allocator.ts";
import { memberName } from "./casing.ts";

export interface ArgumentName {
  readonly parameter: Parameter;
  readonly name: string;
}

const placeSuffix = { path: "Path", query: "Query", header: "Header", cookie: "Cookie", host: "Host" } as const;

/** Roles that the runtime fills, or that the rest of the request decides. */
const filledRoles: ReadonlySet<Parameter["role"]> = new Set([
  "apiVersion",
  "credential",
  "responseFormat",
  "uploadProtocol",
]);

/** True where a call gives the parameter. */
export function isArgument(parameter: Parameter): boolean {
  return parameter.scope === "operation" && parameter.constant === undefined && !filledRoles.has(parameter.role);
}

/** What every object has: an argument of such a name would be there even where the caller leaves it out. */
const objectMembers: readonly string[] = Object.getOwnPropertyNames(Object.prototype);

export const parameterKey = ({ location, name }: Parameter): string => `${location} ${name.wire}`;

/**
 * Names of arguments, each once. Path parameters keep their names, then those listed first; a name that is taken says in
 * which place the parameter goes. `published` has names that come before all of these, by place and wire name.
 */
export function nameArguments(
  parameters: readonly Parameter[],
  taken: readonly string[],
  published?: ReadonlyMap<string, string>,
): readonly ArgumentName[] {
  const used = new Set([...taken, ...objectMembers]);
  const named = new Map<Parameter, string>();
  for (const parameter of published === undefined ? [] : parameters) {
    const name = published?.get(parameterKey(parameter));
    if (name === undefined || used.has(name)) continue;
    used.add(name);
    named.set(parameter, name);
  }
  const allocate = allocator(used);
  const rank = ({ location }: Parameter): number => (location === "path" ? 0 : 1);
  for (const parameter of parameters.toSorted((a, b) => rank(a) - rank(b))) {
    if (named.has(parameter)) continue;
    const wanted = memberName(parameter.name);
    const name = allocate(used.has(wanted) ? wanted + placeSuffix[parameter.location] : wanted);
    used.add(name);
    named.set(parameter, name);
  }
  return parameters.map((parameter) => ({ parameter, name: named.get(parameter) ?? "value" }));
}

/** Parameters that every operation takes beside its own: what of them a caller may set. They go by their wire names. */
export function commonArguments(service: Service): readonly ArgumentName[] {
  const settable = service.commonParameters.filter(
    (parameter) => isArgument(parameter) && parameter.location === "query",
  );
  return settable.map((parameter) => ({ parameter, name: parameter.name.wire }));
}

/** Members of the runtime's options for clients: a parameter of the service moves aside. */
export const clientOptionNames = [
  ...([
    "allowInsecure",
    "apiVersion",
    "clock",
    "credential",
    "endpoint",
    "fetch",
    "headers",
    "maxResponseBytes",
  ] as const),
  ...(["observer", "retry", "scopes", "tryTimeout", "trustedOrigins"] as const),
] as const;

/** A part of the address that is called the endpoint is what the runtime's option of that name is for. */
const isEndpoint = (parameter: Parameter): boolean =>
  parameter.location === "host" && parameter.type.kind === "string" && memberName(parameter.name) === "endpoint";

/** The options of a client that its service asks for. */
export function nameClientParameters(
  service: Service,
  published?: ReadonlyMap<string, string>,
): readonly ArgumentName[] {
  const asked = service.clientParameters.filter(
    (parameter) => parameter.role !== "apiVersion" && parameter.constant === undefined,
  );
  const endpoint = asked.find(isEndpoint);
  const others = nameArguments(
    asked.filter((parameter) => parameter !== endpoint),
    clientOptionNames,
    published,
  );
  return endpoint === undefined ? others : [{ parameter: endpoint, name: "endpoint" }, ...others];
}
