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
export type DiscriminatorAt = (schema: Located<JsonObject>) => RawDiscriminator | null;

/** Reads each discriminator once: every variant asks for that of its base. */
export function createDiscriminatorAt(reader: Reader): DiscriminatorAt {
  const known = new Map<JsonObject, RawDiscriminator | null>();
  return (schema) => {
    let found = known.get(schema.value);
    if (found === undefined) known.set(schema.value, (found = readDiscriminator(reader, schema)));
    return found;
  };
}

function readDiscriminator(reader: Reader, schema: Located<JsonObject>): RawDiscriminator | null {
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
  discriminatorAt: DiscriminatorAt,
  hierarchy: Hierarchy,
  root: Located<JsonObject>,
  declare: (schema: Located<JsonObject>) => string,
): Discriminator | null {
  const discriminator = discriminatorAt(root);
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
    const inner = discriminatorAt(next);
    if (inner === null || inner.property === discriminator.property) open.push(...hierarchy.childrenOf(id));
  }
  variants.sort((a, b) => compareText(a.value, b.value) || compareText(a.id, b.id));
  return { property: discriminator.property, variants };
}

/** Finds the discriminator that a definition inherits; null where it inherits none. */
export type Inherited = (schema: Located<JsonObject>) => RawDiscriminator | null;

/** Looks each definition up once, however long the line of its ancestors. */
export function createInherited(discriminatorAt: DiscriminatorAt, hierarchy: Hierarchy): Inherited {
  const known = new Map<string, RawDiscriminator | null>();
  return (schema) => {
    const passed: string[] = [];
    const open = [schema];
    let found: RawDiscriminator | null = null;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const id = idOf(next.at);
      const answer = known.get(id);
      if (answer !== undefined) {
        found = answer;
        if (found !== null) break;
        continue;
      }
      // Until it is answered, none: a circle ends here.
      known.set(id, null);
      passed.push(id);
      const parents = hierarchy.parentsOf(id);
      found = parents.map((parent) => discriminatorAt(parent)).find((own) => own !== null) ?? null;
      if (found !== null) break;
      open.push(...parents.toReversed());
    }
    // What holds for one of several lines of ancestors does not hold for those in the others.
    const oneLine = passed.every((id) => hierarchy.parentsOf(id).length < 2);
    for (const id of passed) {
      if (oneLine || id === passed[0]) known.set(id, found);
      else known.delete(id);
    }
    return found;
  };
}

/** A model's own value of the discriminator that it inherits, or that it declares and has a value for; else null. */
export function ownValueOf(
  discriminatorAt: DiscriminatorAt,
  inherited: Inherited,
  schema: Located<JsonObject>,
): string | null {
  const said = discriminatorValue(schema.value);
  const above = inherited(schema);
  if (above !== null) return said ?? mappedValues(above, schema)[0] ?? null;
  const own = discriminatorAt(schema);
  return own === null ? null : (said ?? own.values.get(idOf(schema.at))?.[0] ?? null);
}
