import type { LongRunning, OperationLink, TypeRef, Wait } from "../model/index.ts";
import { arrayCode } from "./layout.ts";
import { linkClosure, planLink, type LinkView, type ModuleImport } from "./links.ts";
import type { GroupNames, NamePlan, OperationNames } from "./names.ts";
import { entryPlace, type EntryView } from "./entries.ts";
import { pathTemplate } from "./requests.ts";
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

/** The call that cancels, and what of the runtime makes use of it. */
const cancelEntries = (cancel: LinkView | null): readonly EntryView[] =>
  cancel === null
    ? []
    : [entry("cancel", linkClosure(cancel, entryPlace("cancel"))), entry("poller", code`Cancellable`)];

const cancelUses = (cancel: LinkView | null): readonly string[] => (cancel === null ? [] : ["Cancellable"]);

const protocols = { aip151: "aip151", compute: "compute" } as const;

export function planLongRunning(
  longRunning: LongRunning,
  names: OperationNames,
  group: GroupNames,
  plan: NamePlan,
  context: TypeContext,
): PollerView {
  const { poll } = longRunning;
  const yieldsNothing = longRunning.result === null;
  const headers = yieldsNothing && names.operation.method === "POST" ? "headerStatus" : "headerPolling";
  const protocol = poll.kind === "header" ? headers : protocols[poll.style];
  const cancel = longRunning.cancel === null ? null : planLink(longRunning.cancel, names, group, plan);
  const read = longRunning.read === null ? null : planLink(longRunning.read, names, group, plan);
  const pollLink = poll.kind === "operation" && poll.get !== null ? poll.get : null;
  const direct = pollLink === null ? null : directPath(pollLink, plan);
  const reread = pollLink === null || direct !== null ? null : planLink(pollLink, names, group, plan);
  const get =
    direct !== null
      ? entry("path", text(direct))
      : reread === null
        ? null
        : entry("get", linkClosure(reread, entryPlace("get")));
  const links = [reread, read, cancel].filter((link) => link !== null);
  const spec: readonly (EntryView | null)[] = [
    entry("id", text(names.operation.id)),
    entry("protocol", code`${identifier(protocol)}`),
    poll.kind === "header" && poll.final !== null && !yieldsNothing ? entry("final", text(poll.final)) : null,
    get,
    yieldsNothing ? entry("result", text("none")) : null,
    read === null ? null : entry("read", linkClosure(read, entryPlace("read"))),
    ...cancelEntries(cancel),
  ];
  return {
    spec: spec.filter((item) => item !== null),
    type: pollerType(longRunning.result, longRunning.metadata, cancel !== null, context),
    uses: ["longRunning", protocol, ...cancelUses(cancel), ...links.flatMap((link) => link.uses)],
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
    ...cancelEntries(cancel),
  ];
  const name = cancel === null ? "Poller" : "CancellablePoller";
  return {
    spec: spec.filter((item) => item !== null),
    type: {
      name,
      args: [wait.untilAbsent ? (wait.until.length === 0 ? type`void` : type`${data} | undefined`) : data, data],
    },
    uses: ["waitFor", ...cancelUses(cancel), ...(cancel?.uses ?? [])],
    types: [name, "PollerOptions"],
    imports: cancel === null || cancel.import === null ? [] : [cancel.import],
  };
}
