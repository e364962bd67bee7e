import type { Declaration, Operation, Service } from "../model/index.ts";
import {
  addressOf,
  clientNameOf,
  formsOf,
  keyCandidates,
  publishes,
  typeForms,
  typeKeys,
  typeNameOf,
  type LockedOperation,
  type NameLock,
  type TypeForm,
} from "./nameLock.ts";
import type { NamePlan, Published, TypeNames } from "./names.ts";
import type { Shapes } from "./shapes.ts";
import { identifier, type Identifier } from "./text.ts";
import type { UnionPlan } from "./unions.ts";

/** An operation as it was published, perhaps under another id. */
export interface FormerOperation {
  readonly id: string;
  readonly locked: LockedOperation;
}

/** The names that are published, and what of the service has them now. */
export interface KeptNames {
  readonly lock: NameLock;
  readonly shapes: Shapes;
  readonly unions: ReadonlyMap<string, UnionPlan>;
  /** By the operation's present id. */
  readonly operations: ReadonlyMap<string, FormerOperation>;
  /** Keys in the lock, by the declaration's id. */
  readonly types: ReadonlyMap<string, string>;
  /** Who has the exported names of a module, or had them: forms with present ids of operations, by module and name. */
  readonly owners: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The same for names of types: forms with ids of declarations. */
  readonly typeOwners: ReadonlyMap<string, string>;
}

const ownerOf = (form: string, id: string): string => `${form} ${id}`;

/**
 * Finds each operation's entry: the one of its id and address; else, since an operation is what it calls, the one of its
 * address, if that is nobody else's; else the one of its id.
 */
function matchOperations(operations: readonly Operation[], lock: NameLock): ReadonlyMap<string, FormerOperation> {
  const entries = new Map(lock.operations);
  const open = new Map(operations.map((operation) => [operation.id, addressOf(operation)]));
  const matched = new Map<string, FormerOperation>();
  const match = (id: string, former: string): void => {
    const locked = entries.get(former);
    if (locked === undefined) return;
    matched.set(id, { id: former, locked });
    entries.delete(former);
    open.delete(id);
  };
  for (const [id, address] of open) if (entries.get(id)?.address === address) match(id, id);
  const present = onlyOnes(open);
  const former = onlyOnes(new Map([...entries].map(([id, { address }]) => [id, address])));
  for (const [address, id] of present) {
    const found = former.get(address);
    if (found !== undefined) match(id, found);
  }
  for (const id of open.keys()) match(id, id);
  return matched;
}

/** Ids by address, of those that have theirs for themselves. */
function onlyOnes(addresses: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const ids = new Map<string, string[]>();
  for (const [id, address] of addresses) ids.set(address, [...(ids.get(address) ?? []), id]);
  return new Map([...ids].flatMap(([address, [id, ...others]]) => (id && others.length === 0 ? [[address, id]] : [])));
}

/** Finds each declaration's key: its own; else a longer or shorter one, for documents may have come or gone. */
function matchTypes(declarations: readonly Declaration[], lock: NameLock): ReadonlyMap<string, string> {
  const known = new Set(lock.types.types.keys());
  const matched = new Map<string, string>();
  const claim = (id: string, keys: readonly string[]): void => {
    const key = matched.has(id) ? undefined : keys.find((each) => known.delete(each));
    if (key !== undefined) matched.set(id, key);
  };
  for (const [id, key] of typeKeys(declarations)) claim(id, [key]);
  const others = declarations.filter(({ id }) => !matched.has(id)).map(({ id }) => id);
  for (const id of known.size === 0 ? [] : others.sort()) claim(id, keyCandidates(id));
  return matched;
}

function ownersOf(operations: KeptNames["operations"]): KeptNames["owners"] {
  const owners = new Map<string, Map<string, string>>();
  const add = (module: string, name: string, owner: string): void => {
    const known = owners.get(module) ?? new Map<string, string>();
    owners.set(module, known);
    if (!known.has(name)) known.set(name, owner);
  };
  for (const [id, { locked }] of operations) {
    for (const [form, name] of locked.functions) add(locked.module, name, ownerOf(form, id));
    for (const [path, form] of locked.deprecated) {
      const { module, name } = splitFunction(path);
      add(module, name, ownerOf(form, id));
    }
  }
  return owners;
}

/** `projects/locations.get`, taken apart. */
export function splitFunction(path: string): { readonly module: string; readonly name: string } {
  const end = path.lastIndexOf(".");
  return { module: path.slice(0, end), name: path.slice(end + 1) };
}

/** `inputs #/definitions/Pet`, taken apart. */
export function splitFormer(text: string): readonly [form: TypeForm | null, key: string] {
  const end = text.indexOf(" ");
  return [typeForms.find((form) => form === text.slice(0, end)) ?? null, text.slice(end + 1)];
}

function typeOwnersOf(types: KeptNames["types"], lock: NameLock, taken: readonly string[]): KeptNames["typeOwners"] {
  const ids = new Map([...types].map(([id, key]) => [key, id]));
  const owners = new Map<string, string>();
  const add = (name: string, form: TypeForm | null, key: string): void => {
    const id = ids.get(key);
    if (form !== null && id !== undefined && !owners.has(name) && !taken.includes(name))
      owners.set(name, ownerOf(form, id));
  };
  for (const form of typeForms) for (const [key, name] of lock.types[form]) add(name, form, key);
  for (const [name, text] of lock.deprecatedTypes) add(name, ...splitFormer(text));
  return owners;
}

/** Finds what is meant by the names of a lock. Types may not have the names of the client's own. */
export function keepNames(
  service: Service,
  { lock, shapes, unions }: Published,
  clientTypes: readonly string[],
): KeptNames {
  const operations = matchOperations(
    service.groups.flatMap((group) => group.operations),
    lock,
  );
  const types = matchTypes(service.types, lock);
  return {
    ...{ lock, shapes, unions, operations, types },
    owners: ownersOf(operations),
    typeOwners: typeOwnersOf(types, lock, clientTypes),
  };
}

/** Groups whose modules had functions that still exist, wherever they are now. */
export function formerModules(kept: KeptNames | null): readonly string[] {
  if (kept === null) return [];
  return [...kept.lock.modules].flatMap(([id, module]) => (kept.owners.has(module) ? [id] : [])).sort();
}

/** Exported names that are taken in a module, whoever has them. */
export const takenIn = (kept: KeptNames | null, module: string): readonly string[] => [
  ...(kept?.owners.get(module)?.keys() ?? []),
];

/**
 * The name that a function keeps, where it has one in this module. An operation that the specification calls something
 * else gets the name that it wants, if that is its own, be it with a number behind it.
 */
export function keptFunction(
  kept: KeptNames | null,
  module: string,
  id: string,
  form: string,
  wanted: string,
): string | null {
  const former = kept?.operations.get(id);
  const owners = kept?.owners.get(module);
  if (former === undefined || owners === undefined) return null;
  const isMine = (name: string): boolean => owners.get(name) === ownerOf(form, id);
  const published = former.locked.module === module ? (former.locked.functions.get(form) ?? null) : null;
  const holds = former.id === id || published?.replace(/\d+$/, "") === wanted;
  if (published !== null && holds && isMine(published)) return published;
  return isMine(wanted) ? wanted : null;
}

/** The name that a declaration keeps, unless the specification calls it something else now. */
export function keptType(
  kept: KeptNames | null,
  declaration: Declaration,
  form: TypeForm,
  wanted: string,
): string | null {
  const key = kept?.types.get(declaration.id);
  if (kept === null || key === undefined) return null;
  const isMine = (name: string): boolean => kept.typeOwners.get(name) === ownerOf(form, declaration.id);
  const published = kept.lock.types[form].get(key) ?? null;
  const isRenamed = (kept.lock.clientNames.get(key) ?? null) !== clientNameOf(declaration);
  if (published !== null && !isRenamed && isMine(published)) return published;
  return isMine(wanted) ? wanted : null;
}

/** A name that a function had: what it is now is a form of an operation. */
export interface FormerFunction {
  readonly module: string;
  readonly name: string;
  /** Its present id. */
  readonly operation: string;
  readonly form: string;
}

/** A name that a declaration had, or has for a form that is not written any more. */
export interface FormerType {
  readonly name: Identifier;
  readonly id: string;
  readonly form: TypeForm;
}

export interface FormerNames {
  readonly functions: readonly FormerFunction[];
  readonly types: readonly FormerType[];
}

/** The names that functions had, and that they do not have now. */
export function formerFunctions(kept: KeptNames | null, operations: NamePlan["operations"]): readonly FormerFunction[] {
  const found = [...(kept?.operations ?? [])].flatMap(([id, { locked }]) => {
    const present = operations.get(id);
    if (present === undefined) return [];
    const forms = formsOf(present.names);
    const former = [
      ...[...locked.functions].map(([form, name]) => ({ module: locked.module, name, form })),
      ...[...locked.deprecated].map(([path, form]) => ({ ...splitFunction(path), form })),
    ];
    return former
      .filter(({ module, name, form }) => kept?.owners.get(module)?.get(name) === ownerOf(form, id) && forms.has(form))
      .filter(({ module, name, form }) => present.group.module !== module || forms.get(form)?.exported !== name)
      .map((each) => ({ ...each, operation: id }));
  });
  // The order must not tell how the operations were found.
  return found.sort((a, b) => (`${a.module}.${a.name}` < `${b.module}.${b.name}` ? -1 : 1));
}

/** The names that types had and that they are not exported by now. */
export function formerTypes(kept: KeptNames | null, types: ReadonlyMap<string, TypeNames>): readonly FormerType[] {
  const owners = [...(kept?.typeOwners ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
  return owners.flatMap(([name, owner]): readonly FormerType[] => {
    const [form, id] = splitFormer(owner);
    const names = types.get(id);
    if (kept === null || form === null || names === undefined) return [];
    const isPublished = publishes(id, form, kept.shapes, kept.unions) && typeNameOf(names, form) === name;
    return isPublished ? [] : [{ name: identifier(name), id, form }];
  });
}
