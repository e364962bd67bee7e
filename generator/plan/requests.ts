import type { Content, Operation, Parameter, PathSegment } from "../model/index.ts";
import { memberCode, objectCode, type Place } from "./layout.ts";
import { isArgument, type ArgumentName, type NamePlan, type OperationNames } from "./names.ts";
import {
  code,
  identifier,
  literalCode,
  member,
  propertyKey,
  stringLiteral,
  type CodeText,
  type Identifier,
} from "./text.ts";

/** `key: value` of an object literal. */
export interface EntryView {
  readonly key: Identifier;
  readonly value: CodeText;
}

/** The entry as it is written: a value of the key's own name needs saying once. */
export function entryText(entry: EntryView): CodeText {
  return (entry.key as string) === entry.value ? entry.value : memberCode(entry.key, entry.value, entryIndent);
}

/** Where a request's entries stand in the file: six columns in, each ended by a comma. */
const entryIndent = 6;
export const entryPlace = (key: string): Place => ({
  indent: entryIndent,
  column: entryIndent + key.length + 2,
  after: 1,
});

const args = identifier("args");
const marks = { component: "", reserved: "+", none: "!" } as const;

/** How a call reads a parameter's value. */
function valueOf(parameter: Parameter, names: OperationNames, plan: NamePlan): CodeText {
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

/** The name by which the runtime looks a path parameter up: an argument's, else a client parameter's. */
export function pathTemplate(path: readonly PathSegment[], names: OperationNames, plan: NamePlan): string {
  return path
    .map((segment) => {
      if (segment.kind === "text") return segment.text;
      const parameter = names.operation.parameters.find(
        (candidate) => candidate.location === "path" && candidate.name.wire === segment.wire,
      );
      if (parameter === undefined) return `{${segment.wire}}`;
      if (parameter.constant !== undefined) return encodeURIComponent(String(parameter.constant));
      const name =
        names.args.find((argument) => argument.parameter === parameter)?.name ?? clientArgument(parameter, plan)?.name;
      return `{${marks[segment.encoding]}${name ?? segment.wire}}`;
    })
    .join("");
}

const separators = { csv: ",", ssv: " ", tsv: "\t", pipes: "|" } as const;

/** A member of the query or header literal (a spread has no key), with the runtime's helpers that it uses. */
interface Binding {
  readonly item: readonly [key: string, value: string];
  readonly uses: readonly string[];
}

function bindingItem(parameter: Parameter, value: CodeText): Binding {
  const wire = parameter.name.wire;
  if (parameter.object === "headerPrefix") {
    return {
      item: ["", code`...headerPrefix(${stringLiteral(parameter.headerPrefix ?? wire)}, ${value})`],
      uses: ["headerPrefix"],
    };
  }
  if (parameter.object === "deepObject") {
    return { item: ["", code`...deepObject(${stringLiteral(wire)}, ${value})`], uses: ["deepObject"] };
  }
  if (parameter.object === "form") return { item: ["", code`...formObject(${value})`], uses: ["formObject"] };
  if (parameter.list !== null && parameter.list !== "multi") {
    return {
      item: [propertyKey(wire), code`join(${value}, ${stringLiteral(separators[parameter.list])})`],
      uses: ["join"],
    };
  }
  return { item: [propertyKey(wire), value], uses: [] };
}

interface Entries {
  readonly entries: readonly EntryView[];
  /** Functions of the runtime that the entries call. */
  readonly uses: readonly string[];
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
  parameter.location === "header" && ["accept", "content-type"].includes(parameter.name.wire.toLowerCase());

function bodyEntries(content: Content, choice: boolean): Entries {
  const body = identifier("body");
  if (content.kind === "form" || content.kind === "multipart") {
    const lists = content.fields.filter((field) => field.list !== null && field.list !== "multi");
    const joined = lists.map(
      (field) =>
        code`${propertyKey(field.name.wire)}: join(${member(code`args.body`, field.name.wire)}, ${stringLiteral(separators[(field.list ?? "csv") as "csv"])})`,
    );
    const types = content.fields.filter((field) => field.mediaType !== null);
    const media = types.map((field) => code`${propertyKey(field.name.wire)}: ${stringLiteral(field.mediaType ?? "")}`);
    const source = joined.length === 0 ? code`args.body` : code`{ ...args.body, ${joined.join(", ") as CodeText} }`;
    const value =
      media.length === 0
        ? code`${identifier(content.kind)}(${source})`
        : code`${identifier(content.kind)}(${source}, { ${media.join(", ") as CodeText} })`;
    return { entries: [{ key: body, value }], uses: [content.kind, ...(joined.length > 0 ? ["join"] : [])] };
  }
  const plainJson = content.mediaType.toLowerCase() === "application/json";
  const own = stringLiteral(content.mediaType) as string as CodeText;
  const mediaType = !choice ? own : plainJson ? code`args.contentType` : code`args.contentType ?? ${own}`;
  return {
    entries: [
      { key: body, value: code`args.body` },
      ...(plainJson && !choice ? [] : [{ key: identifier("contentType"), value: mediaType }]),
    ],
    uses: [],
  };
}

/** The media types that the operation's answers come in, where they are not plain JSON. */
function acceptEntry(operation: Operation): readonly EntryView[] {
  const types = new Set(
    operation.responses
      .flatMap((response) => response.contents.map((content) => content.mediaType))
      .filter((type) => type !== ""),
  );
  const list = [...types];
  if (list.length === 0 || (list.length === 1 && list[0]?.toLowerCase() === "application/json")) return [];
  return [{ key: identifier("accept"), value: stringLiteral(list.join(", ")) as string as CodeText }];
}

/** Everything of a request literal but rules and how its answer is read. */
export function planRequest(names: OperationNames, plan: NamePlan): Entries {
  const { operation } = names;
  const query = operation.parameters.filter((parameter) => parameter.location === "query" && isSent(parameter));
  const headers = operation.parameters.filter(
    (parameter) => parameter.location === "header" && !isMediaHeader(parameter),
  );
  const cookies = operation.parameters.filter((parameter) => parameter.location === "cookie" && isSent(parameter));
  const bind = (parameter: Parameter): Binding => bindingItem(parameter, valueOf(parameter, names, plan));
  const contents = operation.body?.contents ?? [];
  const [first] = contents;
  const path = stringLiteral(pathTemplate(operation.path, names, plan)) as string as CodeText;
  const mediaHeaders = operation.parameters.filter(isMediaHeader);
  const parts: readonly Entries[] = [
    {
      entries: [{ key: identifier("method"), value: stringLiteral(operation.method) as string as CodeText }],
      uses: [],
    },
    {
      entries: [
        { key: identifier("path"), value: path },
        { key: args, value: code`args` },
      ],
      uses: [],
    },
    bindings("query", query.map(bind)),
    bindings("headers", [...headers.map(bind), ...cookieBinding(cookies, names, plan)]),
    first === undefined ? { entries: [], uses: [] } : bodyEntries(first, contents.length > 1),
    mediaHeaderEntries(mediaHeaders, first !== undefined, names, plan),
    { entries: mediaHeaders.some(isAccept) ? [] : acceptEntry(operation), uses: [] },
  ];
  return { entries: dropRepeats(parts.flatMap((part) => part.entries)), uses: parts.flatMap((part) => part.uses) };
}

/** Neither an argument, nor fixed, nor the client's: nothing to send. */
const isSent = (parameter: Parameter): boolean =>
  isArgument(parameter) ||
  parameter.constant !== undefined ||
  parameter.scope === "client" ||
  parameter.role === "apiVersion";

const isAccept = (parameter: Parameter): boolean => parameter.name.wire.toLowerCase() === "accept";

/** A parameter called Accept or Content-Type decides over what the spec lists beside it. */
function mediaHeaderEntries(
  parameters: readonly Parameter[],
  hasBody: boolean,
  names: OperationNames,
  plan: NamePlan,
): Entries {
  const entries = parameters
    .filter((parameter) => isAccept(parameter) || hasBody)
    .map((parameter) => ({
      key: identifier(isAccept(parameter) ? "accept" : "contentType"),
      value: valueOf(parameter, names, plan),
    }));
  return { entries, uses: [] };
}

function dropRepeats(entries: readonly EntryView[]): readonly EntryView[] {
  return [...new Map(entries.map((entry) => [entry.key, entry])).values()];
}

/** Cookies share one header, so they are one member of it. */
function cookieBinding(parameters: readonly Parameter[], names: OperationNames, plan: NamePlan): readonly Binding[] {
  if (parameters.length === 0) return [];
  const items = parameters.map(
    (parameter) => code`${propertyKey(parameter.name.wire)}: ${valueOf(parameter, names, plan)}`,
  );
  return [{ item: ["", code`...cookie({ ${items.join(", ") as CodeText} })`], uses: ["cookie"] }];
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
