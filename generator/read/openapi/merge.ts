import type { Declaration } from "../../model/index.ts";

/*
 * Documents of one service repeat each other's definitions. Declarations of one name that cannot be told apart by their
 * structure, followed through everything that they refer to, are one; what prose says of them does not count.
 */

/** The id that stands for each merged declaration's; ids that are not in it stand for themselves. */
export type Renames = ReadonlyMap<string, string>;

/** Finds the declarations that are the same as another. The one with the smallest id stands for all. */
export function findEqual(declarations: readonly Declaration[]): Renames {
  const byName = groupBy(declarations, nameKey);
  const repeated = [...byName.values()].filter((group) => group.length > 1).flat();
  if (repeated.length === 0) return new Map();
  const skeletons = repeated.map((declaration) => ({ id: declaration.id, ...skeletonOf(declaration) }));
  // All of one name count as equal until something tells them apart; each round looks one reference further.
  let classes = new Map(repeated.map((declaration) => [declaration.id, nameKey(declaration)]));
  for (let count = 0; ;) {
    const signatures = groupBy(skeletons, ({ id, text, refs }) =>
      JSON.stringify([classes.get(id), text, refs.map((ref) => classes.get(ref) ?? ref)]),
    );
    let index = 0;
    const next = new Map<string, string>();
    for (const group of signatures.values()) {
      for (const { id } of group) next.set(id, `\0${index}`);
      index += 1;
    }
    classes = next;
    if (index === count) return representatives([...signatures.values()].map((group) => group.map(({ id }) => id)));
    count = index;
  }
}

/** Lists of values are often written in place, under names that differ by nothing but a capital. */
function nameKey({ kind, name }: Declaration): string {
  return `${kind} ${kind === "enum" ? name.words.join(" ") : name.wire}`;
}

function representatives(groups: readonly (readonly string[])[]): Renames {
  const renames = new Map<string, string>();
  for (const ids of groups) {
    const [first, ...others] = ids.toSorted();
    for (const id of others) if (first !== undefined) renames.set(id, first);
  }
  return renames;
}

interface Skeleton {
  /** The declaration without its place and prose, and with a gap for each id. */
  readonly text: string;
  readonly refs: readonly string[];
}

function skeletonOf(declaration: Declaration): Skeleton {
  const refs: string[] = [];
  const text = JSON.stringify({ ...declaration, name: null }, (key: string, value: unknown) => {
    if (key === "docs" || key === "at") return undefined;
    if (key === "default") return JSON.stringify(value);
    if (key === "id" && typeof value === "string") return refs.push(value);
    if (key === "bases" && Array.isArray(value)) return refs.push(...value.map(String));
    return value;
  });
  return { text, refs };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
