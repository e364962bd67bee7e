import { typeForms, type LockedOperation, type NameLock, type Names } from "../plan/nameLock.ts";

/** Keeps the names that a package is published with. Lies beside it, and is written and read by every generation. */
export const lockName = "names.lock.json";

/** Raised when a member changes its meaning. */
export const lockFormat = 1;

/** A JSON object as it will be written: members in this order, those that are empty left out. */
type Members = readonly (readonly [key: string, value: string | number | Names | Node])[];

interface Node {
  readonly members: Members;
}

const byText = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const entriesOf = (value: Names | Node): Members => ("members" in value ? value.members : [...value].sort(byText));

const isEmpty = (value: Names | Node): boolean => ("members" in value ? value.members.length === 0 : value.size === 0);

/** One name on each line, so that what has changed can be read in a diff. */
function objectText(value: Names | Node, indent: string): string {
  const inner = `${indent}  `;
  const lines = entriesOf(value).flatMap(([key, member]) => {
    if (typeof member !== "object") return [`${inner}${JSON.stringify(key)}: ${JSON.stringify(member)}`];
    return isEmpty(member) ? [] : [`${inner}${JSON.stringify(key)}: ${objectText(member, inner)}`];
  });
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

const operationNode = (locked: LockedOperation): Node => ({
  members: [
    ["address", locked.address],
    ["module", locked.module],
    ["functions", locked.functions],
    ["deprecated", locked.deprecated],
    ["arguments", locked.arguments],
  ],
});

const entryPointNode = (lock: NameLock): Node => ({
  members: [
    ["client", lock.client],
    ["parameters", lock.parameters],
    ["modules", lock.modules],
    ["namespaces", lock.namespaces],
    ["operations", { members: [...lock.operations].sort(byText).map(([id, each]) => [id, operationNode(each)]) }],
    ...typeForms.map((form) => [form, lock.types[form]] as const),
    ["clientNames", lock.clientNames],
    ["deprecatedTypes", lock.deprecatedTypes],
  ],
});

/** The text of the file, from the names of each entry point. */
export function formatLock(entryPoints: ReadonlyMap<string, NameLock>): string {
  const nodes = [...entryPoints].sort(byText).map(([folder, lock]) => [folder, entryPointNode(lock)] as const);
  return `${objectText(
    {
      members: [
        ["format", lockFormat],
        ["entryPoints", { members: nodes }],
      ],
    },
    "",
  )}\n`;
}
