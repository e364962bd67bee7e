import type { TypeRef } from "../../model/index.ts";
import type { JsonObject, Located } from "../../source/document.ts";
import { refOf } from "../../source/refs.ts";
import { asObject, elementsOf } from "../values.ts";
import { mappedValues } from "./discriminators.ts";
import { lowerEnum } from "./enums.ts";
import { lowerModel } from "./models.ts";
import { idOf } from "./reader.ts";
import { allowsNull, choicesOf, hasProperties, typesOf } from "./shapes.ts";
import type { Types } from "./types.ts";

const unknown: TypeRef = { kind: "unknown" };

/** The type of null alone. */
export const nothing: TypeRef = { kind: "nullable", of: { kind: "union", of: [] } };

/** The type, or null. */
export function nullable(type: TypeRef): TypeRef {
  return type.kind === "nullable" || type.kind === "unknown" ? type : { kind: "nullable", of: type };
}

/** Any one of the types: flat, each once, and just the type where there is one. */
export function unionOf(types: readonly TypeRef[]): TypeRef {
  const [first] = types;
  if (types.length === 1 && first !== undefined && first.kind !== "union" && first.kind !== "nullable") return first;
  const members = new Map<string, TypeRef>();
  let withNull = false;
  const add = (type: TypeRef): void => {
    if (type.kind === "nullable") {
      withNull = true;
      add(type.of);
    } else if (type.kind === "union") {
      for (const member of type.of) add(member);
    } else members.set(JSON.stringify(type), type);
  };
  for (const type of types) add(type);
  const of = [...members.values()];
  if (of.length === 0 && withNull) return nothing;
  if (of.length === 0 || of.some((type) => type.kind === "unknown")) return unknown;
  const [only] = of;
  const type: TypeRef = of.length === 1 && only !== undefined ? only : { kind: "union", of };
  return withNull ? nullable(type) : type;
}

/** The type of a schema with `oneOf`, `anyOf`, several types, or an `allOf` of what cannot be extended. */
export function choiceType(types: Types, schema: Located<JsonObject>): TypeRef {
  const choices = choicesOf(schema);
  const union = choices.length > 0 ? choicesType(types, schema, choices) : null;
  const own = ownType(types, schema);
  const parts = [...own, ...(union === null ? [] : [union])].filter((type) => type.kind !== "unknown");
  const [only] = parts;
  if (only === undefined) return union ?? unknown;
  return parts.length === 1 ? only : { kind: "intersection", of: parts };
}

function choicesType(types: Types, schema: Located<JsonObject>, choices: readonly Located[]): TypeRef {
  const open = openEnum(types, schema, choices);
  if (open !== null) return open;
  markVariants(types, schema, choices);
  return unionOf(choices.map((choice) => types.use(choice)));
}

/** What stands beside the choices: the members of `allOf`, properties of the schema's own, or several types. */
function ownType(types: Types, schema: Located<JsonObject>): readonly TypeRef[] {
  const { value } = schema;
  const name = types.nameOf(schema);
  const own = { wire: `${name.wire}Properties`, words: [...name.words, "properties"] };
  const members = elementsOf(schema, "allOf").map((member) => {
    const isModel = refOf(member.value) === null && types.shapeOf(member).kind === "model";
    const id = idOf(member.at);
    // Its place says no more than that of the whole, which has the name.
    if (isModel) types.declareAs(id, () => lowerModel(types, member, own, id));
    return types.use(member);
  });
  if (choicesOf(schema).length === 0 && members.length === 0) {
    return [unionOf(typesOf(value).map((type) => types.use(narrow(schema, type))))];
  }
  if (!hasProperties(value)) return members;
  const { oneOf: _one, anyOf: _any, allOf: _all, discriminator: _by, ...rest } = value;
  const id = `${idOf(schema.at)}/own`;
  types.declareAs(id, () => lowerModel(types, { value: rest, at: schema.at }, own, id));
  return [...members, { kind: "named", id }];
}

function narrow(schema: Located<JsonObject>, type: string): Located<JsonObject> {
  return { value: { ...schema.value, type }, at: schema.at };
}

/** "Any text, among others these": a list of values beside a plain string is a list that may grow. */
function openEnum(types: Types, schema: Located<JsonObject>, choices: readonly Located[]): TypeRef | null {
  if (choices.length !== 2) return null;
  const objects = choices.map(asObject);
  const listed = objects.find((choice) => choice !== null && Array.isArray(choice.value["enum"])) ?? null;
  const plain = objects.find((choice) => choice !== null && isPlainText(choice.value)) ?? null;
  if (listed === null || plain === null || refOf(listed.value) !== null) return null;
  const name = types.nameOf(schema);
  const found = lowerEnum(types.reader, listed, name, true);
  if (found === null || found.base !== "string") return null;
  const id = types.declareAs(found.id, () => found);
  const type: TypeRef = { kind: "named", id };
  return allowsNull(listed.value) || allowsNull(plain.value) ? nullable(type) : type;
}

function isPlainText(schema: JsonObject): boolean {
  return (
    typesOf(schema).length === 1 &&
    typesOf(schema)[0] === "string" &&
    !Array.isArray(schema["enum"]) &&
    schema["const"] === undefined
  );
}

/** Notes which value of the discriminator each member of a `oneOf` has, so that their property can be narrowed. */
function markVariants(types: Types, schema: Located<JsonObject>, choices: readonly Located[]): void {
  const discriminator = types.discriminatorAt(schema);
  if (discriminator === null) return;
  for (const choice of choices) {
    const target = types.reader.resolveObject(choice);
    if (target === null || refOf(choice.value) === null) continue;
    const id = idOf(target.at);
    const known = types.pending.marks.get(id) ?? [];
    types.pending.marks.set(id, [
      ...known,
      { property: discriminator.property, values: mappedValues(discriminator, target) },
    ]);
  }
}
