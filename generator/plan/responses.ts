import type { Content, Operation, Response, ResponseHeader, Service, TypeRef } from "../model/index.ts";
import { paragraphs, phrase, type Doc } from "./docs.ts";
import { genericType, unionType, type Place } from "./layout.ts";
import type { FieldView } from "./interfaces.ts";
import type { OperationNames } from "./names.ts";
import { readAs, successes, wanted, type ReadAs } from "./reading.ts";
import {
  identifier,
  joinTypes,
  literalCode,
  propertyKey,
  templateType,
  type,
  type Identifier,
  type TypeText,
} from "./text.ts";
import { inlineType, type TypeContext } from "./typeText.ts";

/** An interface of the headers that a response carries. */
export interface HeadersView {
  readonly doc: Doc;
  readonly name: Identifier;
  readonly fields: readonly FieldView[];
}

export interface ResponsesView {
  readonly headers: readonly HeadersView[];
  /** What `export type …Response =` stands for. */
  readonly type: TypeText;
  /** The data alone, for pollers. */
  readonly data: TypeText;
  readonly error: TypeText;
  /** How the runtime reads the body. */
  readonly as: ReadAs;
}

/** The content that a caller gets where an error comes in several forms: JSON before others. */
function chosen(contents: readonly Content[]): Content | null {
  return contents.find((content) => content.kind === "json") ?? contents[0] ?? null;
}

function dataType(response: Response, as: ReadAs, context: TypeContext): TypeText {
  const [content] = wanted(response, as);
  if (content === undefined) return type`undefined`;
  if (as === "text") return type`string`;
  if (as === "stream") return type`ByteStream`;
  return "type" in content ? inlineType(content.type, "output", context) : type`unknown`;
}

/** Statuses of success that are registered with IANA. */
const registered = [200, 201, 202, 203, 204, 205, 206, 207, 208, 226];

/**
 * The statuses of an answer. A range has those that no other answer of the operation has, so that the status tells them
 * apart; where there is nothing to tell apart, any number.
 */
function statusType({ status }: Response, operation: Operation): TypeText {
  if (status.kind === "exact") return literalCode(status.status) as string as TypeText;
  if (status.kind === "default" || status.hundred !== 2) return type`number`;
  const others = operation.responses.flatMap(({ status: each }) =>
    each.kind === "exact" && each.status < 300 ? [each.status] : [],
  );
  if (others.length === 0) return type`number`;
  const left = registered.filter((each) => !others.includes(each));
  return joinTypes(
    left.map((each) => literalCode(each) as string as TypeText),
    " | ",
  );
}

function statusSuffix(response: Response): string {
  if (response.status.kind === "exact") return String(response.status.status);
  return response.status.kind === "range" ? `${response.status.hundred}xx` : "Default";
}

/** A header's text as a type: what it may say, where the spec knows, as text all the same. */
function headerType(ref: TypeRef, context: TypeContext): TypeText {
  const declared = ref.kind === "named" ? context.declarations.get(ref.id) : undefined;
  if (declared?.kind === "enum" && declared.base === "string") return inlineType(ref, "output", context);
  if (declared?.kind === "alias") return headerType(declared.type, context);
  if (ref.kind === "integer" || ref.kind === "number") return type`\`\${number}\``;
  if (ref.kind === "boolean") return type`\`\${boolean}\``;
  return ref.kind === "template" ? templateType(ref.texts) : type`string`;
}

function headerField(header: ResponseHeader, context: TypeContext): FieldView {
  const words = header.docs.description ?? phrase(header.name.words);
  const doc = paragraphs(2, words);
  const lower = header.name.wire.toLowerCase();
  if (header.prefix !== null) {
    const key = type`[name: ${templateType([header.prefix.toLowerCase(), ""])}]` as string as FieldView["key"];
    return { doc, key, readonly: true, optional: false, type: type`string` };
  }
  return { doc, key: propertyKey(lower), readonly: true, optional: true, type: headerType(header.type, context) };
}

/** Names of headers do not differ by case, and neither do the starts of several. */
const headerKey = ({ name, prefix }: ResponseHeader): string =>
  prefix === null ? name.wire.toLowerCase() : `${prefix.toLowerCase()}*`;

function headersView(name: string, response: Response, context: TypeContext): HeadersView {
  const fields = [...new Map(response.headers.map((header) => [headerKey(header), header])).values()];
  return {
    doc: paragraphs(0, `Headers of the answer with status ${statusSuffix(response)}.`),
    name: identifier(name),
    fields: fields.map((header) => headerField(header, context)),
  };
}

/** One member of the response union, with the interface of its headers. */
interface MemberView {
  readonly args: readonly TypeText[];
  readonly headers: HeadersView | null;
}

function memberOf(
  response: Response,
  names: OperationNames,
  data: TypeText,
  single: boolean,
  context: TypeContext,
): MemberView {
  const status = statusType(response, names.operation);
  if (response.headers.length === 0) {
    return { args: data === "undefined" ? [status] : [status, data], headers: null };
  }
  const name = `${names.prefix}${single ? "" : statusSuffix(response)}Headers`;
  return { args: [status, data, type`${identifier(name)}`], headers: headersView(name, response, context) };
}

/** A union of responses: on one line, or each on its own; one too long breaks between its arguments. */
function responseUnion(members: readonly (readonly TypeText[])[], alias: Identifier): TypeText {
  const column = `export type ${alias} = `.length;
  const [only] = members;
  if (members.length === 1 && only !== undefined)
    return genericType("ResponseOf", only, { indent: 0, column, after: 1 });
  const lines = members.map((args) => type`ResponseOf<${joinTypes(args, ", ")}>`);
  const place: Place = { indent: 0, column, after: 1 };
  const union = unionType(lines, place);
  if (!union.includes("\n  | ")) return union;
  const rows = members.map((args, index) => {
    const after = index === members.length - 1 ? 1 : 0;
    return `\n  | ${genericType("ResponseOf", args, { indent: 4, column: 4, after })}`;
  });
  return rows.join("") as TypeText;
}

function errorType(operation: Operation, service: Service, context: TypeContext): TypeText {
  const bodies = operation.responses
    .filter((response) => response.role === "error")
    .map((response) => chosen(response.contents))
    .flatMap((content) => (content !== null && "type" in content ? [inlineType(content.type, "output", context)] : []));
  const fallback = service.errorType === null ? type`unknown` : inlineType(service.errorType, "output", context);
  const unique = [...new Set(bodies)];
  if (unique.length === 0) return fallback;
  return unique.includes(type`unknown`) ? type`unknown` : joinTypes(unique, " | ");
}

export function planResponses(names: OperationNames, service: Service, context: TypeContext): ResponsesView {
  const { operation } = names;
  const as = readAs(operation);
  const found = successes(operation);
  const answers = operation.responses.filter((response) => response.role === "absent" || found.includes(response));
  const withHeaders = answers.filter((response) => response.headers.length > 0);
  const members = answers.map((response) => {
    const exists = response.role === "absent" ? type`false` : type`true`;
    const data = as === "exists" ? exists : as === "none" ? type`undefined` : dataType(response, as, context);
    return memberOf(response, names, data, withHeaders.length === 1, context);
  });
  const unsaid = as === "stream" ? type`ByteStream` : type`unknown`;
  const types = members.length === 0 ? [[type`number`, unsaid]] : members.map((member) => member.args);
  const datas = [...new Set(found.map((response) => dataType(response, as, context)))];
  return {
    headers: members.flatMap((member) => (member.headers === null ? [] : [member.headers])),
    type: responseUnion(types, identifier(`${names.prefix}Response`)),
    data: datas.length === 0 ? unsaid : joinTypes(datas, " | "),
    error: errorType(operation, service, context),
    as,
  };
}
