import type { LongRunning, OperationLink, TypeRef, Wait } from "../model/index.ts";
import { arrayCode, arrowCode } from "./layout.ts";
import { linkArguments, planLink, type LinkView, type ModuleImport } from "./links.ts";
import type { GroupNames, NamePlan, OperationNames } from "./names.ts";
import { entryPlace, pathTemplate, type EntryView } from "./requests.ts";
import { code, identifier, literalCode, stringLiteral, type, type CodeText, type TypeText } from "./text.ts";
import { inlineType, type TypeContext } from "./typeText.ts";

/** `Name<args>`, still to be laid out. */
export interface GenericType {
  readonly name: string;
  readonly args: readonly TypeText[];
}

/** What makes a function return a poller: the second literal given to the runtime. */
export interface PollerView {
  readonly spec: readonly EntryView[];
  /** `Poller<…>` or `CancellablePoller<…>`. */
  readonly type: GenericType;
  readonly uses: readonly string[];
  readonly types: readonly string[];
  readonly imports: readonly ModuleImport[];
}

const entry = (key: string, value: CodeText): EntryView => ({ key: identifier(key), value });
const text = (value: string): CodeText => stringLiteral(value) as string as CodeText;

/** `(state, options) => callee(client, args, options)`; without the state where the arguments do not read it. */
function closure(link: LinkView, key: string): CodeText {
  const parameters = `(${link.readsState ? "state" : "_state"}, options)`;
  const place = entryPlace(key);
  const inline = linkArguments(link, { indent: 0, column: -Infinity, after: 0 });
  const code = arrowCode(parameters, link.callee, ["client", inline, "options"], place);
  // Behind the arrow, below it, and one argument a line: only then may the object itself have to be broken.
  const indent = place.indent + 4;
  const wrapped = linkArguments(link, { indent, column: indent, after: 1 });
  return code.includes(`(\n`) ? arrowCode(parameters, link.callee, ["client", wrapped, "options"], place) : code;
}

function pollerType(
  result: TypeRef | null,
  metadata: TypeRef | null,
  cancellable: boolean,
  context: TypeContext,
): GenericType {
  const data = result === null ? type`void` : inlineType(result, "output", context);
  const progress = metadata === null ? [] : [inlineType(metadata, "output", context)];
  return { name: cancellable ? "CancellablePoller" : "Poller", args: [data, ...progress] };
}

const protocols = { aip151: "aip151", compute: "compute" } as const;

export function planLongRunning(
  longRunning: LongRunning,
  names: OperationNames,
  group: GroupNames,
  plan: NamePlan,
  context: TypeContext,
): PollerView {
  const { poll } = longRunning;
  const protocol = poll.kind === "header" ? "headerPolling" : protocols[poll.style];
  const cancel = longRunning.cancel === null ? null : planLink(longRunning.cancel, names, group, plan);
  const read = longRunning.read === null ? null : planLink(longRunning.read, names, group, plan);
  const pollLink = poll.kind === "operation" && poll.get !== null ? poll.get : null;
  const direct = pollLink === null ? null : directPath(pollLink, plan);
  const reread = pollLink === null || direct !== null ? null : planLink(pollLink, names, group, plan);
  const get =
    direct !== null ? entry("path", text(direct)) : reread === null ? null : entry("get", closure(reread, "get"));
  const links = [reread, read, cancel].filter((link) => link !== null);
  const spec: readonly (EntryView | null)[] = [
    entry("id", text(names.operation.id)),
    entry("protocol", code`${identifier(protocol)}`),
    poll.kind === "header" && poll.final !== null ? entry("final", text(poll.final)) : null,
    get,
    longRunning.result === null ? entry("result", text("none")) : null,
    read === null ? null : entry("read", closure(read, "read")),
    cancel === null ? null : entry("cancel", closure(cancel, "cancel")),
  ];
  return {
    spec: spec.filter((item) => item !== null),
    type: pollerType(longRunning.result, longRunning.metadata, cancel !== null, context),
    uses: ["longRunning", protocol, ...links.flatMap((link) => link.uses)],
    types: [cancel === null ? "Poller" : "CancellablePoller", "PollerOptions"],
    imports: [reread, read, cancel].flatMap((link) => (link === null || link.import === null ? [] : [link.import])),
  };
}

/**
 * The address template of the operation that reads an operation object again, where all it needs is the object's
 * `name`: then no call of its own is needed. Null for others.
 */
function directPath(link: OperationLink, plan: NamePlan): string | null {
  const target = plan.operations.get(link.operation);
  const [only, ...more] = link.arguments;
  if (target === undefined || only === undefined || more.length > 0) return null;
  const named = only.from.kind === "field" && only.from.path.join() === "name";
  const argument = target.names.args.find((candidate) => candidate.parameter.name.wire === only.parameter);
  return named && argument?.name === "name" ? pathTemplate(target.names.operation.path, target.names, plan) : null;
}

export function planWait(
  wait: Wait,
  names: OperationNames,
  group: GroupNames,
  plan: NamePlan,
  data: TypeText,
): PollerView {
  const cancel = wait.cancel === null ? null : planLink(wait.cancel, names, group, plan);
  const list = (values: readonly string[], key: string): CodeText =>
    arrayCode(
      values.map((value) => literalCode(value)),
      entryPlace(key),
    );
  const spec: readonly (EntryView | null)[] = [
    entry("id", text(`${names.operation.id}#${wait.name.wire}`)),
    entry("property", list(wait.property, "property")),
    entry("until", list(wait.until, "until")),
    wait.failed.length === 0 ? null : entry("failed", list(wait.failed, "failed")),
    wait.untilAbsent ? entry("untilAbsent", code`true`) : null,
    cancel === null ? null : entry("cancel", closure(cancel, "cancel")),
  ];
  const name = cancel === null ? "Poller" : "CancellablePoller";
  return {
    spec: spec.filter((item) => item !== null),
    type: { name, args: [wait.untilAbsent && wait.until.length === 0 ? type`void` : data, data] },
    uses: ["waitFor", ...(cancel?.uses ?? [])],
    types: [name, "PollerOptions"],
    imports: cancel === null || cancel.import === null ? [] : [cancel.import],
  };
}

/** Paging as the runtime's third argument. */
export function pagingEntries(names: OperationNames): readonly EntryView[] {
  const { paging } = names.operation;
  if (paging === null) return [];
  const path = (values: readonly string[], key: string): CodeText =>
    arrayCode(
      values.map((value) => literalCode(value)),
      entryPlace(key),
    );
  const size = names.args.find((argument) => argument.parameter.name.wire === paging.pageSize);
  const next = paging.next;
  const entries: readonly (EntryView | null)[] = [
    entry("items", path(paging.items, "items")),
    next.kind === "link" ? entry("link", path(next.path, "link")) : null,
    next.kind === "token" ? entry("token", path(next.path, "token")) : null,
    next.kind === "token" ? entry("parameter", text(next.parameter)) : null,
    next.kind === "token" && next.location === "body" ? entry("in", text("body")) : null,
    size === undefined ? null : entry("pageSize", text(size.parameter.name.wire)),
  ];
  return entries.filter((item) => item !== null);
}
