import type { OperationLink } from "../model/index.ts";
import { arrayCode } from "./layout.ts";
import { linkClosure, planLink, type LinkView, type ModuleImport } from "./links.ts";
import type { GroupNames, NamePlan, OperationNames } from "./names.ts";
import { entryPlace, type EntryView } from "./entries.ts";
import { identifier, literalCode, propertyKey, stringLiteral, type CodeText } from "./text.ts";

const entry = (key: string, value: CodeText): EntryView => ({ key: identifier(key), value });
const text = (value: string): CodeText => stringLiteral(value) as string as CodeText;

/**
 * The call that reads the page that a link leads to. The link goes to the one argument that the first operation does
 * not have; the others are given again. Null where there is no such argument: then the link is an address.
 */
function nextCall(id: string, names: OperationNames, group: GroupNames, plan: NamePlan): LinkView | null {
  const target = plan.operations.get(id);
  if (target === undefined) return null;
  const own = new Set(names.args.map(({ parameter }) => parameter.name.wire));
  const [link, ...others] = target.names.args.filter(
    ({ parameter }) => parameter.required && !own.has(parameter.name.wire),
  );
  const shared = target.names.args.map(({ parameter }) => parameter.name.wire).filter((wire) => own.has(wire));
  const operationLink: OperationLink = {
    operation: id,
    arguments: shared.map((wire) => ({ parameter: wire, from: { kind: "parameter", wire } })),
  };
  const view = link === undefined || others.length > 0 ? null : planLink(operationLink, names, group, plan);
  return view === null || link === undefined
    ? null
    : { ...view, args: [...view.args, [propertyKey(link.name), "link"]] };
}

/** Paging as the runtime's third argument, and the module that reads further pages where that is another one. */
export function planPaging(
  names: OperationNames,
  group: GroupNames,
  plan: NamePlan,
): { readonly spec: readonly EntryView[]; readonly imports: readonly ModuleImport[] } {
  const { paging } = names.operation;
  const operation = paging?.next.kind === "link" ? paging.next.operation : null;
  const next = operation === null ? null : nextCall(operation, names, group, plan);
  const entries = pagingEntries(names);
  if (next === null) return { spec: entries, imports: [] };
  const call = entry("next", linkClosure(next, entryPlace("next"), "link"));
  return { spec: [...entries, call], imports: next.import === null ? [] : [next.import] };
}

function pagingEntries(names: OperationNames): readonly EntryView[] {
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
