import type { Declaration, Model, Operation, Property, Service, TypeRef } from "../model/index.ts";

/** The declarations of a service by id. */
export type Declarations = ReadonlyMap<string, Declaration>;

export function declarationsOf(service: Service): Declarations {
  return new Map(service.types.map((declaration) => [declaration.id, declaration]));
}

export function operationsOf(service: Service): readonly Operation[] {
  return service.groups.flatMap((group) => group.operations);
}

/** The type without names that only stand for others, and without null. */
export function plainType(declarations: Declarations, type: TypeRef): TypeRef {
  let here = type;
  // Aliases of aliases end; a circle of them would have been reported by the reader.
  for (let count = 0; count < 64; count += 1) {
    if (here.kind === "nullable") here = here.of;
    else if (here.kind === "named") {
      const declaration = declarations.get(here.id);
      if (declaration?.kind !== "alias") return here;
      here = declaration.type;
    } else return here;
  }
  return here;
}

/** The models that a type may be: itself, or the members of a union. */
export function modelsOf(declarations: Declarations, type: TypeRef): readonly Model[] {
  const plain = plainType(declarations, type);
  if (plain.kind === "union" || plain.kind === "intersection") {
    return plain.of.flatMap((member) => modelsOf(declarations, member));
  }
  const declaration = plain.kind === "named" ? declarations.get(plain.id) : undefined;
  return declaration?.kind === "model" ? [declaration] : [];
}

/** A property of a model, its own or one of its bases'; null where there is none. */
export function propertyOf(declarations: Declarations, model: Model, wire: string): Property | null {
  const seen = new Set<string>();
  const open: Model[] = [model];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    const found = next.properties.find((property) => property.name.wire === wire);
    if (found !== undefined) return found;
    for (const base of next.bases) {
      const declaration = declarations.get(base);
      if (declaration?.kind === "model") open.push(declaration);
    }
  }
  return null;
}

/** The type that a path of properties leads to from `type`; null where it leads nowhere that is known. */
export function typeAt(declarations: Declarations, type: TypeRef, path: readonly string[]): TypeRef | null {
  let here: TypeRef = type;
  for (const step of path) {
    const plain = plainType(declarations, here);
    if (plain.kind === "unknown") return plain;
    if (plain.kind === "map") {
      here = plain.values;
      continue;
    }
    const models = modelsOf(declarations, plain);
    const found = models.map((model) => propertyOf(declarations, model, step)).find((property) => property !== null);
    const additional = models.find((model) => model.additional !== null)?.additional;
    const next = found?.type ?? additional;
    if (next === undefined || next === null) return null;
    here = next;
  }
  return here;
}

/** The type of an operation's successful answer; null where it has none. */
export function answerOf(operation: Operation): TypeRef | null {
  for (const response of operation.responses) {
    const [content] = response.contents;
    if (response.role === "success" && content !== undefined && "type" in content) return content.type;
  }
  return null;
}
