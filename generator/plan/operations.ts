import type { LongRunning, Operation, Service } from "../model/index.ts";
import { bodyFields, formViews } from "./bodies.ts";
import { operationDoc, paragraphs, parameterDoc, phrase, type Doc } from "./docs.ts";
import { delimited, genericType } from "./layout.ts";
import { relativeModule, type ModuleImport } from "./links.ts";
import { planLongRunning, planWait, type GenericType, type PollerView } from "./longRunning.ts";
import type { FieldView } from "./interfaces.ts";
import type { FunctionNames, GroupNames, NamePlan, OperationNames } from "./names.ts";
import { planPaging } from "./paging.ts";
import { operationFacts } from "./operationFacts.ts";
import { entryPlace, entryText, type EntryView } from "./entries.ts";
import { planRequest, ruledParameters } from "./requests.ts";
import type { ReadAs } from "./reading.ts";
import { planResponses, type HeadersView } from "./responses.ts";
import { ruleItems, type createRules } from "./rules.ts";
import {
  code,
  identifier,
  propertyKey,
  stringLiteral,
  type,
  type CodeText,
  type Identifier,
  type TypeText,
} from "./text.ts";
import { inlineType, typeAt, type TypeContext } from "./typeText.ts";
import type { XmlPlan } from "./xml.ts";

/** The interface of a function's arguments. */
export interface ArgumentsView {
  readonly doc: Doc;
  readonly name: Identifier;
  readonly fields: readonly FieldView[];
  readonly empty: boolean;
}

/** One exported function. */
export interface FunctionView {
  readonly doc: Doc;
  readonly inlineExport: boolean;
  readonly name: Identifier;
  readonly parameters: CodeText;
  readonly returns: TypeText;
  readonly callee: Identifier;
  readonly request: readonly CodeText[];
  /** The literal behind the request's: paging or long-running operation. */
  readonly spec: readonly CodeText[];
  readonly hasSpec: boolean;
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

/** What every operation of a module is planned with. */
export interface OperationContext {
  readonly service: Service;
  readonly plan: NamePlan;
  readonly group: GroupNames;
  readonly types: TypeContext;
  readonly rules: ReturnType<typeof createRules>;
  readonly xml: XmlPlan;
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
  return [...fields, ...bodyFields(names, context)];
}

function rulesEntry(names: OperationNames, context: OperationContext): EntryView | null {
  const used = ruledParameters(names, context.plan).flatMap(({ parameter, name }) => {
    const items = ruleItems(parameter, name, context.types.declarations);
    return items === null ? [] : [context.rules.use(items, name)];
  });
  if (used.length === 0) return null;
  return { key: identifier("rules"), value: delimited("[", used, "]", entryPlace("rules")) as CodeText };
}

function signature(
  name: Identifier,
  names: OperationNames,
  options: string,
  required: boolean,
  returns: TypeText,
  context: OperationContext,
  exported: boolean,
): CodeText {
  const args = `args: ${names.prefix}Args${required ? "" : " = {}"}`;
  const { client, commonQuery } = context.plan;
  const items = [`client: ${client}`, args, `options?: ${options}${commonQuery === null ? "" : `<${commonQuery}>`}`];
  const column = (exported ? "export " : "").length + `function ${name}`.length;
  return delimited("(", items, ")", { indent: 0, column, after: `: ${returns} {`.length }) as CodeText;
}

/** What a function of an operation returns and gives to the runtime. */
interface Form {
  readonly callee: string;
  readonly options: string;
  readonly returns: GenericType;
  readonly spec: readonly EntryView[];
  readonly uses: readonly string[];
  readonly types: readonly string[];
  readonly imports: readonly ModuleImport[];
}

const pollerForm = (view: PollerView, callee: string): Form => ({
  ...{ callee, options: "PollerOptions", returns: view.type, spec: view.spec },
  ...{ uses: view.uses, types: view.types, imports: view.imports },
});

function mainForm(names: OperationNames, error: TypeText, context: OperationContext): Form {
  const { operation } = names;
  const none: readonly ModuleImport[] = [];
  if (operation.longRunning !== null) {
    return pollerForm(
      planLongRunning(operation.longRunning, names, context.group, context.plan, context.types),
      "longRunning",
    );
  }
  if (operation.paging !== null) {
    const item = inlineType(operation.paging.itemType, "output", context.types);
    const returns = { name: "Pages", args: error === "unknown" ? [item] : [item, error] };
    const { spec, imports } = planPaging(names, context.group, context.plan);
    return {
      callee: "pages",
      options: "CallOptions",
      returns,
      spec,
      uses: ["pages"],
      types: ["Pages", "CallOptions"],
      imports,
    };
  }
  const response = identifier(`${names.prefix}Response`);
  const returns = { name: "Call", args: error === "unknown" ? [type`${response}`] : [type`${response}`, error] };
  return {
    callee: "call",
    options: "CallOptions",
    returns,
    spec: [],
    uses: ["call"],
    types: ["Call", "CallOptions", "ResponseOf"],
    imports: none,
  };
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
      return { entries: [], uses: [] };
    case "none":
      return using("asNone", entry("as", "asNone"));
    case "text":
      return using("asString", entry("as", "asString"));
    case "stream":
      return using("asStream", entry("stream", "asStream"));
    case "exists":
      return using("asExists", entry("as", "asExists"), { key: identifier("absent"), value: code`true` });
  }
}

/** What the request says beside its bindings: media type, scopes, rules, and how the answer is read. */
function readingEntries(names: OperationNames, reader: ReaderView, context: OperationContext): readonly EntryView[] {
  const { operation } = names;
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
  return [...entries.filter((each) => each !== null), ...reader.entries];
}

/** One function with all that its declaration says. */
interface Planned {
  readonly names: FunctionNames;
  readonly form: Form;
  readonly doc: Doc;
}

function functionView(
  planned: Planned,
  request: readonly EntryView[],
  owner: OperationNames,
  required: boolean,
  context: OperationContext,
): FunctionView {
  const { names, form } = planned;
  const inlineExport = names.local === names.exported;
  const returns = genericType(form.returns.name, form.returns.args, { indent: 0, column: -Infinity, after: 0 });
  return {
    doc: planned.doc,
    inlineExport,
    name: names.local,
    parameters: signature(names.local, owner, form.options, required, returns, context, inlineExport),
    returns: genericType(form.returns.name, form.returns.args, { indent: 0, column: 3, after: 2 }),
    callee: identifier(form.callee),
    request: request.map(entryText),
    spec: form.spec.map(entryText),
    hasSpec: form.spec.length > 0,
  };
}

function planWaits(names: OperationNames, data: TypeText, context: OperationContext): readonly Planned[] {
  return names.waits.map((own) => ({
    names: own,
    form: pollerForm(planWait(own.wait, names, context.group, context.plan, data), "waitFor"),
    doc: paragraphs(
      0,
      own.wait.docs.summary ?? phrase(own.wait.name.words),
      own.wait.docs.description,
      waitFacts(own.wait),
    ),
  }));
}

export function planOperation(names: OperationNames, context: OperationContext): OperationView {
  const { operation } = names;
  const fields = argumentFields(names, context.types);
  const required = fields.some((field) => !field.optional);
  const responses = planResponses(names, context.service, context.types);
  const bound = planRequest(names, context.plan, context.types.declarations, context.xml);
  const plain = operation.longRunning === null && operation.paging === null;
  const reader = readerView(plain ? responses.as : "json");
  const decode = context.xml.decode(operation);
  const request = [
    ...bound.entries,
    ...readingEntries(names, reader, context),
    ...(decode === null ? [] : [{ key: identifier("decode"), value: decode }]),
  ];
  const main: Planned = {
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
    uses: [...planned.flatMap((each) => each.form.uses), ...bound.uses, ...reader.uses],
    types: planned.flatMap((each) => each.form.types),
    imports: [...planned.flatMap((each) => each.form.imports), ...xmlImports(request, context.group)],
  };
}

/** The module that describes XML, where a request refers to it. */
function xmlImports(request: readonly EntryView[], group: GroupNames): readonly ModuleImport[] {
  const refers = request.some(({ value }) => /\bxml\.(?:de|en)code\(/.test(value));
  return refers ? [{ name: identifier("xml"), path: relativeModule(group.module, "xml") }] : [];
}

/** The function that follows an operation by its name, beside the one that reads its state once. */
function planWatch(names: OperationNames, context: OperationContext): Planned | null {
  const { watch } = names.operation;
  if (watch === null || names.watch === null) return null;
  // The request itself reads the state: no other call is needed for that.
  const poll: LongRunning["poll"] = watch.poll.kind === "operation" ? { ...watch.poll, get: null } : watch.poll;
  const view = planLongRunning({ ...watch, poll }, names, context.group, context.plan, context.types);
  const form = pollerForm({ ...view, uses: view.uses.map((use) => (use === "longRunning" ? "watch" : use)) }, "watch");
  const words = `Follows an operation that runs already, as ${"`"}${names.exported}${"`"} reads it.`;
  return { names: names.watch, form, doc: paragraphs(0, words) };
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

function waitFacts(wait: Operation["waits"][number]): string {
  const property = `${"`"}${wait.property.join(".")}${"`"}`;
  const states = (values: readonly string[]): string => values.map((value) => `${"`"}${value}${"`"}`).join(", ");
  return [
    wait.until.length > 0
      ? `Ends when ${property} is ${states(wait.until)}${wait.untilAbsent ? ", or the resource is gone" : ""}.`
      : "Ends when the resource is gone.",
    wait.failed.length > 0 ? `Fails when it is ${states(wait.failed)}.` : "",
  ].join(" ");
}
