import type { Json } from "../model/index.ts";
import { isObject, type SourceDocument } from "../source/document.ts";
import { mapKeywords } from "../source/inspect.ts";
import { isArray } from "../source/pointer.ts";
import { factsOf } from "./facts.ts";
import type { Target, TargetOf } from "./targets.ts";

/** Whether two definitions say the same: equal facts, and references to definitions that say the same. */
export function sameDefinition(left: Target, right: Target, targetOf: TargetOf): boolean {
  const assumed = new Set<string>();
  const same = (a: Target, b: Target): boolean => {
    const pair = `${a.id}\n${b.id}`;
    if (a.id === b.id || assumed.has(pair)) return true;
    // Recursive types: two definitions are the same until something tells them apart.
    assumed.add(pair);
    return a.kind === b.kind && equal(comparable(a, targetOf), comparable(b, targetOf));
  };
  const byId = new Map<string, Target>();
  const comparable = (target: Target, lookUp: TargetOf): Json => {
    const rewrite = (ref: string, kind: Target["kind"]): string => {
      const next = lookUp(target.document, ref, kind);
      if (next === null) return ref;
      byId.set(next.id, next);
      return next.id;
    };
    return factsOf(target.value, target.kind, { rewrite, inline: () => null });
  };
  const equal = (a: Json, b: Json): boolean => {
    if (isArray(a))
      return isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index] ?? null));
    if (!isObject(a)) return a === b || (typeof a === "string" && typeof b === "string" && sameRef(a, b));
    if (!isObject(b)) return false;
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && equal(a[key] ?? null, b[key] ?? null))
    );
  };
  const sameRef = (a: string, b: string): boolean => {
    const [one, other] = [byId.get(a), byId.get(b)];
    return one !== undefined && other !== undefined && same(one, other);
  };
  return same(left, right);
}

/**
 * Names to try for a definition whose own is taken, best first: with the version of the folder that it is in, then with
 * its document's name.
 */
export function* furtherNames(target: Target): Generator<string> {
  const own = ownName(target);
  const { stem, version } = describeDocument(target.document);
  if (version !== "") yield `${own}${version}`;
  yield `${own}${stem}`;
  yield `${own}${stem}${version}`;
  for (let number = 2; ; number += 1) yield `${own}${stem}${version}${number}`;
}

/** Steps of pointers that are keywords: of them no name is made. */
const structural: ReadonlySet<string> = new Set([
  ...mapKeywords,
  "additionalProperties",
  "allOf",
  "components",
  "items",
  "schema",
]);

/** A definition's name; for a part of one, or of a path, what leads to it; for a document as a whole, the document's. */
export function ownName({ steps, document }: Target): string {
  const last = steps.at(-1) ?? "";
  const depth = steps[0] === "components" ? 3 : 2;
  if (steps.length === depth && structural.has(steps[depth - 2] ?? "") && /^[\w.-]+$/.test(last)) return last;
  const names = steps.filter((step) => !structural.has(step) && /[A-Za-z]/.test(step));
  return names.map(pascal).join("") || describeDocument(document).stem;
}

function describeDocument(document: SourceDocument): { readonly stem: string; readonly version: string } {
  const parts = document.name.replace(/[?#].*$/, "").split("/");
  const stem = (parts.pop() ?? "").replace(/\.\w+$/, "");
  const version = parts.findLast((part) => /^v\d+(?:\.\d+)*$|^\d{4}-\d{2}-\d{2}/i.test(part)) ?? "";
  return { stem: pascal(stem) || "Document", version: pascal(version) };
}

function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join("");
}
