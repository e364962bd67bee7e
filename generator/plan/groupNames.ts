import { makeName, type Name, type Operation, type OperationGroup } from "../model/index.ts";
import { allocator, foldCase } from "./allocator.ts";
import type { ArgumentName } from "./argumentNames.ts";
import { asciiName, memberName, reservedWords } from "./casing.ts";
import { nameOperations } from "./functionNames.ts";
import { formerModules, takenIn, type KeptNames } from "./keptNames.ts";
import { groupId, groupSteps } from "./nameLock.ts";
import type { GroupNames } from "./names.ts";
import { identifier, isIdentifier } from "./text.ts";

/** Modules that every entry point has; a group of such a name moves aside, its namespace stays. */
const ownModules: ReadonlySet<string> = new Set(["index", "client", "models", "xml"]);

/** Names that some systems keep for devices. */
const deviceNames = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

interface Level {
  readonly name: Name;
  operations: readonly Operation[];
  readonly children: Map<string, Level>;
}

/** Groups in their parents, and those that exist only for the sake of names that functions had there. */
function nest(groups: readonly OperationGroup[], former: readonly string[]): ReadonlyMap<string, Level> {
  const top = new Map<string, Level>();
  const ids = new Set<string>();
  const reach = (names: readonly Name[]): Level | undefined => {
    let levels = top;
    let level: Level | undefined;
    for (const [index, name] of names.entries()) {
      const key = memberName(name);
      level = levels.get(key) ?? { name, operations: [], children: new Map() };
      levels.set(key, level);
      levels = level.children;
      ids.add(groupId(names.slice(0, index + 1).map(({ wire }) => wire)));
    }
    return level;
  };
  for (const group of groups) {
    const level = reach([...group.parents, group.name]);
    // Two groups that differ in spelling only become one module.
    if (level !== undefined) level.operations = [...level.operations, ...group.operations];
  }
  for (const id of former) if (!ids.has(id)) reach(groupSteps(id).map((wire) => makeName(wire)));
  return top;
}

/** Where levels stand: in which folder and namespaces, and which names are taken there. */
interface Place {
  readonly folder: string;
  readonly wires: readonly string[];
  readonly outer: readonly string[];
  readonly blocked: readonly string[];
}

interface KeptLevel {
  readonly step: string;
  readonly namespace: string;
}

/** What levels are called already, as far as they can be called that here. */
function keptLevels(
  levels: ReadonlyMap<string, Level>,
  { folder, wires, blocked }: Place,
  kept: KeptNames | null,
): ReadonlyMap<Level, KeptLevel> {
  const found = new Map<Level, KeptLevel>();
  if (kept === null) return found;
  const taken = new Set<string>([...(folder === "" ? ownModules : []), ...blocked.map((name) => `.${name}`)]);
  for (const level of levels.values()) {
    const id = groupId([...wires, level.name.wire]);
    const module = kept.lock.modules.get(id) ?? "";
    const namespace = kept.lock.namespaces.get(id) ?? "";
    const step = module.startsWith(folder) ? module.slice(folder.length) : "";
    const names = [foldCase(step), `.${namespace}`];
    if (!/^[A-Za-z_$][A-Za-z0-9_$]*$/.test(step) || deviceNames.test(step)) continue;
    if (!isIdentifier(namespace) || reservedWords.has(namespace) || names.some((name) => taken.has(name))) continue;
    for (const name of names) taken.add(name);
    found.set(level, { step, namespace });
  }
  return found;
}

function nameLevels(
  levels: ReadonlyMap<string, Level>,
  place: Place,
  clientArguments: readonly ArgumentName[],
  kept: KeptNames | null,
): readonly GroupNames[] {
  const { folder, wires, outer, blocked } = place;
  const known = keptLevels(levels, place, kept);
  const steps = [...known.values()].map(({ step }) => step);
  const files = allocator([...(folder === "" ? ownModules : []), ...steps], foldCase);
  const namespaces = allocator([...blocked, ...[...known.values()].map(({ namespace }) => namespace)]);
  return [...levels].map(([key, level]) => {
    const moves = (ownModules.has(foldCase(key)) && folder === "") || deviceNames.test(key);
    const module = folder + (known.get(level)?.step ?? files(moves ? `${key}Operations` : asciiName(key)));
    const aside = reservedWords.has(key) || blocked.includes(key);
    const namespace = identifier(known.get(level)?.namespace ?? namespaces(aside ? `${key}Operations` : key));
    const chain = [...outer, namespace];
    const path = [...wires, level.name.wire];
    const inside = { folder: `${module}/`, wires: path, outer: chain, blocked: takenIn(kept, module) };
    const children = nameLevels(level.children, inside, clientArguments, kept);
    const operations = nameOperations(level.operations, {
      module,
      namespaces: children.map((child): string => child.namespace),
      clientArguments,
      kept,
    });
    return { id: groupId(path), module, namespace, namespaces: chain, operations, children };
  });
}

/** The modules of an entry point, those inside others below them. */
export function nameGroups(
  groups: readonly OperationGroup[],
  clientArguments: readonly ArgumentName[],
  kept: KeptNames | null,
): readonly GroupNames[] {
  const place = { folder: "", wires: [], outer: [], blocked: ["createClient"] };
  return nameLevels(nest(groups, formerModules(kept)), place, clientArguments, kept);
}

export function flattenGroups(groups: readonly GroupNames[]): readonly GroupNames[] {
  return groups.flatMap((group) => [group, ...flattenGroups(group.children)]);
}
