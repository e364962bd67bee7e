import { isObject, type JsonObject, type Located, type SourceDocument } from "../../source/document.ts";
import { compareText, elementsOf, membersOf, objectAt } from "../values.ts";
import { idOf, type Reader } from "./reader.ts";

/** Which definitions extend which, over all documents: known before any of them is read. */
export interface Hierarchy {
  /** Definitions that name this one in their `allOf`, sorted by id. */
  childrenOf(id: string): readonly Located<JsonObject>[];
  /** Definitions that this one names in its `allOf`, in the order written. */
  parentsOf(id: string): readonly Located<JsonObject>[];
  /** Whether a definition extends itself, directly or through others, by naming `base`. */
  isCircular(id: string, base: string): boolean;
}

/** The definitions of a document, by name, in the order written. */
export function definitionsOf(document: SourceDocument): readonly (readonly [string, Located<JsonObject>])[] {
  if (!isObject(document.root)) return [];
  const root = { value: document.root, at: { document: document.name, pointer: "" } };
  const components = objectAt(root, "components");
  return [
    ...membersOf(root, "definitions"),
    ...membersOf(root, "$defs"),
    ...(components === null ? [] : membersOf(components, "schemas")),
  ];
}

export function createHierarchy(reader: Reader): Hierarchy {
  const children = new Map<string, Located<JsonObject>[]>();
  const parents = new Map<string, Located<JsonObject>[]>();
  for (const document of reader.set.documents.values()) {
    for (const [, schema] of definitionsOf(document)) {
      for (const base of basesOf(reader, schema, 0)) {
        append(children, idOf(base.at), schema);
        append(parents, idOf(schema.at), base);
      }
    }
  }
  for (const list of children.values()) list.sort((a, b) => compareText(idOf(a.at), idOf(b.at)));
  const circular = circularIds(children, parents);
  return {
    childrenOf: (id) => children.get(id) ?? [],
    parentsOf: (id) => parents.get(id) ?? [],
    isCircular: (id, base) => id === base || (circular.has(id) && circular.has(base)),
  };
}

type Links = ReadonlyMap<string, readonly Located<JsonObject>[]>;

/** Definitions on circles: what is left when those without parents, and those without children, are taken away. */
function circularIds(children: Links, parents: Links): ReadonlySet<string> {
  const left = new Set([...children.keys(), ...parents.keys()]);
  for (const [up, down] of [
    [parents, children],
    [children, parents],
  ] as const) {
    const counts = new Map([...left].map((id) => [id, linksIn(up, id, left).length]));
    const open = [...left].filter((id) => counts.get(id) === 0);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      left.delete(id);
      for (const next of linksIn(down, id, left)) {
        const count = (counts.get(next) ?? 0) - 1;
        counts.set(next, count);
        if (count === 0) open.push(next);
      }
    }
  }
  return left;
}

function linksIn(links: Links, id: string, among: ReadonlySet<string>): readonly string[] {
  return (links.get(id) ?? []).map(({ at }) => idOf(at)).filter((other) => among.has(other));
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** What a schema's `allOf` refers to, also through members written in place. */
function basesOf(reader: Reader, schema: Located<JsonObject>, depth: number): readonly Located<JsonObject>[] {
  if (!Object.hasOwn(schema.value, "allOf") || depth > 8) return [];
  return elementsOf(schema, "allOf").flatMap((member) => {
    if (!Object.hasOwn(member.value, "$ref")) return basesOf(reader, member, depth + 1);
    const target = reader.resolveObject(member);
    return target === null ? [] : [target];
  });
}
