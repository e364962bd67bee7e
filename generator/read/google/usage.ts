import { childLocation } from "../../source/document.ts";
import { referenceOf, type Context } from "./context.ts";
import type { Method } from "./methods.ts";
import { entriesOf, itemsOf, nodeOf, textOf, textsOf, type Node } from "./node.ts";

/** Where a schema stands among the variants of another. */
export interface Place {
  /** Names of the schemas that it is a variant of. */
  readonly bases: readonly string[];
  /** The value of their discriminator that stands for it. */
  readonly value: string | null;
}

/** What the rest of the document does with its schemas. */
export interface Usage {
  /** Whether the schema is, as it stands, what a PATCH, a PUT or a method named `update` takes. */
  isUpdated(path: readonly string[]): boolean;
  /** Whether `annotations.required` of a node in that schema makes it required wherever the schema is sent. */
  requires(schema: string, node: Node): boolean;
  placeOf(path: readonly string[]): Place;
}

const nowhere: Place = { bases: [], value: null };

export function createUsage(context: Context, methods: readonly Method[]): Usage {
  const updated = new Set(methods.filter(isUpdate).flatMap((method) => method.request ?? []));
  const places = collectPlaces(context);
  let senders: ReadonlyMap<string, readonly Method[]> | null = null;
  return {
    isUpdated: (path) => path.length === 1 && updated.has(path[0] ?? ""),
    requires(schema, node) {
      const listed = requiredBy(node);
      if (listed.length === 0) return false;
      senders ??= collectSenders(context, methods);
      return decide(node, listed, senders.get(schema) ?? []);
    },
    placeOf: (path) => (path.length === 1 ? places.get(path[0] ?? "") : undefined) ?? nowhere,
  };
}

function isUpdate(method: Method): boolean {
  return method.httpMethod === "PATCH" || method.httpMethod === "PUT" || method.name === "update";
}

function requiredBy(node: Node): readonly string[] {
  const annotations = nodeOf(node, "annotations");
  return annotations === null ? [] : textsOf(annotations, "required");
}

/**
 * The annotation lists methods. The field counts as required where every method that sends the schema is listed, save
 * those that PATCH, which may leave out anything; else it is required by some only, which a type cannot say.
 */
function decide(node: Node, listed: readonly string[], senders: readonly Method[]): boolean {
  const others = senders.filter((method) => !listed.includes(method.id) && method.httpMethod !== "PATCH");
  if (others.length === 0) return true;
  const at = childLocation(childLocation(node.at, "annotations"), "required");
  node.sink.report(
    "discovery/required-by-some",
    at,
    `required by ${listed.join(", ")} but not by ${others[0]?.id ?? ""}`,
  );
  return false;
}

/** By schema: the methods whose requests can contain it. */
function collectSenders(context: Context, methods: readonly Method[]): ReadonlyMap<string, readonly Method[]> {
  const direct = new Map([...context.schemas].map(([name, node]) => [name, referencesIn(node)]));
  const senders = new Map<string, Method[]>();
  for (const method of methods) {
    if (method.request === null) continue;
    for (const name of closure(method.request, direct)) {
      const list = senders.get(name) ?? [];
      list.push(method);
      senders.set(name, list);
    }
  }
  return senders;
}

function closure(start: string, direct: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set([start]);
  // A set's iteration goes on over what is added meanwhile.
  for (const name of reached) for (const next of direct.get(name) ?? []) reached.add(next);
  return reached;
}

/** Names of the schemas that a schema refers to anywhere in it. */
export function referencesIn(node: Node): readonly string[] {
  const own = referenceOf(node);
  const inner = [nodeOf(node, "items"), nodeOf(node, "additionalProperties")].filter((child) => child !== null);
  const properties = entriesOf(node, "properties").map((entry) => entry.node);
  const variant = nodeOf(node, "variant");
  const variants = variant === null ? [] : itemsOf(variant, "map");
  const nested = [...inner, ...properties, ...variants].flatMap(referencesIn);
  return own === null ? nested : [own, ...nested];
}

function collectPlaces(context: Context): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const [name, node] of context.schemas) {
    const variant = nodeOf(node, "variant");
    for (const entry of variant === null ? [] : itemsOf(variant, "map")) {
      const ref = referenceOf(entry);
      // A circle of bases would have no end; the entry that closes it says nothing.
      if (ref === null || !context.schemas.has(ref) || derives(places, name, ref)) continue;
      const before = places.get(ref);
      const bases = [...(before?.bases ?? []), name];
      places.set(ref, { bases: [...new Set(bases)], value: before?.value ?? textOf(entry, "type_value") });
    }
  }
  return places;
}

/** Whether a schema is, or derives from, another one. */
function derives(places: ReadonlyMap<string, Place>, name: string, base: string): boolean {
  const above = new Set([name]);
  for (const schema of above) for (const next of places.get(schema)?.bases ?? []) above.add(next);
  return above.has(base);
}
