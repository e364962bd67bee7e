import type { LongRunning, Operation } from "../model/index.ts";
import { paragraphs, phrase, type Doc } from "./docs.ts";
import { entryText, type EntryView } from "./entries.ts";
import { delimited, genericType } from "./layout.ts";
import type { ModuleImport } from "./links.ts";
import { planLongRunning, planWait, type GenericType, type PollerView } from "./longRunning.ts";
import { uploadForm } from "./media.ts";
import type { FunctionNames, OperationNames } from "./names.ts";
import type { OperationContext } from "./operationContext.ts";
import { planPaging } from "./paging.ts";
import { code, identifier, stringLiteral, type, type CodeText, type Identifier, type TypeText } from "./text.ts";
import { inlineType } from "./typeText.ts";

/** One exported function. */
export interface FunctionView {
  readonly doc: Doc;
  readonly inlineExport: boolean;
  readonly name: Identifier;
  readonly parameters: CodeText;
  readonly returns: TypeText;
  readonly callee: Identifier;
  /** The client that the runtime is given. */
  readonly client: CodeText;
  readonly request: readonly CodeText[];
  /** The literal behind the request's: paging or long-running operation. */
  readonly spec: readonly CodeText[];
  readonly hasSpec: boolean;
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
export interface Form {
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

export function mainForm(names: OperationNames, error: TypeText, context: OperationContext): Form {
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
    const { entries, uses, imports } = planPaging(names, context);
    return {
      callee: "pages",
      options: "CallOptions",
      returns,
      spec: entries,
      uses: ["pages", ...uses],
      types: ["Pages", "CallOptions"],
      imports,
    };
  }
  if (names.uploads) return uploadForm(names, error);
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

/** One function with all that its declaration says. */
export interface PlannedFunction {
  readonly names: FunctionNames;
  readonly form: Form;
  readonly doc: Doc;
}

/** The caller's client, or the same as it calls an operation on another host. */
function clientCode({ host }: Operation): CodeText {
  if (host === null) return code`client`;
  const parts = ["client", stringLiteral(host)];
  return delimited("onHost(", parts, ")", { indent: 4, column: 4, after: 1 }) as CodeText;
}

export function functionView(
  planned: PlannedFunction,
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
    client: clientCode(owner.operation),
    request: request.map(entryText),
    spec: form.spec.map(entryText),
    hasSpec: form.spec.length > 0,
  };
}

export function planWaits(
  names: OperationNames,
  data: TypeText,
  context: OperationContext,
): readonly PlannedFunction[] {
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

/** The function that follows an operation by its name, beside the one that reads its state once. */
export function planWatch(names: OperationNames, context: OperationContext): PlannedFunction | null {
  const { watch } = names.operation;
  if (watch === null || names.watch === null) return null;
  // The request itself reads the state: no other call is needed for that.
  const poll: LongRunning["poll"] = watch.poll.kind === "operation" ? { ...watch.poll, get: null } : watch.poll;
  const view = planLongRunning({ ...watch, poll }, names, context.group, context.plan, context.types);
  const form = pollerForm({ ...view, uses: view.uses.map((use) => (use === "longRunning" ? "watch" : use)) }, "watch");
  const words = `Follows an operation that runs already, as ${"`"}${names.exported}${"`"} reads it.`;
  return { names: names.watch, form, doc: paragraphs(0, words) };
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
