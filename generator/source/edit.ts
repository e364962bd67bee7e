import type { Json } from "../model/index.ts";
import { isObject, type JsonObject } from "./document.ts";
import { isArray } from "./pointer.ts";

/**
 * The tree with the value at `steps` changed; `undefined` takes the member out. Copies only what is on the way, so the
 * tree that was given stays as it is. Nothing changes where the steps lead nowhere.
 */
export function changeAt(
  root: Json,
  steps: readonly string[],
  change: (value: Json) => Json | undefined,
): Json | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return change(root);
  if (isArray(root)) {
    const index = Number(step);
    const child = root[index];
    if (child === undefined) return root;
    const changed = changeAt(child, rest, change);
    return changed === undefined ? root.toSpliced(index, 1) : root.with(index, changed);
  }
  if (!isObject(root) || !Object.hasOwn(root, step)) return root;
  const changed = changeAt(root[step] ?? null, rest, change);
  if (changed === undefined) return Object.fromEntries(Object.entries(root).filter(([key]) => key !== step));
  // Not by assignment: a key may be called `__proto__`.
  return Object.fromEntries(Object.entries(root).map(([key, child]) => [key, key === step ? changed : child]));
}

/**
 * What an overlay's `update` makes of a value: objects merge, member by member; a list takes in the items of a list, and
 * anything else as one more item; all else is replaced.
 */
export function merge(value: Json, update: Json): Json {
  if (isArray(value)) return isArray(update) ? [...value, ...update] : [...value, update];
  if (!isObject(value) || !isObject(update)) return update;
  const members = new Map(Object.entries(value));
  for (const [key, child] of Object.entries(update)) {
    const known = members.get(key);
    members.set(key, known === undefined ? child : mergeMember(known, child));
  }
  return Object.fromEntries(members) as JsonObject;
}

/** Inside an object, a list is only added to by a list: `required: x` replaces what it was. */
function mergeMember(value: Json, update: Json): Json {
  return isArray(value) && !isArray(update) ? update : merge(value, update);
}
