import { makeName, type Json, type Model, type Name, type Property, type TypeRef } from "../../model/index.ts";
import { childLocation, type JsonObject, type Located } from "../../source/document.ts";
import { refOf } from "../../source/refs.ts";
import { clientName } from "../azure/schemas.ts";
import { elementsOf, isTrue, objectAt, textsOf } from "../values.ts";
import { constraintsOf } from "./constraints.ts";
import { ownValueOf, variantsOf } from "./discriminators.ts";
import { accessOf, docsOf, secretOf } from "./docs.ts";
import { layersOf, idOf } from "./reader.ts";
import { valuesOf } from "./shapes.ts";
import type { Types } from "./types.ts";
import { documentXml, propertyXml } from "./xml.ts";

/** An object with its own properties; what it has from others stays with them. */
export function lowerModel(types: Types, schema: Located<JsonObject>, name: Name, id: string): Model {
  const parts = partsOf(schema, 0);
  const required = new Set(parts.flatMap((part) => textsOf(part.value, "required")));
  const properties = new Map<string, Property>();
  for (const part of parts) {
    for (const [key, property] of propertiesOf(part)) {
      properties.set(key, lowerProperty(types, key, property, required.has(key)));
    }
  }
  const inherited = [...required].filter((key) => !properties.has(key));
  if (inherited.length > 0) types.pending.required.set(id, inherited);
  const { bases, values } = basesOf(types, parts, id);
  const discriminator = variantsOf(types.discriminatorAt, types.hierarchy, schema, (variant) => types.declare(variant));
  return {
    kind: "model",
    id,
    name,
    bases,
    properties: [...properties.values()],
    additional: additionalOf(types, parts) ?? values ?? (isFree(types, parts, bases) ? { kind: "unknown" } : null),
    discriminator,
    discriminatorValue: ownValueOf(types.discriminatorAt, types.inherited, schema),
    xml: documentXml(types, schema),
    docs: docsOf(schema.value),
    deprecated: isTrue(schema.value, "deprecated"),
    at: schema.at,
  };
}

/** What a schema says of itself: the members of its `allOf` that are written in place, then its own keywords. */
function partsOf(schema: Located<JsonObject>, depth: number): readonly Located<JsonObject>[] {
  if (!Object.hasOwn(schema.value, "allOf") || depth > 8) return [schema];
  const members = elementsOf(schema, "allOf").filter((member) => refOf(member.value) === null);
  return [...members.flatMap((member) => partsOf(member, depth + 1)), schema];
}

/** The members of `properties` in the order written. */
export function propertiesOf(schema: Located<JsonObject>): readonly (readonly [string, Located])[] {
  const properties = objectAt(schema, "properties");
  if (properties === null) return [];
  return Object.entries(properties.value).map(([key, value]) => [
    key,
    { value, at: childLocation(properties.at, key) },
  ]);
}

interface Bases {
  readonly bases: readonly string[];
  /** Type of the values where a base is a mere map, which is no declaration to extend. */
  readonly values: TypeRef | null;
}

function basesOf(types: Types, parts: readonly Located<JsonObject>[], id: string): Bases {
  const bases = new Set<string>();
  let values: TypeRef | null = null;
  for (const member of parts.flatMap((part) => elementsOf(part, "allOf"))) {
    const base = refOf(member.value) === null ? null : types.reader.resolveObject(member);
    if (base === null) continue;
    const { kind } = types.shapeOf(base);
    if (kind === "map") values = mapValues(types, base);
    if (kind === "map" || kind === "any") continue;
    const baseId = idOf(base.at);
    if (types.hierarchy.isCircular(id, baseId)) {
      types.reader.sink.report(
        "schema/circular-base",
        member.at,
        "The definition extends itself, directly or through others",
      );
    } else bases.add(types.declare(base));
  }
  return { bases: [...bases], values };
}

function mapValues(types: Types, schema: Located<JsonObject>): TypeRef {
  const values = valuesOf(schema);
  return values === null ? { kind: "unknown" } : types.use(values);
}

function additionalOf(types: Types, parts: readonly Located<JsonObject>[]): TypeRef | null {
  for (const part of parts) {
    if (part.value["additionalProperties"] === true) return { kind: "unknown" };
    const values = valuesOf(part);
    if (values !== null) return types.use(values);
  }
  return null;
}

/** An object of which the spec says nothing at all may hold anything, unless others build upon it. */
function isFree(types: Types, parts: readonly Located<JsonObject>[], bases: readonly string[]): boolean {
  const [only] = parts;
  return (
    bases.length === 0 &&
    parts.length === 1 &&
    only !== undefined &&
    types.shapeOf(only).kind === "object" &&
    only.value["additionalProperties"] !== false
  );
}

/** One property: its type and all that is said of it, in place or where its `$ref` leads. */
function lowerProperty(types: Types, wire: string, schema: Located, required: boolean): Property {
  const layers = layersOf(types.reader, schema);
  const own: JsonObject = layers[0]?.value ?? {};
  const access = accessOf(layers);
  return {
    name: makeName(wire, clientName(own) ?? wire),
    type: types.use(schema),
    requiredInput: required && (access.create || access.update),
    requiredOutput: required && access.read,
    access,
    secret: secretOf(layers),
    default: defaultOf(layers),
    constraints: constraintsOf(types.reader, layers),
    xml: propertyXml(types, layers, wire),
    docs: docsOf(own),
    deprecated: isTrue(own, "deprecated"),
    at: schema.at,
  };
}

/** The value that stands for an absent one, as the outermost layer that names one says. */
export function defaultOf(layers: readonly Located<JsonObject>[]): Json | undefined {
  return layers.find(({ value }) => Object.hasOwn(value, "default"))?.value["default"];
}
