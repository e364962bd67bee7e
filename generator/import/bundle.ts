import type { Json } from "../model/index.ts";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { isObject, type JsonObject, type SourceDocument, type SpecSet } from "../source/document.ts";
import { formatPointer, getPointer } from "../source/pointer.ts";
import { factsOf, type RefPolicy } from "./facts.ts";
import { joinDocuments } from "./join.ts";
import { furtherNames, ownName, sameDefinition } from "./naming.ts";
import { containerOf, dialectOf, type Dialect } from "./positions.ts";
import { collectTargets, createTargetOf, type FoundTarget, type Target, type TargetOf } from "./targets.ts";

/**
 * The facts of OpenAPI documents and of what they refer to elsewhere, as one document that refers to nothing outside.
 * Definitions of the first input file keep their places, so pointers into the upstream document hold; others are added
 * under their own name where that is free, and are shared where they say the same. Null where the input files differ in
 * what holds for a document as a whole.
 */
export function bundleFacts(set: SpecSet, sink: DiagnosticSink): JsonObject | null {
  const [entry, ...others] = set.entries;
  if (entry === undefined || !isObject(entry.root)) return null;
  const root = entry.root;
  const dialect = dialectOf(root);
  const targetOf = createTargetOf(set, sink);
  const found = collectTargets(set, entry, dialect, targetOf);
  const placed = placeTargets(root, entry, [...found.values()], dialect, targetOf);
  const policy = (document: SourceDocument, depth = 0): RefPolicy => ({
    rewrite: (ref, kind) => {
      const target = targetOf(document, ref, kind);
      if (target === null || (document === entry && ref.startsWith("#"))) return ref;
      return `#${placed.get(target.id) ?? encodeURI(formatPointer(target.steps))}`;
    },
    inline: (ref, kind) => {
      const target = containerOf(kind, dialect) === null ? targetOf(document, ref, kind) : null;
      if (target === null || target.document === entry || depth > maxInlined) return null;
      return factsOf(target.value, kind, policy(target.document, depth + 1));
    },
  });
  const additions = new Map<string, Json>();
  for (const { target } of found.values()) {
    const pointer = placed.get(target.id);
    if (pointer === undefined || additions.has(pointer)) continue;
    additions.set(pointer, factsOf(target.value, target.kind, policy(target.document)));
  }
  let facts = factsOf(root, "document", policy(entry)) as JsonObject;
  for (const other of others) {
    if (isObject(other.root))
      facts = joinDocuments(facts, factsOf(other.root, "document", policy(other)) as JsonObject, other, sink);
  }
  return addDefinitions(facts, additions);
}

/** How many path items may refer on to one another. */
const maxInlined = 20;

/**
 * Decides the pointer of each definition to add. Documents that are referred to more often come first, so that their
 * definitions get the plain names: contract files of several api-versions then agree on them.
 */
function placeTargets(
  root: JsonObject,
  entry: SourceDocument,
  found: readonly FoundTarget[],
  dialect: Dialect,
  targetOf: TargetOf,
): ReadonlyMap<string, string> {
  const weights = new Map<string, number>();
  for (const { target, count } of found)
    weights.set(target.document.name, (weights.get(target.document.name) ?? 0) + count);
  const weight = ({ target }: FoundTarget): number => weights.get(target.document.name) ?? 0;
  const order = [...found].sort((a, b) => weight(b) - weight(a) || compare(a.target.id, b.target.id));
  const placed = new Map<string, string>();
  const taken = new Map<string, Target>();
  /** Gives the target this name, if it is free or belongs to a definition that says the same. */
  const tryName = (target: Target, name: string): boolean => {
    const steps = [...(containerOf(target.kind, dialect) ?? []), name];
    const pointer = formatPointer(steps);
    const own = getPointer(root, steps);
    const ownTarget =
      own === undefined ? null : { ...target, id: `${entry.name}#${pointer}`, document: entry, value: own };
    const holder = taken.get(pointer) ?? ownTarget;
    if (holder !== null && !sameDefinition(holder, target, targetOf)) return false;
    placed.set(target.id, pointer);
    if (holder === null) taken.set(pointer, target);
    return true;
  };
  const targets = order.map(({ target }) => target).filter(({ kind }) => containerOf(kind, dialect) !== null);
  // All own names first, so that no definition loses its name to what another had to be called.
  for (const target of targets.filter((candidate) => !tryName(candidate, ownName(candidate)))) {
    for (const name of furtherNames(target)) if (tryName(target, name)) break;
  }
  return placed;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The document with what is added to its containers, behind what it has itself, in the order of the names. */
function addDefinitions(document: JsonObject, additions: ReadonlyMap<string, Json>): JsonObject {
  let result = document;
  for (const pointer of [...additions.keys()].sort(compare)) {
    const steps = pointer.slice(1).split("/");
    result = withMember(result, steps, additions.get(pointer) ?? null);
  }
  return result;
}

function withMember(parent: JsonObject, steps: readonly string[], value: Json): JsonObject {
  const [step = "", ...rest] = steps;
  const child = parent[step];
  if (rest.length === 0) return Object.hasOwn(parent, step) ? parent : { ...parent, [step]: value };
  return { ...parent, [step]: withMember(isObject(child) ? child : {}, rest, value) };
}
