import type { Json } from "../../../generator/model/index.ts";

/** A tree that mutations change in place: a copy of a document, made for one case. */
export type Tree = null | boolean | number | string | Tree[] | { [key: string]: Tree };

/** A member of an object or item of a list. */
export interface Place {
  readonly parent: Tree[] | { [key: string]: Tree };
  readonly key: string;
  readonly depth: number;
}

export const isBranch = (tree: Tree | undefined): tree is Tree[] | { [key: string]: Tree } =>
  typeof tree === "object" && tree !== null;

export function copy(value: Json): Tree {
  return structuredClone(value) as Tree;
}

/** Every place of a tree. Without recursion: mutated trees are deep. */
export function places(root: Tree): readonly Place[] {
  const found: Place[] = [];
  const open: { readonly tree: Tree; readonly depth: number }[] = [{ tree: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { tree, depth } = next;
    if (!isBranch(tree)) continue;
    for (const key of Object.keys(tree)) {
      found.push({ parent: tree, key, depth });
      open.push({ tree: valueAt({ parent: tree, key, depth }) ?? null, depth: depth + 1 });
    }
  }
  return found;
}

export function valueAt({ parent, key }: Place): Tree | undefined {
  return Array.isArray(parent) ? parent[Number(key)] : Object.hasOwn(parent, key) ? parent[key] : undefined;
}

/** Sets a member as data: a key such as `__proto__` is no setter here. */
export function setAt({ parent, key }: Place, value: Tree): void {
  if (Array.isArray(parent)) parent[Number(key)] = value;
  else Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true });
}

export function removeAt({ parent, key }: Place): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

/** JSON pointers to all objects of a tree, as `$ref`s in the same document. */
export function references(root: Tree): readonly string[] {
  const found: string[] = ["#"];
  const open: { readonly tree: Tree; readonly pointer: string }[] = [{ tree: root, pointer: "#" }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { tree, pointer } = next;
    if (!isBranch(tree)) continue;
    for (const [key, child] of Object.entries(tree)) {
      const inner = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (isBranch(child)) found.push(inner);
      open.push({ tree: child, pointer: inner });
    }
  }
  return found;
}
