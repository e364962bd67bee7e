import type { Declaration, Model, Property, TypeRef } from "../../model/index.ts";
import type { Mark, Types } from "./types.ts";
import { unionOf } from "./unions.ts";

type Index = Map<string, Declaration>;

/** The declarations with what could only be said once all were there. */
export function finish(types: Types, declarations: readonly Declaration[]): readonly Declaration[] {
  const index: Index = new Map(declarations.map((declaration) => [declaration.id, declaration]));
  for (const [id, names] of types.pending.required) {
    const model = index.get(id);
    if (model?.kind === "model") index.set(id, withRequired(types, index, model, names));
  }
  for (const [id, marks] of types.pending.marks) {
    const model = index.get(id);
    if (model?.kind === "model")
      index.set(
        id,
        together(marks).reduce((marked, mark) => withMark(index, marked, mark), model),
      );
  }
  return [...index.values()];
}

/** A model that asks for properties of its bases gets its own, stricter, version of them. */
function withRequired(types: Types, index: Index, model: Model, names: readonly string[]): Model {
  const added: Property[] = [];
  for (const name of names) {
    const property = inherited(index, model, name);
    if (property === null) {
      if (model.additional === null) {
        types.reader.sink.report(
          "schema/required-unknown",
          model.at,
          `"${name}" is required, but no such property is declared`,
        );
      }
      continue;
    }
    const { access } = property;
    const requiredInput = access.create || access.update;
    if (requiredInput !== property.requiredInput || access.read !== property.requiredOutput) {
      added.push({ ...property, requiredInput, requiredOutput: access.read });
    }
  }
  return added.length === 0 ? model : { ...model, properties: [...model.properties, ...added] };
}

function inherited(index: Index, model: Model, name: string): Property | null {
  const seen = new Set<string>();
  const open = [...model.bases];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const base = index.get(next);
    if (base?.kind !== "model") continue;
    const found = base.properties.find((property) => property.name.wire === name);
    if (found !== undefined) return found;
    open.push(...base.bases);
  }
  return null;
}

/** One mark for each property: a model may be a member of several unions, with other values in each. */
function together(marks: readonly Mark[]): readonly Mark[] {
  const values = new Map<string, Set<string>>();
  for (const mark of marks) {
    const known = values.get(mark.property) ?? new Set();
    for (const value of mark.values) known.add(value);
    values.set(mark.property, known);
  }
  return [...values].map(([property, own]) => ({ property, values: [...own].toSorted() }));
}

/** A member of a union gets the values that tell it apart as the type of that property. */
function withMark(index: Index, model: Model, mark: Mark): Model {
  // Variants of a model know their value already.
  if (model.discriminatorValue !== null) return model;
  const own = model.properties.find((property) => property.name.wire === mark.property);
  const property = own ?? inherited(index, model, mark.property);
  if (property === null || !mayBe(index, property.type, mark.values)) return model;
  const literals = mark.values.map((value): TypeRef => ({ kind: "literal", value }));
  const marked: Property = { ...property, type: unionOf(literals) };
  if (own === undefined) return { ...model, properties: [...model.properties, marked] };
  return { ...model, properties: model.properties.map((candidate) => (candidate === own ? marked : candidate)) };
}

/** Whether a property could have the values: what a model lists itself is more certain than what its name implies. */
function mayBe(index: Index, type: TypeRef, values: readonly string[]): boolean {
  if (type.kind === "string") return true;
  if (type.kind !== "named") return false;
  const declaration = index.get(type.id);
  if (declaration?.kind !== "enum" || declaration.base !== "string") return false;
  return declaration.open || values.every((value) => declaration.values.some((listed) => listed.value === value));
}
