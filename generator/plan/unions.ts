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

/**
 * The model and all that it extends, each once, each before what it extends itself: of declarations of one property the
 * first is the one that holds.
 */
export function lineage(model: Model, declarations: Declarations): readonly Model[] {
  const seen = new Set<string>();
  const line: Model[] = [];
  const visit = (each: Model): void => {
    if (seen.has(each.id)) return;
    seen.add(each.id);
    for (const base of each.bases.toReversed()) {
      const declared = modelOf(base, declarations);
      if (declared !== null) visit(declared);
    }
    line.push(each);
  };
  visit(model);
  return line.toReversed();
}

/** A property by which ancestors tell their variants apart, with the values of it that stand for a model. */
export interface Tag {
  readonly property: string;
  readonly values: readonly string[];
}

/** By id of a model: its own values of the properties by which its ancestors, or it itself, tell variants apart. */
export type TagPlan = ReadonlyMap<string, readonly Tag[]>;

export function planTags(declarations: Declarations): TagPlan {
  const tags = new Map<string, readonly Tag[]>();
  for (const declaration of declarations.values()) {
    if (declaration.kind !== "model" || declaration.discriminator === null) continue;
    const { property, variants } = declaration.discriminator;
    const values = new Map<string, Set<string>>();
    for (const { id, value } of variants) values.set(id, (values.get(id) ?? new Set()).add(value));
    for (const [id, own] of values) tags.set(id, [...(tags.get(id) ?? []), { property, values: [...own] }]);
  }
  for (const declaration of declarations.values()) {
    // A root that may occur itself is no variant of its own.
    if (declaration.kind !== "model" || declaration.discriminatorValue === null || tags.has(declaration.id)) continue;
    const nearest = lineage(declaration, declarations).find(({ discriminator }) => discriminator !== null);
    const property = nearest?.discriminator?.property;
    if (property !== undefined) tags.set(declaration.id, [{ property, values: [declaration.discriminatorValue] }]);
  }
  return tags;
}

/**
 * A model's values of the properties that it is told apart by, its own and those of its ancestors: what says that a fish
 * is a fish among animals also says so of every kind of fish. `line` is the model's.
 */
export function tagsOf(line: readonly Model[], plan: TagPlan): readonly Tag[] {
  const tags = new Map<string, Tag>();
  for (const { id } of line) {
    for (const tag of plan.get(id) ?? []) if (!tags.has(tag.property)) tags.set(tag.property, tag);
  }
  return [...tags.values()];
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
