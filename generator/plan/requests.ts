import type { Parameter, PathSegment } from "../model/index.ts";
import { bindCookies, bindParameter, convert, type Binding, type Declarations } from "./bindings.ts";
import { entryPlace, type Entries, type EntryView } from "./entries.ts";
import { objectCode } from "./layout.ts";
import { isArgument, type ArgumentName } from "./argumentNames.ts";
import type { NamePlan, OperationNames } from "./names.ts";
import { acceptedTypes } from "./reading.ts";
import { bodyEntries } from "./requestBodies.ts";
import { code, identifier, literalCode, member, objectKey, stringLiteral, type CodeText } from "./text.ts";
import type { XmlPlan } from "./xml.ts";

const args = identifier("args");
const marks = { component: "", reserved: "+", none: "!" } as const;

/** How a call reads a parameter's value. */
export function valueOf(parameter: Parameter, names: OperationNames, plan: NamePlan): CodeText {
  if (parameter.constant !== undefined) return literalCode(parameter.constant);
  if (parameter.role === "apiVersion") return code`client.apiVersion`;
  const own = names.args.find((argument) => argument.parameter === parameter);
  if (own !== undefined) return member(args, own.name);
  const shared = clientArgument(parameter, plan);
  return shared === undefined ? code`undefined` : member(code`client.parameters`, shared.name);
}

function clientArgument(parameter: Parameter, plan: NamePlan): ArgumentName | undefined {
  return plan.clientParameters.find(
    (argument) =>
      argument.parameter.name.wire === parameter.name.wire && argument.parameter.location === parameter.location,
  );
}

/** A constant as it stands in an address. */
function constantText(parameter: Parameter): string {
  const text = String(parameter.constant);
  return parameter.encoding === "none" ? text : encodeURIComponent(text);
}

/**
 * Query parameters that the caller has encoded, as the end of the path's template: the query literal encodes. One that
 * may be left out cannot be there, and is encoded like others.
 */
const isRawQuery = (parameter: Parameter): boolean =>
  parameter.encoding === "none" &&
  parameter.list === null &&
  parameter.object === null &&
  (parameter.required || parameter.constant !== undefined);

function rawQuery(parameters: readonly Parameter[], names: OperationNames, plan: NamePlan): string {
  const pairs = parameters.map((parameter) => {
    const name =
      names.args.find((argument) => argument.parameter === parameter)?.name ?? clientArgument(parameter, plan)?.name;
    const value = parameter.constant === undefined ? `{!${name ?? parameter.name.wire}}` : constantText(parameter);
    return `${encodeURIComponent(parameter.name.wire)}=${value}`;
  });
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** The name by which the runtime looks a path parameter up: an argument's, else a client parameter's. */
export function pathTemplate(path: readonly PathSegment[], names: OperationNames, plan: NamePlan): string {
  return path
    .map((segment) => {
      if (segment.kind === "text") return segment.text;
      const parameter = names.operation.parameters.find(
        (candidate) => candidate.location === "path" && candidate.name.wire === segment.wire,
      );
      if (parameter === undefined) return `{${segment.wire}}`;
      if (parameter.constant !== undefined) return constantText(parameter);
      const name =
        names.args.find((argument) => argument.parameter === parameter)?.name ?? clientArgument(parameter, plan)?.name;
      return `{${marks[segment.encoding]}${name ?? segment.wire}}`;
    })
    .join("");
}

function bindings(key: "query" | "headers", bound: readonly Binding[]): Entries {
  if (bound.length === 0) return { entries: [], uses: [] };
  const value = objectCode(
    bound.map((binding) => binding.item),
    entryPlace(key),
  );
  return { entries: [{ key: identifier(key), value }], uses: bound.flatMap((binding) => binding.uses) };
}

const isMediaHeader = (parameter: Parameter): boolean =>
  parameter.location === "header" &&
  ["accept", "content-type"].includes(parameter.name.wire.toLowerCase()) &&
  ["literal", "named", "string"].includes(parameter.type.kind);

/** The arguments, which the path is filled from: lists and objects in it as the texts that they become there. */
function argsEntry(names: OperationNames, declarations: Declarations): Entries {
  const changed = names.args.flatMap(({ parameter, name }) => {
    const value = member(args, name);
    if (parameter.role === "pageLink") {
      return [{ item: [objectKey(name), code`linkPath(${value})`] as const, uses: ["linkPath"] }];
    }
    // Commas are what a list becomes by itself.
    if (parameter.location !== "path" || parameter.list === "csv") return [];
    const place = { indent: 8, column: 8 + name.length + 2, after: 1 };
    const converted = convert(parameter, value, place, declarations);
    return converted.value === value
      ? []
      : [{ item: [objectKey(name), converted.value] as const, uses: converted.uses }];
  });
  if (changed.length === 0) return { entries: [{ key: args, value: code`args` }], uses: [] };
  const value = objectCode([["", "...args"], ...changed.map(({ item }) => item)], entryPlace("args"));
  return { entries: [{ key: args, value }], uses: changed.flatMap(({ uses }) => uses) };
}

/** The query of a page's link; what the operation itself has in the query goes before it. */
function linkQuery(names: OperationNames): readonly Binding[] {
  const link = names.args.find(({ parameter }) => parameter.role === "pageLink");
  if (link === undefined) return [];
  return [{ item: ["", code`...linkQuery(${member(args, link.name)})`], uses: ["linkQuery"] }];
}

/** Everything of a request literal but rules and how its answer is read. */
export function planRequest(names: OperationNames, plan: NamePlan, declarations: Declarations, xml: XmlPlan): Entries {
  const { operation } = names;
  const query = operation.parameters.filter((parameter) => parameter.location === "query" && isSent(parameter));
  const headers = operation.parameters.filter(
    (parameter) => parameter.location === "header" && !isMediaHeader(parameter),
  );
  const cookies = operation.parameters
    .filter((parameter) => parameter.location === "cookie" && isSent(parameter))
    .map((parameter) => [parameter, valueOf(parameter, names, plan)] as const);
  const bind = (parameter: Parameter): Binding =>
    bindParameter(parameter, valueOf(parameter, names, plan), declarations);
  const address = pathTemplate(operation.path, names, plan) + rawQuery(query.filter(isRawQuery), names, plan);
  const path = stringLiteral(address) as string as CodeText;
  const mediaHeaders = operation.parameters.filter(isMediaHeader);
  const accepted = mediaHeaders.some(isAccept) ? null : acceptedTypes(operation);
  const accept = accepted === null ? null : (stringLiteral(accepted) as string as CodeText);
  const parts: readonly Entries[] = [
    {
      entries: [{ key: identifier("method"), value: stringLiteral(operation.method) as string as CodeText }],
      uses: [],
    },
    { entries: [{ key: identifier("path"), value: path }], uses: [] },
    argsEntry(names, declarations),
    bindings("query", [...linkQuery(names), ...query.filter((parameter) => !isRawQuery(parameter)).map(bind)]),
    bindings("headers", [...headers.map(bind), ...bindCookies(cookies, declarations)]),
    bodyEntries(operation.body, { names, xml, declarations }),
    mediaHeaderEntries(mediaHeaders, names, plan),
    { entries: accept === null ? [] : [{ key: identifier("accept"), value: accept }], uses: [] },
  ];
  return { entries: dropRepeats(parts.flatMap((part) => part.entries)), uses: parts.flatMap((part) => part.uses) };
}

/** Neither an argument, nor fixed, nor the client's: nothing to send. */
export const isSent = (parameter: Parameter): boolean =>
  isArgument(parameter) ||
  parameter.constant !== undefined ||
  parameter.scope === "client" ||
  parameter.role === "apiVersion";

const isAccept = (parameter: Parameter): boolean => parameter.name.wire.toLowerCase() === "accept";

/** A parameter called Accept or Content-Type decides over what the spec lists beside it. */
function mediaHeaderEntries(parameters: readonly Parameter[], names: OperationNames, plan: NamePlan): Entries {
  const entries = parameters.map((parameter) => ({
    key: identifier(isAccept(parameter) ? "accept" : "contentType"),
    value: valueOf(parameter, names, plan),
  }));
  return { entries, uses: [] };
}

function dropRepeats(entries: readonly EntryView[]): readonly EntryView[] {
  return [...new Map(entries.map((entry) => [entry.key, entry])).values()];
}

/** Client parameters that the operation uses, for the rules. */
export function ruledParameters(names: OperationNames, plan: NamePlan): readonly ArgumentName[] {
  return names.operation.parameters.flatMap((parameter) => {
    if (parameter.constant !== undefined || parameter.role === "apiVersion") return [];
    const found = isArgument(parameter)
      ? names.args.find((argument) => argument.parameter === parameter)
      : clientArgument(parameter, plan);
    return found === undefined ? [] : [{ parameter, name: found.name }];
  });
}
