import type { Json } from "../model/index.ts";
import type { DiagnosticSink, TextLocation } from "../diagnostics/diagnostic.ts";
import { changeAt, merge } from "./edit.ts";
import { isObject, withDocuments, type SourceDocument, type SpecSet } from "./document.ts";
import type { JsonPath } from "./jsonPath.ts";
import { getPointer, isArray } from "./pointer.ts";
import { targetName } from "./refs.ts";

/** One action of an overlay. */
export interface OverlayAction {
  /** The target as written, to be shown. */
  readonly target: string;
  readonly select: JsonPath;
  /** What to merge in; undefined for an action that removes. */
  readonly update: Json | undefined;
  /** `x-armature-optional: true`: that nothing matches is no reason to warn. */
  readonly optional: boolean;
  readonly at: TextLocation;
}

/** An OpenAPI Overlay 1.0: changes to a specification, as data. */
export interface Overlay {
  readonly name: string;
  /** The document that it is for, as written; null where it is for any. */
  readonly extends: { readonly address: string; readonly at: TextLocation } | null;
  readonly actions: readonly OverlayAction[];
}

export { loadOverlays } from "./overlayFile.ts";

/**
 * The set with the overlays applied, in order. Documents are copied where they change and shared where they do not;
 * their texts stay, so that diagnostics show upstream lines. An action looks at the entries first, and at what they
 * refer to where it finds nothing there; one that finds nothing at all is reported.
 */
export function applyOverlays(set: SpecSet, overlays: readonly Overlay[], sink: DiagnosticSink): SpecSet {
  const documents = new Map(set.documents);
  for (const overlay of overlays) {
    const names = documentsFor(overlay, set, sink);
    for (const action of overlay.actions) applyAction(action, names, documents, sink);
  }
  return withDocuments(set, documents);
}

/** Names of the documents that an overlay is for, in groups: the first group with a match is changed. */
function documentsFor(overlay: Overlay, set: SpecSet, sink: DiagnosticSink): readonly (readonly string[])[] {
  const entries = set.entries.map((entry) => entry.name);
  const others = [...set.documents.keys()].filter((name) => !entries.includes(name));
  if (overlay.extends === null) return [entries, others];
  const name = targetName(overlay.name, overlay.extends.address);
  if (name !== null && set.documents.has(name)) return [[name]];
  sink.report(
    "overlay/other-document",
    overlay.extends.at,
    `This overlay is for ${overlay.extends.address}, which is not read here`,
  );
  return [entries, others];
}

function applyAction(
  action: OverlayAction,
  groups: readonly (readonly string[])[],
  documents: Map<string, SourceDocument>,
  sink: DiagnosticSink,
): void {
  for (const names of groups) {
    let matched = false;
    for (const name of names) {
      const document = documents.get(name);
      const root = document === undefined ? undefined : changeRoot(document, action, sink);
      if (document === undefined || root === undefined) continue;
      documents.set(name, { ...document, root });
      matched = true;
    }
    if (matched) return;
  }
  if (!action.optional) sink.report("overlay/unmatched", action.at, `Nothing matches ${action.target}`);
}

/** The document's new tree; undefined where nothing in it matches. */
function changeRoot(document: SourceDocument, action: OverlayAction, sink: DiagnosticSink): Json | undefined {
  const { update } = action;
  const places = action.select(document.root);
  if (places.length === 0) return undefined;
  if (update === undefined) return removeAll(document.root, places);
  return places.reduce<Json>((root, steps) => {
    const value = getPointer(root, steps) ?? null;
    if (!isList(value) && isList(update)) {
      sink.report(
        "overlay/invalid",
        action.at,
        `${action.target} selects a single value, which "update" would replace by a list or object`,
      );
      return root;
    }
    return changeAt(root, steps, (old) => merge(old, update)) ?? root;
  }, document.root);
}

/** Removes from the end, so that what goes does not move what is still to go. */
function removeAll(root: Json, places: readonly (readonly string[])[]): Json {
  const order = new Intl.Collator("en", { numeric: true });
  const backwards = [...places].sort((left, right) => {
    const index = left.findIndex((step, at) => step !== right[at]);
    return index < 0 ? right.length - left.length : order.compare(right[index] ?? "", left[index] ?? "");
  });
  return backwards.reduce<Json>((tree, steps) => changeAt(tree, steps, () => undefined) ?? null, root);
}

function isList(value: Json): boolean {
  return isObject(value) || isArray(value);
}
