import type { Service } from "../model/index.ts";
import { ownTypes } from "../plan/deprecated.ts";
import { planEntryPoint, type EntryPoint } from "../plan/entryPoint.ts";
import type { FieldView } from "../plan/interfaces.ts";
import type { TypeView } from "../plan/models.ts";
import { flattenGroups } from "../plan/groupNames.ts";
import {
  addressOf,
  formsOf,
  publishes,
  typeForms,
  typeNameOf,
  type NameLock,
  type TypeForm,
} from "../plan/nameLock.ts";
import type { GroupNames, OperationNames } from "../plan/names.ts";
import type { OperationView } from "../plan/operations.ts";
import { namedIn, planShapes, travels } from "../plan/shapes.ts";
import { planUnions } from "../plan/unions.ts";
import { canonicalType, responseData } from "./typeTexts.ts";

/** A member of an object, as callers see it. */
export interface Field {
  readonly type: string;
  readonly optional: boolean;
  readonly readonly: boolean;
}

export type Fields = ReadonlyMap<string, Field>;

/** A type that callers may name. */
export interface Shape {
  /** All members, inherited ones too; null for what is no interface. */
  readonly fields: Fields | null;
  /** What an alias stands for, or what an index signature gives; null where there is neither. */
  readonly type: string | null;
  /** Callers give values of it, the service gives them, or both. */
  readonly sent: boolean;
  readonly received: boolean;
}

/** A function that callers may call. */
export interface Callable {
  readonly address: string;
  readonly args: Fields;
  readonly returns: string;
  /** What a plain call answers, without statuses; null for pages and pollers. */
  readonly data: string | null;
}

/** All that an entry point exports, by the names that callers use: `pools.list`, `Pool`. */
export interface Surface {
  readonly title: string;
  readonly apiVersion: string;
  readonly options: Fields;
  readonly functions: ReadonlyMap<string, Callable>;
  readonly types: ReadonlyMap<string, Shape>;
  /** What deprecated names of types stand for. */
  readonly deprecated: ReadonlyMap<string, string>;
}

type Rename = ReadonlyMap<string, string>;

/** That what may be absent may be undefined goes without saying. */
const fieldsOf = (fields: readonly FieldView[], rename: Rename): Fields =>
  new Map(
    fields.map(({ key, type, optional, readonly }) => [
      key,
      { type: canonicalType(type, rename).replace(optional ? / \| undefined$/ : "", ""), optional, readonly } as const,
    ]),
  );

/** Declarations whose values the service gives. */
function receivedTypes(service: Service): ReadonlySet<string> {
  const found = new Set<string>();
  const queue: string[] = service.errorType === null ? [] : [...namedIn(service.errorType)];
  for (const { responses, paging, longRunning } of service.groups.flatMap(({ operations }) => operations)) {
    for (const { contents, headers } of responses) {
      for (const content of contents) if ("type" in content) namedIn(content.type, queue);
      for (const { type } of headers) namedIn(type, queue);
    }
    if (paging !== null) namedIn(paging.itemType, queue);
    if (longRunning?.result != null) namedIn(longRunning.result, queue);
  }
  const declarations = new Map(service.types.map((declaration) => [declaration.id, declaration]));
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const declaration = declarations.get(id);
    if (declaration === undefined || found.has(id)) continue;
    found.add(id);
    if (declaration.kind === "alias") namedIn(declaration.type, queue);
    if (declaration.kind !== "model") continue;
    queue.push(...declaration.bases, ...(declaration.discriminator?.variants.map((variant) => variant.id) ?? []));
    for (const property of declaration.properties) if (travels(property, "output")) namedIn(property.type, queue);
    if (declaration.additional !== null) namedIn(declaration.additional, queue);
  }
  return found;
}

interface Use {
  readonly sent: boolean;
  readonly received: boolean;
}

/** In which directions the types go, by their exported names. What goes nowhere counts as both. */
function usesOf(service: Service, { names }: EntryPoint): ReadonlyMap<string, Use> {
  const shapes = planShapes(service);
  const unions = planUnions(new Map(service.types.map((declaration) => [declaration.id, declaration])));
  const received = receivedTypes(service);
  const isInput = (form: TypeForm): boolean => form === "inputs" || form === "inputBases";
  const useOf = (id: string, form: TypeForm): Use => {
    const twice = publishes(id, "inputs", shapes, unions);
    const sent = shapes.sent.has(id) && (!twice || isInput(form));
    const isReceived = received.has(id) && !isInput(form);
    return sent || isReceived ? { sent, received: isReceived } : { sent: true, received: true };
  };
  return new Map(
    [...names.types].flatMap(([id, own]) =>
      typeForms
        .filter((form) => publishes(id, form, shapes, unions))
        .map((form) => [typeNameOf(own, form), useOf(id, form)] as const),
    ),
  );
}

const basesOf = (heritage: string): readonly string[] =>
  heritage
    .trim()
    .replace(/^extends /, "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** An interface's members, with those that it inherits. */
function allFields(view: TypeView, views: ReadonlyMap<string, TypeView>, rename: Rename): Fields {
  if (view.isAlias) return new Map();
  const inherited = basesOf(view.heritage).flatMap((name) => {
    const base = views.get(name);
    return base === undefined ? [] : [...allFields(base, views, rename)];
  });
  return new Map([...inherited, ...fieldsOf(view.fields, rename)]);
}

function shapesOf(service: Service, point: EntryPoint, rename: Rename): ReadonlyMap<string, Shape> {
  const views = new Map(point.view.models.types.map((view) => [String(view.name), view]));
  const uses = usesOf(service, point);
  return new Map(
    [...views].map(([name, view]) => {
      const text = view.isAlias ? view.type : view.index;
      const shape: Shape = {
        fields: view.isAlias ? null : allFields(view, views, rename),
        type: text === null ? null : canonicalType(text, rename),
        ...(uses.get(name) ?? { sent: true, received: true }),
      };
      return [name, shape] as const;
    }),
  );
}

function callablesOf(
  names: OperationNames,
  view: OperationView,
  group: GroupNames,
  rename: Rename,
): readonly (readonly [string, Callable])[] {
  const path = group.namespaces.join(".");
  // Types of the function's own say nothing by their names.
  const own = new Map([...rename, ...ownTypes(view).map((name) => [name, name.slice(names.prefix.length)] as const)]);
  const exported = [names, ...names.waits, ...(names.watch === null ? [] : [names.watch])];
  return exported.map(({ exported: name }, index) => [
    `${path}.${name}`,
    {
      address: addressOf(names.operation),
      args: fieldsOf(view.args.fields, own),
      returns: canonicalType(view.functions[index]?.returns ?? "", own),
      data: index > 0 || view.response === null ? null : responseData(canonicalType(view.response.type, own)),
    },
  ]);
}

/** Functions by the names that they had. */
function formerCallables(
  { names }: EntryPoint,
  functions: ReadonlyMap<string, Callable>,
): readonly (readonly [string, Callable])[] {
  const namespaces = new Map(flattenGroups(names.groups).map((group) => [group.module, group.namespaces]));
  return names.deprecated.functions.flatMap(({ module, name, operation, form }) => {
    const target = names.operations.get(operation);
    const present = target === undefined ? undefined : formsOf(target.names).get(form);
    const callable = functions.get([...(target?.group.namespaces ?? []), present?.exported ?? ""].join("."));
    return callable === undefined ? [] : [[[...(namespaces.get(module) ?? []), name].join("."), callable] as const];
  });
}

/**
 * What an entry point made of the service exports. Names of `published`, an earlier generation's, stay. Types are called
 * in texts what `rename` says, so that an alias and what it stands for are the same.
 */
export function surfaceOf(service: Service, published: NameLock | null, rename?: Rename): Surface {
  const point = planEntryPoint(service, { name: service.id, title: service.title }, published);
  const former = new Set<string>(point.names.deprecated.types.map(({ name }) => name));
  const deprecated = new Map(
    point.view.models.types.flatMap((view) =>
      view.isAlias && former.has(view.name) ? [[String(view.name), String(view.type)] as const] : [],
    ),
  );
  const called = rename ?? deprecated;
  const modules = new Map(point.view.groups.map((view) => [view.path, view]));
  const functions = [...point.names.operations.values()].flatMap(({ names, group }) => {
    const all = group.operations.flatMap((each) => [each, ...each.media]);
    return [names, ...names.media].flatMap((each) => {
      const view = modules.get(group.module)?.operations[all.indexOf(each)];
      return view === undefined ? [] : callablesOf(each, view, group, called);
    });
  });
  return {
    title: service.title,
    apiVersion: service.apiVersion,
    options: fieldsOf(point.view.client.fields, called),
    functions: new Map([...functions, ...formerCallables(point, new Map(functions))]),
    types: shapesOf(service, point, called),
    deprecated,
  };
}
