import type { Operation } from "../model/index.ts";
import { bodyFields, formViews } from "./bodies.ts";
import { operationDoc, paragraphs, parameterDoc, type Doc } from "./docs.ts";
import { delimited } from "./layout.ts";
import { relativeModule, type ModuleImport } from "./links.ts";
import type { FieldView } from "./interfaces.ts";
import { mediaField } from "./media.ts";
import type { GroupNames, OperationNames } from "./names.ts";
import type { OperationContext } from "./operationContext.ts";
import { operationFacts } from "./operationFacts.ts";
import { functionView, mainForm, planWaits, planWatch, type FunctionView, type PlannedFunction } from "./functions.ts";
import { entryPlace, type EntryView } from "./entries.ts";
import { planRequest, ruledParameters } from "./requests.ts";
import { furtherAnswers, type ReadAs } from "./reading.ts";
import { planResponses, type HeadersView } from "./responses.ts";
import { ruleItems } from "./rules.ts";
import {
  code,
  identifier,
  literalCode,
  propertyKey,
  stringLiteral,
  type CodeText,
  type Identifier,
  type TypeText,
} from "./text.ts";
import { typeAt, type TypeContext } from "./typeText.ts";

/** The interface of a function's arguments. */
export interface ArgumentsView {
  readonly doc: Doc;
  readonly name: Identifier;
  readonly fields: readonly FieldView[];
  readonly empty: boolean;
}

export interface OperationView {
  readonly args: ArgumentsView;
  readonly headers: readonly HeadersView[];
  readonly response: { readonly doc: Doc; readonly name: Identifier; readonly type: TypeText } | null;
  readonly functions: readonly FunctionView[];
  /** `export { local as exported }` where the two differ. */
  readonly aliases: readonly CodeText[];
  readonly uses: readonly string[];
  readonly types: readonly string[];
  readonly imports: readonly ModuleImport[];
}

function argumentFields(names: OperationNames, context: TypeContext): readonly FieldView[] {
  const fields = names.args.map(({ parameter, name }): FieldView => {
    const key = propertyKey(name);
    const column = 2 + "readonly ".length + key.length + 3;
    const place = { indent: 2, column: column - (parameter.required ? 1 : 0), after: 1 };
    return {
      doc: parameterDoc(parameter, name),
      key,
      readonly: true,
      optional: !parameter.required,
      type: typeAt(parameter.type, "input", context, place, { orUndefined: !parameter.required, readonlyLists: true }),
    };
  });
  return [...fields, ...bodyFields(names, context), ...(names.uploads ? [mediaField(names.operation)] : [])];
}

function rulesEntry(names: OperationNames, context: OperationContext): EntryView | null {
  const used = ruledParameters(names, context.plan).flatMap(({ parameter, name }) => {
    const items = ruleItems(parameter, name, context.types.declarations);
    return items === null ? [] : [context.rules.use(items, name)];
  });
  if (used.length === 0) return null;
  return { key: identifier("rules"), value: delimited("[", used, "]", entryPlace("rules")) as CodeText };
}

/** How a request says what becomes of the answer's body. */
interface ReaderView {
  readonly entries: readonly EntryView[];
  readonly uses: readonly string[];
}

function readerView(as: ReadAs): ReaderView {
  const entry = (key: string, value: string): EntryView => ({
    key: identifier(key),
    value: code`${identifier(value)}`,
  });
  const using = (name: string, ...entries: readonly EntryView[]): ReaderView => ({ entries, uses: [name] });
  switch (as) {
    case "json":
      return using("asData", entry("as", "asData"));
    case "none":
      return using("asNone", entry("as", "asNone"));
    case "text":
      return using("asString", entry("as", "asString"));
    case "stream":
      return using("asStream", entry("as", "asStream"));
    case "exists":
      return using("asExists", entry("as", "asExists"));
  }
}

/** Answered at once, and in one piece. */
const isPlain = ({ longRunning, paging }: Operation): boolean => longRunning === null && paging === null;

/** What the request says beside its bindings: media type, scopes, rules, and how the answer is read. */
function readingEntries(names: OperationNames, reader: ReaderView, context: OperationContext): readonly EntryView[] {
  const { operation } = names;
  const plain = isPlain(operation);
  const text = (value: string): CodeText => stringLiteral(value) as string as CodeText;
  const entry = (key: string, value: CodeText): EntryView => ({ key: identifier(key), value });
  const entries: readonly (EntryView | null)[] = [
    operation.body === null && operation.contentType !== null
      ? entry("contentType", text(operation.contentType))
      : null,
    operation.scopes === null ? null : entry("scopes", scopesCode(operation.scopes)),
    operation.authenticated ? null : entry("credential", code`false`),
    operation.idempotent === defaultIdempotency(operation)
      ? null
      : entry("idempotent", operation.idempotent ? code`true` : code`false`),
    rulesEntry(names, context),
  ];
  const also = (plain ? furtherAnswers(operation) : []).map((status) => literalCode(status));
  const answers = also.length === 0 ? [] : [entry("also", delimited("[", also, "]", entryPlace("also")) as CodeText)];
  return [...entries.filter((each) => each !== null), ...reader.entries, ...answers];
}

export function planOperation(names: OperationNames, context: OperationContext): OperationView {
  const { operation } = names;
  const fields = argumentFields(names, context.types);
  const required = fields.some((field) => !field.optional);
  const responses = planResponses(names, context.service, context.types);
  const bound = planRequest(names, context.plan, context.types.declarations, context.xml);
  const plain = isPlain(operation);
  const reader = readerView(plain ? responses.as : "json");
  const decode = context.xml.decode(operation);
  const request = [
    ...bound.entries,
    ...readingEntries(names, reader, context),
    ...(decode === null ? [] : [{ key: identifier("decode"), value: decode }]),
  ];
  const main: PlannedFunction = {
    names,
    form: mainForm(names, responses.error, context),
    doc: operationDoc(operation, operationFacts(operation, names, responses.error)),
  };
  const watch = planWatch(names, context);
  const planned = [main, ...planWaits(names, responses.data, context), ...(watch === null ? [] : [watch])];
  const response = {
    doc: paragraphs(0, `What ${"`"}${names.exported}${"`"} answers, by status.`),
    name: identifier(`${names.prefix}Response`),
    type: responses.type,
  };
  return {
    args: {
      doc: paragraphs(0, `Arguments of ${"`"}${names.exported}${"`"}.`),
      name: identifier(`${names.prefix}Args`),
      fields,
      empty: fields.length === 0,
    },
    headers: [...formViews(names, context.types), ...(plain ? responses.headers : [])],
    response: plain ? response : null,
    functions: planned.map((each) => functionView(each, request, names, required, context)),
    aliases: planned
      .filter((each) => each.names.local !== each.names.exported)
      .map((each) => code`${each.names.local} as ${identifier(each.names.exported)}`),
    uses: [
      ...planned.flatMap((each) => each.form.uses),
      ...(names.operation.host === null ? [] : ["onHost"]),
      ...bound.uses,
      ...reader.uses,
    ],
    types: planned.flatMap((each) => each.form.types),
    imports: [...planned.flatMap((each) => each.form.imports), ...xmlImports(request, context.group)],
  };
}

/** The module that describes XML, where a request refers to it. */
function xmlImports(request: readonly EntryView[], group: GroupNames): readonly ModuleImport[] {
  const refers = request.some(({ value }) => /\bxml\.(?:de|en)code\(/.test(value));
  return refers ? [{ name: identifier("xml"), path: relativeModule(group.module, "xml") }] : [];
}

const scopesCode = (scopes: readonly string[]): CodeText =>
  delimited(
    "[",
    scopes.map((scope) => stringLiteral(scope)),
    "]",
    entryPlace("scopes"),
  ) as CodeText;

/** The runtime's own rule: all but POST and PATCH may be sent again. */
function defaultIdempotency(operation: Operation): boolean {
  return operation.method !== "POST" && operation.method !== "PATCH";
}
