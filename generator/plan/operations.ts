import type { Content, LongRunning, Operation, Service } from "../model/index.ts";
import { operationDoc, paragraphs, parameterDoc, phrase, type Doc } from "./docs.ts";
import { delimited, genericType, unionType, type Place } from "./layout.ts";
import type { ModuleImport } from "./links.ts";
import { pagingEntries, planLongRunning, planWait, type GenericType, type PollerView } from "./longRunning.ts";
import type { FieldView } from "./models.ts";
import type { FunctionNames, GroupNames, NamePlan, OperationNames } from "./names.ts";
import { operationFacts } from "./operationFacts.ts";
import { entryPlace, entryText, planRequest, ruledParameters, type EntryView } from "./requests.ts";
import { planResponses, type HeadersView } from "./responses.ts";
import { ruleItems, type createRules } from "./rules.ts";
import { code, identifier, propertyKey, stringLiteral, type, type CodeText, type Identifier, type TypeText } from "./text.ts";
import { inlineType, typeAt, unionMembers, type TypeContext } from "./typeText.ts";

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
}

/** The types that a body may have, one for each content that differs. */
function bodyTypes(contents: readonly Content[], context: TypeContext): readonly TypeText[] {
  const members = contents.flatMap((content): readonly TypeText[] => {
    if (content.kind === "binary") return [type`BinaryBody`];
    if (content.kind === "text" || content.kind === "xml") return [type`string`];
    if ("type" in content) return unionMembers(content.type, "input", context);
    const fields = content.fields.map(
      (field) => `readonly ${propertyKey(field.name.wire)}${field.required ? "" : "?"}: ${inlineType(field.type, "input", context)}`,
    );
    return [(fields.length === 0 ? "Readonly<Record<string, unknown>>" : `{ ${fields.join("; ")} }`) as TypeText];
  });
  return [...new Set(members)];
}

function bodyFields(operation: Operation, context: TypeContext): readonly FieldView[] {
  const { body } = operation;
  if (body === null) return [];
  const { contents, required } = body;
  const [only] = contents;
  const place: Place = { indent: 2, column: 2 + `readonly body${required ? "" : "?"}: `.length, after: 1 };
  const single = contents.length === 1 && only?.kind === "json" ? only : null;
  const own =
    single === null
      ? unionType([...bodyTypes(contents, context), ...(required ? [] : [type`undefined`])], place)
      : typeAt(single.type, "input", context, place, { orUndefined: !required });
  const words = body.docs.description ?? "What is sent.";
  const field: FieldView = { doc: paragraphs(2, words), key: propertyKey("body"), readonly: true, optional: !required, type: own };
  if (contents.length < 2) return [field];
  const media = contents.map((content) => stringLiteral(content.mediaType) as string as TypeText);
  const choice: FieldView = {
    doc: paragraphs(2, `Media type of the body. Default: ${"`"}${contents[0]?.mediaType ?? ""}${"`"}.`),
    key: propertyKey("contentType"),
    readonly: true,
    optional: true,
    type: unionType([...new Set(media), type`undefined`], { ...place, column: 2 + "readonly contentType?: ".length }),
  };
  return [field, choice];
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
      type: typeAt(parameter.type, "input", context, place, { orUndefined: !parameter.required }),
    };
  });
  return [...fields, ...bodyFields(names.operation, context)];
}

function rulesEntry(names: OperationNames, context: OperationContext): readonly EntryView[] {
  const used = ruledParameters(names, context.plan).flatMap(({ parameter, name }) => {
    const items = ruleItems(parameter, name, context.types.declarations);
    return items === null ? [] : [context.rules.use(items, name)];
  });
  if (used.length === 0) return [];
  return [{ key: identifier("rules"), value: delimited("[", used, "]", entryPlace("rules")) as CodeText }];
}

function signature(name: Identifier, names: OperationNames, options: string, required: boolean, returns: TypeText, context: OperationContext, exported: boolean): CodeText {
  const args = `args: ${names.prefix}Args${required ? "" : " = {}"}`;
  const items = [`client: ${context.plan.client}`, args, `options?: ${options}`];
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
    return pollerForm(planLongRunning(operation.longRunning, names, context.group, context.plan, context.types), "longRunning");
  }
  if (operation.paging !== null) {
    const item = inlineType(operation.paging.itemType, "output", context.types);
    const returns = { name: "Pages", args: error === "unknown" ? [item] : [item, error] };
    const entries = pagingEntries(names);
    return { callee: "pages", options: "CallOptions", returns, spec: entries, uses: ["pages"], types: ["Pages", "CallOptions"], imports: none };
  }
  const response = identifier(`${names.prefix}Response`);
  const returns = { name: "Call", args: error === "unknown" ? [type`${response}`] : [type`${response}`, error] };
  return { callee: "call", options: "CallOptions", returns, spec: [], uses: ["call"], types: ["Call", "CallOptions", "ResponseOf"], imports: none };
}

export function planOperation(names: OperationNames, context: OperationContext): OperationView {
  const { operation } = names;
  const fields = argumentFields(names, context.types);
  const required = fields.some((field) => !field.optional);
  const responses = planResponses(names, context.service, context.types);
  const request = planRequest(names, context.plan);
  const form = mainForm(names, responses.error, context);
  const plain = operation.longRunning === null && operation.paging === null;
  const reading: readonly EntryView[] = [
    ...(operation.body === null && operation.contentType !== null
      ? [{ key: identifier("contentType"), value: stringLiteral(operation.contentType) as string as CodeText }]
      : []),
    ...(operation.scopes === null ? [] : [{ key: identifier("scopes"), value: scopesCode(operation.scopes) }]),
    ...(operation.authenticated ? [] : [{ key: identifier("credential"), value: code`false` }]),
    ...(operation.idempotent === defaultIdempotency(operation) ? [] : [{ key: identifier("idempotent"), value: operation.idempotent ? code`true` : code`false` }]),
    ...rulesEntry(names, context),
    ...(responses.as === null || !plain ? [] : [{ key: identifier("as"), value: responses.as }]),
  ];
  const entries = [...request.entries, ...reading];
  const functionOf = (own: { readonly local: Identifier; readonly exported: string }, made: Form, doc: Doc): FunctionView => {
    const inlineExport = own.local === own.exported;
    const returns = genericType(made.returns.name, made.returns.args, { indent: 0, column: -Infinity, after: 0 });
    return {
      doc,
      inlineExport,
      name: own.local,
      parameters: signature(own.local, names, made.options, required, returns, context, inlineExport),
      returns: genericType(made.returns.name, made.returns.args, { indent: 0, column: 3, after: 2 }),
      callee: identifier(made.callee),
      request: entries.map(entryText),
      spec: made.spec.map(entryText),
      hasSpec: made.spec.length > 0,
    };
  };
  const waits = names.waits.map((wait) => ({
    names: wait,
    form: pollerForm(planWait(wait.wait, names, context.group, context.plan, responses.data), "waitFor"),
    doc: paragraphs(0, wait.wait.docs.description ?? phrase(wait.wait.name.words), waitFacts(wait.wait)),
  }));
  const watch = planWatch(names, context);
  const extra = [...waits, ...(watch === null ? [] : [watch])];
  const forms = [form, ...extra.map((each) => each.form)];
  return {
    args: {
      doc: paragraphs(0, `Arguments of ${"`"}${names.exported}${"`"}.`),
      name: identifier(`${names.prefix}Args`),
      fields,
      empty: fields.length === 0,
    },
    headers: plain ? responses.headers : [],
    response: plain
      ? { doc: paragraphs(0, `What ${"`"}${names.exported}${"`"} answers, by status.`), name: identifier(`${names.prefix}Response`), type: responses.type }
      : null,
    functions: [
      functionOf(names, form, operationDoc(operation, operationFacts(operation, names, responses.error))),
      ...extra.map((each) => functionOf(each.names, each.form, each.doc)),
    ],
    aliases: [names, ...extra.map((each) => each.names)]
      .filter((own) => own.local !== own.exported)
      .map((own) => code`${own.local} as ${propertyNameOf(own.exported)}`),
    uses: [...forms.flatMap((each) => each.uses), ...request.uses],
    types: forms.flatMap((each) => each.types),
    imports: forms.flatMap((each) => each.imports),
  };
}

/** The function that follows an operation by its name, beside the one that reads its state once. */
function planWatch(names: OperationNames, context: OperationContext): { readonly names: FunctionNames; readonly form: Form; readonly doc: Doc } | null {
  const { watch } = names.operation;
  if (watch === null || names.watch === null) return null;
  // The request itself reads the state: no other call is needed for that.
  const poll: LongRunning["poll"] = watch.poll.kind === "operation" ? { ...watch.poll, get: null } : watch.poll;
  const view = planLongRunning({ ...watch, poll }, names, context.group, context.plan, context.types);
  const form = pollerForm({ ...view, uses: view.uses.map((use) => (use === "longRunning" ? "watch" : use)) }, "watch");
  const words = `Follows an operation that runs already, as ${"`"}${names.exported}${"`"} reads it.`;
  return { names: names.watch, form, doc: paragraphs(0, words) };
}

const propertyNameOf = (exported: string): Identifier => identifier(exported);

const scopesCode = (scopes: readonly string[]): CodeText =>
  delimited("[", scopes.map((scope) => stringLiteral(scope)), "]", entryPlace("scopes")) as CodeText;

/** The runtime's own rule: all but POST and PATCH may be sent again. */
function defaultIdempotency(operation: Operation): boolean {
  return operation.method !== "POST" && operation.method !== "PATCH";
}

function waitFacts(wait: Operation["waits"][number]): string {
  const property = `${"`"}${wait.property.join(".")}${"`"}`;
  const states = (values: readonly string[]): string => values.map((value) => `${"`"}${value}${"`"}`).join(", ");
  return [
    wait.until.length > 0 ? `Ends when ${property} is ${states(wait.until)}${wait.untilAbsent ? ", or the resource is gone" : ""}.` : "Ends when the resource is gone.",
    wait.failed.length > 0 ? `Fails when it is ${states(wait.failed)}.` : "",
  ].join(" ");
}

