import { splitWords, type Declaration, type Operation, type Service, type Wait } from "../model/index.ts";
import { parameterKey, type ArgumentName } from "./argumentNames.ts";
import type { FunctionNames, GroupNames, NamePlan, OperationNames, TypeNames } from "./names.ts";
import type { Shapes } from "./shapes.ts";
import type { UnionPlan } from "./unions.ts";

/** What has a name, and the name. */
export type Names = ReadonlyMap<string, string>;

/** The names that a declaration may have: of itself, of its request shape, of what the variants of each share. */
export const typeForms = ["types", "inputs", "bases", "inputBases"] as const;

export type TypeForm = (typeof typeForms)[number];

/** An operation as it was published. */
export interface LockedOperation {
  /** Method and path, with empty braces for parameters: what the operation is, whatever it is called. */
  readonly address: string;
  /** Path of the module that its functions are in. */
  readonly module: string;
  /** By form: `call`, `watch`, `upload`, `download`, and `wait` with the name of the wait. */
  readonly functions: Names;
  /** By place and wire name of the parameter: `path poolId`. */
  readonly arguments: Names;
  /** Forms by former names, with their modules: `pool.fetch`. */
  readonly deprecated: Names;
}

/** The names that an entry point is published with, as they are kept from one generation to the next. */
export interface NameLock {
  /** The interface of the client: `BatchClient`. */
  readonly client: string;
  /** The client's options, by place and wire name of the parameter. */
  readonly parameters: Names;
  /** By the wire names of a group and those around it: `projects/locations`. */
  readonly modules: Names;
  readonly namespaces: Names;
  /** By id. */
  readonly operations: ReadonlyMap<string, LockedOperation>;
  /** By key: the pointer of the declaration, behind as much of its document's path as tells it from others. */
  readonly types: Readonly<Record<TypeForm, Names>>;
  /** What the specification itself wants declarations to be called in code, by key. */
  readonly clientNames: Names;
  /** Form and key, `inputs #/definitions/Pet`, by former names. */
  readonly deprecatedTypes: Names;
}

/** Steps of a group's id are wire names, in which slashes are escaped as in a JSON pointer. */
export const groupId = (wires: readonly string[]): string =>
  wires.map((wire) => wire.replace(/~/g, "~0").replace(/\//g, "~1")).join("/");

export const groupSteps = (id: string): readonly string[] =>
  id.split("/").map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));

export function addressOf({ method, path, parameters }: Operation): string {
  const text = path.map((segment) => (segment.kind === "text" ? segment.text : "{}")).join("");
  const fixed = parameters.filter(
    ({ location, constant, role }) => location === "query" && constant !== undefined && role === "plain",
  );
  const query = fixed.map(({ name, constant }) => `${name.wire}=${String(constant)}`).sort();
  return `${method} ${text}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

/** Waits of one name, if ever there are such, are counted. */
export function waitForm({ waits }: Operation, wait: Wait): string {
  const { wire } = wait.name;
  const index = waits.filter(({ name }) => name.wire === wire).indexOf(wait);
  return `wait ${wire}${index > 0 ? ` ${index + 1}` : ""}`;
}

/** The functions of an operation by their form. */
export function formsOf(names: OperationNames): ReadonlyMap<string, FunctionNames> {
  return new Map([
    ["call", names],
    ...names.waits.map((each) => [waitForm(names.operation, each.wait), each] as const),
    ...(names.watch === null ? [] : [["watch", names.watch] as const]),
    ...names.media.map((each) => [each.uploads ? "upload" : "download", each] as const),
  ]);
}

/** The path of a declaration's document, and its pointer there. */
function partsOf(id: string): { readonly path: string; readonly pointer: string } {
  const start = Math.max(id.indexOf("#"), 0);
  return { path: id.slice(0, start), pointer: id.slice(start) };
}

/** Keys that a declaration could have, the shortest first. */
export function keyCandidates(id: string): readonly string[] {
  const { path, pointer } = partsOf(id);
  const steps = path === "" ? [] : path.split("/");
  return Array.from({ length: steps.length + 1 }, (_, count) => steps.slice(steps.length - count).join("/") + pointer);
}

/** The key of each declaration, by id: a folder's place on a disk must not have a say, so it is the shortest. */
export function typeKeys(declarations: readonly Declaration[]): Names {
  const ids = new Map<string, string[]>();
  for (const { id } of declarations) {
    const { pointer } = partsOf(id);
    const known = ids.get(pointer);
    if (known === undefined) ids.set(pointer, [id]);
    else known.push(id);
  }
  const keys = new Map<string, string>();
  for (const [pointer, same] of ids) {
    const [only, other] = same;
    if (only !== undefined && other === undefined) keys.set(only, pointer);
    else for (const [id, key] of distinctKeys(same)) keys.set(id, key);
  }
  return keys;
}

/** The shortest keys of declarations that have one pointer in several documents. */
function distinctKeys(ids: readonly string[]): Names {
  const users = new Map<string, number>();
  const candidates = ids.map((id) => [id, keyCandidates(id)] as const);
  for (const [, keys] of candidates) for (const key of keys) users.set(key, (users.get(key) ?? 0) + 1);
  return new Map(candidates.map(([id, keys]) => [id, keys.find((key) => users.get(key) === 1) ?? id]));
}

/** What the specification wants a declaration to be called in code, as one word; null where it says nothing of it. */
export function clientNameOf({ name }: Declaration): string | null {
  const said = name.words.join("");
  return said === splitWords(name.wire).join("") ? null : said;
}

/** Which of its names a declaration is exported by. */
export function publishes(id: string, form: TypeForm, shapes: Shapes, unions: ReadonlyMap<string, UnionPlan>): boolean {
  if (form === "types") return true;
  const isSent = shapes.distinct.has(id) && shapes.sent.has(id);
  return form === "inputs" ? isSent : unions.has(id) && (form === "bases" || isSent);
}

export const typeNameOf = (names: TypeNames, form: TypeForm): string =>
  ({ types: names.name, inputs: names.input, bases: names.base, inputBases: names.inputBase })[form];

const argumentNames = (names: readonly ArgumentName[]): Names =>
  new Map(names.map(({ parameter, name }) => [parameterKey(parameter), name]));

function lockOperation(names: OperationNames, group: GroupNames, plan: NamePlan): LockedOperation {
  const { id } = names.operation;
  const former = plan.deprecated.functions.filter(({ operation }) => operation === id);
  return {
    address: addressOf(names.operation),
    module: group.module,
    functions: new Map([...formsOf(names)].map(([form, { exported }]) => [form, exported])),
    arguments: argumentNames(names.args),
    deprecated: new Map(former.map(({ module, name, form }) => [`${module}.${name}`, form])),
  };
}

/** The names that a plan publishes. */
export function lockNames(
  service: Service,
  plan: NamePlan,
  groups: readonly GroupNames[],
  shapes: Shapes,
  unions: ReadonlyMap<string, UnionPlan>,
): NameLock {
  const keys = typeKeys(service.types);
  const keyOf = (id: string): string => keys.get(id) ?? id;
  const namesOf = (form: TypeForm): Names =>
    new Map(
      [...plan.types]
        .filter(([id]) => publishes(id, form, shapes, unions))
        .map(([id, names]) => [keyOf(id), typeNameOf(names, form)]),
    );
  return {
    client: plan.client,
    parameters: argumentNames(plan.clientParameters),
    modules: new Map(groups.map(({ id, module }) => [id, module])),
    namespaces: new Map(groups.map(({ id, namespace }) => [id, namespace])),
    operations: new Map([...plan.operations].map(([id, { names, group }]) => [id, lockOperation(names, group, plan)])),
    types: {
      types: namesOf("types"),
      inputs: namesOf("inputs"),
      bases: namesOf("bases"),
      inputBases: namesOf("inputBases"),
    },
    clientNames: new Map(
      service.types.flatMap((declaration) => {
        const said = clientNameOf(declaration);
        return said === null ? [] : [[keyOf(declaration.id), said] as const];
      }),
    ),
    deprecatedTypes: new Map(plan.deprecated.types.map(({ name, form, id }) => [name, `${form} ${keyOf(id)}`])),
  };
}
