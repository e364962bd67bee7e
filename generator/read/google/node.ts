import type { DiagnosticSink } from "../../diagnostics/diagnostic.ts";
import type { Docs, Json, Location } from "../../model/index.ts";
import { childLocation, isObject, type JsonObject } from "../../source/document.ts";
import { overlayDocs } from "../extensions.ts";
import { isList } from "../values.ts";
import { proseOf } from "./behavior.ts";

/** An object of the document, where it stands, and whom to tell what is wrong with it. */
export interface Node {
  readonly value: JsonObject;
  readonly at: Location;
  readonly sink: DiagnosticSink;
}

/** A member of an object that is an object itself. */
export interface Entry {
  readonly key: string;
  readonly node: Node;
}

/** The member's value; undefined where there is none. Inherited members are none. */
export function memberOf(node: Node, key: string): Json | undefined {
  return Object.hasOwn(node.value, key) ? node.value[key] : undefined;
}

function malformed(node: Node, key: string, expected: string): null {
  node.sink.report("discovery/malformed", childLocation(node.at, key), `"${key}" is not ${expected}`);
  return null;
}

/** A text; null where it is absent or empty. */
export function textOf(node: Node, key: string): string | null {
  const value = memberOf(node, key);
  if (value === undefined || value === null || value === "") return null;
  return typeof value === "string" ? value : malformed(node, key, "a text");
}

export function flagOf(node: Node, key: string): boolean {
  const value = memberOf(node, key);
  if (value === undefined || value === null) return false;
  return typeof value === "boolean" ? value : (malformed(node, key, "true or false") ?? false);
}

/** A number, which Discovery documents write as a text more often than not. */
export function numberOf(node: Node, key: string): number | null {
  const value = memberOf(node, key);
  if (value === undefined || value === null || value === "") return null;
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : malformed(node, key, "a number");
}

/** A list of texts; empty where it is absent. */
export function textsOf(node: Node, key: string): readonly string[] {
  const value = memberOf(node, key);
  if (value === undefined || value === null) return [];
  if (!isList(value)) return malformed(node, key, "a list of texts") ?? [];
  const texts = value.filter((item) => typeof item === "string");
  if (texts.length < value.length) malformed(node, key, "a list of texts");
  return texts;
}

/** A list of flags, as long as it was written; what is no flag counts as false. */
export function flagsOf(node: Node, key: string): readonly boolean[] {
  const value = memberOf(node, key);
  if (value === undefined || value === null) return [];
  return isList(value) ? value.map((item) => item === true) : (malformed(node, key, "a list of flags") ?? []);
}

export function nodeOf(node: Node, key: string): Node | null {
  const value = memberOf(node, key);
  if (value === undefined || value === null) return null;
  if (!isObject(value)) return malformed(node, key, "an object");
  return { value, at: childLocation(node.at, key), sink: node.sink };
}

/**
 * The objects in an object, by key in code unit order: the service shuffles the keys of its documents from one day to
 * the next, so their order says nothing.
 */
export function entriesOf(node: Node, key: string): readonly Entry[] {
  const map = nodeOf(node, key);
  if (map === null) return [];
  return Object.keys(map.value)
    .sort()
    .flatMap((key) => {
      const child = nodeOf(map, key);
      return child === null ? [] : [{ key, node: child }];
    });
}

/** The objects of a list. */
export function itemsOf(node: Node, key: string): readonly Node[] {
  const value = memberOf(node, key);
  if (value === undefined || value === null) return [];
  if (!isList(value)) return malformed(node, key, "a list") ?? [];
  const at = childLocation(node.at, key);
  return value.flatMap((item, index) =>
    isObject(item) ? [{ value: item, at: childLocation(at, index), sink: node.sink }] : [],
  );
}

/** Says which members of an object this reader takes no notice of, so that nothing is lost in silence. */
export function reportUnknown(node: Node, known: ReadonlySet<string>): void {
  for (const key of Object.keys(node.value)) {
    if (known.has(key) || key.startsWith("x-armature-")) continue;
    node.sink.report("discovery/unknown-member", childLocation(node.at, key), `"${key}" has no meaning here`);
  }
}

/** The node's description, and what an overlay says in its place. */
export function docsOf(node: Node): Docs {
  return overlayDocs(node.value, { summary: null, description: proseOf(textOf(node, "description")), url: null });
}
