import type { Discriminator } from "../../model/index.ts";
import { childLocation, isObject, type JsonObject, type Located } from "../../source/document.ts";
import { unescapeToken } from "../../source/pointer.ts";
import { discriminatorValue } from "../azure/schemas.ts";
import { compareText, objectOf, textOf } from "../values.ts";
import type { Hierarchy } from "./hierarchy.ts";
import { idOf, type Reader } from "./reader.ts";

/** A `discriminator` as written: Swagger 2.0 has a text, OpenAPI 3 an object with a mapping. */
export interface RawDiscriminator {
  readonly property: string;
  /** Values by the id of the schema that they stand for. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** The discriminator that a schema declares; null where it declares none. */
export function discriminatorAt(reader: Reader, schema: Located<JsonObject>): RawDiscriminator | null {
  const written = schema.value["discriminator"];
  if (typeof written === "string") return { property: written, values: new Map() };
  if (!isObject(written)) return null;
  const property = textOf(written, "propertyName");
  if (property === null) return null;
  const at = childLocation(childLocation(schema.at, "discriminator"), "mapping");
  const values = new Map<string, string[]>();
  for (const [value, target] of Object.entries(objectOf(written, "mapping") ?? {})) {
    if (typeof target !== "string") continue;
    // A bare name means a schema of the same document (OpenAPI 3.0.3, 4.7.25.3).
    const ref =
      /^[A-Za-z0-9._-]+$/.test(target) && !/\.(json|ya?ml)$/i.test(target) ? `#/components/schemas/${target}` : target;
    const found = reader.resolve({ value: { $ref: ref }, at: childLocation(at, value) });
    if (found === null) continue;
    const id = idOf(found.at);
    values.set(id, [...(values.get(id) ?? []), value]);
  }
  return { property, values };
}

/** The values that stand for a schema: as mapped, else as the schema says, else its definition's name. */
export function mappedValues(discriminator: RawDiscriminator, schema: Located<JsonObject>): readonly string[] {
  const own = discriminatorValue(schema.value);
  if (own !== null) return [own];
  return discriminator.values.get(idOf(schema.at)) ?? [definitionName(schema)];
}

function definitionName(schema: Located): string {
  return unescapeToken(schema.at.pointer.slice(schema.at.pointer.lastIndexOf("/") + 1));
}

/** Every definition that derives from `root`, with its values; sorted by value. Empty for a root without children. */
export function variantsOf(
  reader: Reader,
  hierarchy: Hierarchy,
  root: Located<JsonObject>,
  declare: (schema: Located<JsonObject>) => string,
): Discriminator | null {
  const discriminator = discriminatorAt(reader, root);
  if (discriminator === null) return null;
  const variants: { value: string; id: string }[] = [];
  const seen = new Set([idOf(root.at)]);
  const open = [...hierarchy.childrenOf(idOf(root.at))];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const id = idOf(next.at);
    if (seen.has(id)) continue;
    seen.add(id);
    declare(next);
    for (const value of mappedValues(discriminator, next)) variants.push({ value, id });
    // Below a variant that is told apart by another property, that property's values say nothing of this one.
    const inner = discriminatorAt(reader, next);
    if (inner === null || inner.property === discriminator.property) open.push(...hierarchy.childrenOf(id));
  }
  variants.sort((a, b) => compareText(a.value, b.value) || compareText(a.id, b.id));
  return { property: discriminator.property, variants };
}

/** A model's own value of the discriminator that it inherits, or that it declares and has a value for; else null. */
export function ownValueOf(reader: Reader, hierarchy: Hierarchy, schema: Located<JsonObject>): string | null {
  const said = discriminatorValue(schema.value);
  const inherited = nearestDiscriminator(reader, hierarchy, idOf(schema.at));
  if (inherited !== null) return said ?? mappedValues(inherited, schema)[0] ?? null;
  const own = discriminatorAt(reader, schema);
  return own === null ? null : (said ?? own.values.get(idOf(schema.at))?.[0] ?? null);
}

function nearestDiscriminator(reader: Reader, hierarchy: Hierarchy, id: string): RawDiscriminator | null {
  const seen = new Set<string>([id]);
  let level = hierarchy.parentsOf(id);
  while (level.length > 0) {
    const above: string[] = [];
    for (const parent of level) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      const schema = hierarchy.schemaOf(parent);
      const found = schema === null ? null : discriminatorAt(reader, schema);
      if (found !== null) return found;
      above.push(...hierarchy.parentsOf(parent));
    }
    level = above;
  }
  return null;
}
