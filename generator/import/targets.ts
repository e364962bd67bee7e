import type { Json } from "../model/index.ts";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { isObject, type SourceDocument, type SpecSet } from "../source/document.ts";
import { formatPointer, getPointer, isArray, parsePointer } from "../source/pointer.ts";
import { findDocument, resolveRef, splitRef, targetName, decodeFragment } from "../source/refs.ts";
import { factsOf } from "./facts.ts";
import { containerOf, dialectOf, type Dialect, type Kind } from "./positions.ts";

/** A definition outside the entries that a contract file takes in. */
export interface Target {
  readonly id: string;
  readonly document: SourceDocument;
  readonly steps: readonly string[];
  readonly kind: Kind;
  readonly value: Json;
}

/** What a `$ref` means, one step on: a target's id, or null where it points at nothing. */
export type TargetOf = (from: SourceDocument, ref: string, kind: Kind) => Target | null;

/** Looks up what references mean. What points at nothing is reported once by `resolveRef`. */
export function createTargetOf(set: SpecSet, sink: DiagnosticSink): TargetOf {
  const known = new Map<string, Target | null>();
  const lookUp: TargetOf = (from, ref, kind) => {
    const { path, fragment } = splitRef(ref);
    const name = targetName(from.name, path);
    const document = name === null ? null : findDocument(set, name);
    const steps = parsePointer(decodeFragment(fragment));
    const value =
      document === null || document === "reported" || steps === null ? undefined : getPointer(document.root, steps);
    if (document !== null && document !== "reported" && steps !== null && value !== undefined) {
      return { id: `${document.name}#${formatPointer(steps)}`, document, steps, kind, value };
    }
    // A pointer that goes through another `$ref`, or nowhere.
    const found = resolveRef(set, ref, { document: from.name, pointer: "" }, sink);
    const target = found === null ? undefined : set.documents.get(found.at.document);
    if (found === null || target === undefined) return null;
    return {
      id: `${target.name}#${found.at.pointer}`,
      document: target,
      steps: parsePointer(found.at.pointer) ?? [],
      kind,
      value: found.value,
    };
  };
  return (from, ref, kind) => {
    const key = `${from.name}\n${ref}\n${kind}`;
    let target = known.get(key);
    if (target === undefined) {
      target = lookUp(from, ref, kind);
      known.set(key, target);
    }
    return target;
  };
}

export interface FoundTarget {
  readonly target: Target;
  /** How many `$ref`s lead to it. */
  readonly count: number;
}

/**
 * The definitions outside the first entry that its contract file needs, by id, in the order of the first reference:
 * those that are referred to, variants of those that have a discriminator, and all of the other entries.
 */
export function collectTargets(
  set: SpecSet,
  entry: SourceDocument,
  dialect: Dialect,
  targetOf: TargetOf,
): ReadonlyMap<string, FoundTarget> {
  const found = new Map<string, { readonly target: Target; count: number }>();
  const queue: Target[] = [];
  const derived = derivedSchemas(set, entry, targetOf);
  const need = (target: Target, count: number): void => {
    const known = found.get(target.id);
    if (known !== undefined) known.count += count;
    else {
      found.set(target.id, { target, count });
      queue.push(target);
    }
  };
  const needVariants = (id: string): void => {
    for (const variant of derived.get(id) ?? []) if (!found.has(variant.id)) need(variant, 0);
  };
  const follow = (from: SourceDocument, ref: string, kind: Kind): void => {
    const target = targetOf(from, ref, kind);
    if (target === null) return;
    needVariants(target.id);
    if (target.document !== entry) need(target, 1);
  };
  for (const document of set.entries) {
    visitRefs(document.root, "document", (ref, kind) => follow(document, ref, kind));
    if (document !== entry) for (const target of definitionsOf(document, dialect)) need(target, 0);
  }
  for (let target = queue.shift(); target !== undefined; target = queue.shift()) {
    const { document, value, kind, id } = target;
    needVariants(id);
    visitRefs(value, kind, (ref, at) => follow(document, ref, at));
  }
  return found;
}

const definitionKinds: readonly Kind[] = [
  "schema",
  "parameter",
  "response",
  "requestBody",
  "header",
  "link",
  "callback",
];

/** Everything that a document defines by name. */
function definitionsOf(document: SourceDocument, dialect: Dialect): readonly Target[] {
  return definitionKinds.flatMap((kind) => {
    const container = containerOf(kind, dialect) ?? [];
    const members = container.length === 0 ? undefined : getPointer(document.root, container);
    if (!isObject(members)) return [];
    return Object.entries(members).map(([name, value]) => {
      const steps = [...container, name];
      return { id: `${document.name}#${formatPointer(steps)}`, document, steps, kind, value };
    });
  });
}

/** Calls back for each reference among the facts of a value. */
export function visitRefs(value: Json, kind: Kind, visit: (ref: string, kind: Kind) => void): void {
  const rewrite = (ref: string, at: Kind): string => {
    visit(ref, at);
    return ref;
  };
  factsOf(value, kind, { rewrite, inline: () => null });
}

/**
 * Schemas outside the entries that extend a schema with a discriminator, by the id of what they extend. No `$ref` leads
 * to them, but values of theirs may appear wherever the base is.
 */
function derivedSchemas(
  set: SpecSet,
  entry: SourceDocument,
  targetOf: TargetOf,
): ReadonlyMap<string, readonly Target[]> {
  const derived = new Map<string, Target[]>();
  const others = [...set.documents.values()].filter((document) => document !== entry && isObject(document.root));
  for (const target of others.flatMap((document) => definitionsOf(document, dialectOf(document.root)))) {
    const { kind, value, document } = target;
    const parents = kind === "schema" && isObject(value) && isArray(value["allOf"]) ? value["allOf"] : [];
    for (const parent of parents) {
      const base =
        isObject(parent) && typeof parent["$ref"] === "string" ? targetOf(document, parent["$ref"], "schema") : null;
      if (base === null || !hasDiscriminator(base.value, base.document, targetOf, 0)) continue;
      derived.set(base.id, [...(derived.get(base.id) ?? []), target]);
    }
  }
  return derived;
}

const maxBases = 20;

/** Whether a schema, or one that it extends, has a discriminator. */
function hasDiscriminator(value: Json, document: SourceDocument, targetOf: TargetOf, depth: number): boolean {
  if (!isObject(value) || depth > maxBases) return false;
  if (Object.hasOwn(value, "discriminator")) return true;
  const bases = isArray(value["allOf"]) ? value["allOf"] : [];
  return bases.some((base) => {
    if (!isObject(base) || typeof base["$ref"] !== "string") return false;
    const target = targetOf(document, base["$ref"], "schema");
    return target !== null && hasDiscriminator(target.value, target.document, targetOf, depth + 1);
  });
}
