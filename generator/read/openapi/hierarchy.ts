import { isObject, type JsonObject, type Located, type SourceDocument } from "../../source/document.ts";
import { compareText, elementsOf, membersOf, objectAt } from "../values.ts";
import { idOf, type Reader } from "./reader.ts";

/** Which definitions extend which, over all documents: known before any of them is read. */
export interface Hierarchy {
  /** Definitions that name this one in their `allOf`, sorted by id. */
  childrenOf(id: string): readonly Located<JsonObject>[];
  /** Ids of the definitions that this one names in its `allOf`. */
  parentsOf(id: string): readonly string[];
  /** A definition that others name in their `allOf`; null for any other. */
  schemaOf(id: string): Located<JsonObject> | null;
  /** Whether `ancestor` is reached from `id` by going up at least once. */
  descends(id: string, ancestor: string): boolean;
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
  const parents = new Map<string, string[]>();
  const bases = new Map<string, Located<JsonObject>>();
  for (const document of reader.set.documents.values()) {
    for (const [, schema] of definitionsOf(document)) {
      for (const base of basesOf(reader, schema, 0)) link(base, schema);
    }
  }
  for (const list of children.values()) list.sort((a, b) => compareText(idOf(a.at), idOf(b.at)));

  function link(base: Located<JsonObject>, child: Located<JsonObject>): void {
    const [baseId, childId] = [idOf(base.at), idOf(child.at)];
    bases.set(baseId, base);
    append(children, baseId, child);
    append(parents, childId, baseId);
  }

  return {
    childrenOf: (id) => children.get(id) ?? [],
    parentsOf: (id) => parents.get(id) ?? [],
    schemaOf: (id) => bases.get(id) ?? null,
    descends(id, ancestor) {
      const seen = new Set<string>();
      const open = [...(parents.get(id) ?? [])];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (next === ancestor) return true;
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(...(parents.get(next) ?? []));
      }
      return false;
    },
  };
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
