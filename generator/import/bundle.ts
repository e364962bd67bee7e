import type { Json } from "../model/index.ts";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { isObject, type JsonObject, type SourceDocument, type SpecSet } from "../source/document.ts";
import { formatPointer, getPointer } from "../source/pointer.ts";
import { factsOf, type RefPolicy } from "./facts.ts";
import { nameCandidates, sameDefinition } from "./naming.ts";
import { containerOf } from "./positions.ts";
import { collectTargets, createTargetOf, type Target, type TargetOf } from "./targets.ts";

/**
 * The facts of an OpenAPI document and of what it refers to elsewhere, as one document that refers to nothing outside.
 * Own definitions keep their places, so pointers into the upstream document hold; others are added under their own name
 * where that is free, and are shared where they say the same.
 */
export function bundleFacts(set: SpecSet, entry: SourceDocument, sink: DiagnosticSink): JsonObject {
  const root = isObject(entry.root) ? entry.root : {};
  const dialect = Object.hasOwn(root, "openapi") ? "openapi" : "swagger";
  const targetOf = createTargetOf(set, sink);
  const alone: SpecSet = { ...set, entries: [entry] };
  const found = collectTargets(alone, targetOf);
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
  return addDefinitions(factsOf(root, "document", policy(entry)) as JsonObject, additions);
}

/** How many path items may refer on to one another. */
const maxInlined = 20;

interface Found {
  readonly target: Target;
  readonly count: number;
}

/**
 * Decides the pointer of each definition to add. Documents that are referred to more often come first, so that their
 * definitions get the plain names: contract files of several api-versions then agree on them.
 */
function placeTargets(
  root: JsonObject,
  entry: SourceDocument,
  found: readonly Found[],
  dialect: "swagger" | "openapi",
  targetOf: TargetOf,
): ReadonlyMap<string, string> {
  const weights = new Map<string, number>();
  for (const { target, count } of found)
    weights.set(target.document.name, (weights.get(target.document.name) ?? 0) + count);
  const weight = ({ target }: Found): number => weights.get(target.document.name) ?? 0;
  const order = [...found].sort((a, b) => weight(b) - weight(a) || compare(a.target.id, b.target.id));
  const placed = new Map<string, string>();
  const taken = new Map<string, Target>();
  for (const { target } of order) {
    const container = containerOf(target.kind, dialect);
    if (container === null) continue;
    for (const name of nameCandidates(target)) {
      const steps = [...container, name];
      const pointer = formatPointer(steps);
      const own = getPointer(root, steps);
      const holder =
        taken.get(pointer) ??
        (own === undefined
          ? null
          : { id: `${entry.name}#${pointer}`, document: entry, steps, kind: target.kind, value: own });
      if (holder !== null && !sameDefinition(holder, target, targetOf)) continue;
      placed.set(target.id, pointer);
      if (holder === null) taken.set(pointer, target);
      break;
    }
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
