import type { Declaration, Model } from "../model/index.ts";

/** A model that is written as the union of its variants, told apart by a property. */
export interface UnionPlan {
  /** Wire name of the property. */
  readonly property: string;
  /** Variants that derive from the model without another variant between, in the spec's order. */
  readonly children: readonly Model[];
}

type Declarations = ReadonlyMap<string, Declaration>;

export function modelOf(id: string, declarations: Declarations): Model | null {
  const declaration = declarations.get(id);
  return declaration?.kind === "model" ? declaration : null;
}

/** The model and all that it extends, nearest first, each once. */
export function lineage(model: Model, declarations: Declarations, seen = new Map<string, Model>()): readonly Model[] {
  if (seen.has(model.id)) return [...seen.values()];
  seen.set(model.id, model);
  for (const base of model.bases) {
    const declared = modelOf(base, declarations);
    if (declared !== null) lineage(declared, declarations, seen);
  }
  return [...seen.values()];
}

/** The property by which ancestors tell their variants apart, with this model's value of it. */
export function tagOf(
  model: Model,
  declarations: Declarations,
): { readonly property: string; readonly value: string } | null {
  if (model.discriminatorValue === null) return null;
  const owner = lineage(model, declarations).findLast((ancestor) => ancestor.discriminator !== null);
  return owner?.discriminator ? { property: owner.discriminator.property, value: model.discriminatorValue } : null;
}

/**
 * Every model that has variants: those that declare a discriminator, and those between them and a variant, which are a
 * choice as much as the whole is.
 */
export function planUnions(declarations: Declarations): ReadonlyMap<string, UnionPlan> {
  const unions = new Map<string, { property: string; children: Map<string, Model> }>();
  for (const declaration of declarations.values()) {
    if (declaration.kind !== "model" || declaration.discriminator === null) continue;
    const { property, variants } = declaration.discriminator;
    const ids = new Set([declaration.id, ...variants.map((variant) => variant.id)]);
    for (const { id } of variants) {
      const variant = modelOf(id, declarations);
      if (variant === null || id === declaration.id) continue;
      // The nearest ancestor of the same family is where the variant is listed.
      const parent = lineage(variant, declarations)
        .slice(1)
        .find((ancestor) => ids.has(ancestor.id));
      const owner = parent?.id ?? declaration.id;
      const union = unions.get(owner) ?? { property, children: new Map<string, Model>() };
      union.children.set(id, variant);
      unions.set(owner, union);
    }
  }
  return new Map(
    [...unions].map(([id, { property, children }]) => [id, { property, children: [...children.values()] }]),
  );
}
