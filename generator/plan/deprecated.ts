import { deprecatedDoc, type Doc } from "./docs.ts";
import { relativeModule } from "./links.ts";
import { prefixOf } from "./functionNames.ts";
import type { FormerFunction, FormerType } from "./keptNames.ts";
import { formsOf, publishes, typeNameOf } from "./nameLock.ts";
import type { FunctionNames, GroupNames, NamePlan } from "./names.ts";
import type { TypeAliasView } from "./models.ts";
import type { OperationView } from "./operations.ts";
import { code, identifier, type, type CodeText, type Identifier, type ImportPath } from "./text.ts";
import type { TypeContext } from "./typeText.ts";

/** Names that a module exports things by that are called something else now. */
export interface DeprecatedView {
  readonly items: readonly { readonly doc: Doc; readonly text: CodeText }[];
  /** ` from "./other.js"`; empty where the things are the module's own. */
  readonly from: CodeText;
}

/** The types that belong to functions, by the plan of their names. */
export type TypesOf = ReadonlyMap<FunctionNames, readonly Identifier[]>;

/** The names of the types that stand beside a function for it alone. */
export const ownTypes = ({ args, headers, response }: OperationView): readonly Identifier[] => [
  args.name,
  ...headers.map(({ name }) => name),
  ...(response === null ? [] : [response.name]),
];

/** The type of a form that a declaration is written in; that of another where it is not. */
function presentType({ id, form }: FormerType, { names, shapes, unions }: TypeContext): Identifier | null {
  const types = names.types.get(id);
  if (types === undefined) return null;
  const written = publishes(id, form, shapes, unions) ? form : form === "inputBases" ? "inputs" : "types";
  return identifier(typeNameOf(types, publishes(id, written, shapes, unions) ? written : "types"));
}

/** `export type old = name;` for every name that a type had. */
export function formerTypeViews(context: TypeContext): readonly TypeAliasView[] {
  return context.names.deprecated.types.flatMap((former): readonly TypeAliasView[] => {
    const present = presentType(former, context);
    if (present === null) return [];
    const doc = deprecatedDoc(0, present);
    return [{ kind: "alias", isAlias: true, doc, name: former.name, type: type`${present}` }];
  });
}

function itemsOf(former: FormerFunction, group: GroupNames, plan: NamePlan, types: TypesOf): DeprecatedView | null {
  const target = plan.operations.get(former.operation);
  const present = target === undefined ? undefined : formsOf(target.names).get(former.form);
  if (target === undefined || present === undefined) return null;
  const isHere = target.group.module === group.module;
  const path = (name: string): string => [...(isHere ? [] : target.group.namespaces), name].join(".");
  const item = (now: CodeText, name: string, old: string): DeprecatedView["items"][number] => ({
    doc: deprecatedDoc(2, path(name)),
    text: now === old ? now : code`${now} as ${identifier(old)}`,
  });
  const own = types.get(present) ?? [];
  return {
    items: [
      item(code`${identifier(isHere ? present.local : present.exported)}`, present.exported, former.name),
      ...own
        .map((name) => ({ name, old: prefixOf(former.name) + name.slice(present.prefix.length) }))
        // Within a module, a name that differs in the case of its first letter only has the same types.
        .filter(({ name, old }) => !isHere || name !== old)
        .map(({ name, old }) => {
          const { text, doc } = item(code`${name}`, name, old);
          return { text: code`type ${text}`, doc };
        }),
    ],
    from: isHere ? code`` : fromModule(relativeModule(group.module, target.group.module)),
  };
}

const fromModule = (path: ImportPath): CodeText => code` from "${path}"`;

/** The names that functions of the plan had in this module. */
export function deprecatedViews(group: GroupNames, plan: NamePlan, types: TypesOf): readonly DeprecatedView[] {
  const byModule = new Map<CodeText, DeprecatedView["items"]>();
  for (const former of plan.deprecated.functions) {
    const view = former.module === group.module ? itemsOf(former, group, plan, types) : null;
    if (view !== null) byModule.set(view.from, [...(byModule.get(view.from) ?? []), ...view.items]);
  }
  return [...byModule].map(([from, items]) => ({ from, items }));
}
