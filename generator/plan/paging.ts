import type { OperationLink, Parameter } from "../model/index.ts";
import { bindParameter, type Binding } from "./bindings.ts";
import { arrayCode, objectCode, type Place } from "./layout.ts";
import { linkClosure, planLink, type LinkView, type ModuleImport } from "./links.ts";
import type { GroupNames, NamePlan, OperationNames } from "./names.ts";
import type { OperationContext } from "./operationContext.ts";
import { isSent, valueOf } from "./requests.ts";
import { entryPlace, type Entries, type EntryView } from "./entries.ts";
import { code, identifier, literalCode, propertyKey, stringLiteral, type CodeText } from "./text.ts";

const entry = (key: string, value: CodeText): EntryView => ({ key: identifier(key), value });
const text = (value: string): CodeText => stringLiteral(value) as string as CodeText;

/**
 * The call that reads the page that a link leads to. The link goes to the argument that is for it, else to the one that
 * the first operation does not have; the others are given again. Null where there is no such argument: then the link is
 * an address.
 */
function nextCall(target: OperationNames, names: OperationNames, group: GroupNames, plan: NamePlan): LinkView | null {
  const own = new Set(names.args.map(({ parameter }) => parameter.name.wire));
  const [link, ...others] = target.args.filter(({ parameter }) =>
    parameter.role === "pageLink" ? true : parameter.required && !own.has(parameter.name.wire),
  );
  if (link === undefined || others.length > 0) return null;
  const shared = target.args.filter((argument) => argument !== link && own.has(argument.parameter.name.wire));
  const operationLink: OperationLink = {
    operation: target.operation.id,
    arguments: shared.map(({ parameter: { name } }) => ({
      parameter: name.wire,
      from: { kind: "parameter", wire: name.wire },
    })),
  };
  const view = planLink(operationLink, names, group, plan);
  return view === null ? null : { ...view, args: [...view.args, [propertyKey(link.name), "link"]] };
}

/** Where the request of a further page stands: an entry of the paging literal, with entries of its own. */
const furtherPlace = entryPlace("further");
const memberPlace = (key: string): Place => {
  const indent = furtherPlace.indent + 2;
  return { indent, column: indent + key.length + 2, after: 1 };
};

/**
 * What the operation that reads further pages, where links are addresses, sends beside the link: its method, its query,
 * and the body that both operations take.
 */
function furtherRequest(target: OperationNames, names: OperationNames, context: OperationContext): Entries {
  const { plan, types } = context;
  const isSame = (a: Parameter, b: Parameter): boolean => a.location === b.location && a.name.wire === b.name.wire;
  const query = target.operation.parameters.flatMap((parameter): readonly Binding[] => {
    if (parameter.location !== "query") return [];
    const given = names.operation.parameters.find((own) => isSame(own, parameter));
    const sent = parameter.constant !== undefined || parameter.role === "apiVersion" ? parameter : given;
    return sent === undefined || !isSent(sent)
      ? []
      : [bindParameter(sent, valueOf(sent, names, plan), types.declarations)];
  });
  const items = query.map(({ item }) => item);
  const isJson = [target, names].every(
    ({ operation: { body } }) => body?.contents.length === 1 && body.contents[0]?.kind === "json",
  );
  const { method } = target.operation;
  const members = [
    ...(method === "GET" ? [] : [["method", text(method)] as const]),
    ...(query.length === 0 ? [] : [["query", objectCode(items, memberPlace("query"))] as const]),
    ...(isJson ? [["body", code`args.body`] as const] : []),
  ];
  if (members.length === 0) return { entries: [], uses: [] };
  return { entries: [entry("further", objectCode(members, furtherPlace))], uses: query.flatMap(({ uses }) => uses) };
}

/** Paging as the runtime's third argument, what it calls, and the module that reads further pages where that is another. */
export function planPaging(
  names: OperationNames,
  context: OperationContext,
): Entries & { readonly imports: readonly ModuleImport[] } {
  const { paging } = names.operation;
  const { group, plan } = context;
  const id = paging?.next.kind === "link" ? paging.next.operation : null;
  const target = id === null ? undefined : plan.operations.get(id)?.names;
  const entries = pagingEntries(names);
  if (target === undefined) return { entries, uses: [], imports: [] };
  const next = nextCall(target, names, group, plan);
  if (next === null) {
    const further = furtherRequest(target, names, context);
    return { entries: [...entries, ...further.entries], uses: further.uses, imports: [] };
  }
  const call = entry("next", linkClosure(next, entryPlace("next"), "link"));
  return { entries: [...entries, call], uses: [], imports: next.import === null ? [] : [next.import] };
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
