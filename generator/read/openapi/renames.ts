import type {
  Content,
  Declaration,
  LongRunning,
  Model,
  Operation,
  Parameter,
  Response,
  TypeRef,
} from "../../model/index.ts";
import type { Renames } from "./merge.ts";

/** Puts the ids that stand for merged declarations in the place of the others. */
export interface Renamer {
  parameter(parameter: Parameter): Parameter;
  operation(operation: Operation): Operation;
  declaration(declaration: Declaration): Declaration;
}

export function createRenamer(renames: Renames): Renamer {
  const idOf = (id: string): string => renames.get(id) ?? id;
  const type = typeRenamer(renames);
  const maybe = (ref: TypeRef | null): TypeRef | null => (ref === null ? null : type(ref));
  const typed = <T extends { readonly type: TypeRef }>(part: T): T => {
    const renamed = type(part.type);
    return renamed === part.type ? part : { ...part, type: renamed };
  };
  const content = (part: Content): Content =>
    "fields" in part ? { ...part, fields: part.fields.map(typed) } : typed(part);
  const response = (part: Response): Response => ({
    ...part,
    contents: part.contents.map(content),
    headers: part.headers.map(typed),
  });
  const longRunning = (part: LongRunning): LongRunning => ({
    ...part,
    result: maybe(part.result),
    metadata: maybe(part.metadata),
  });
  const model = (part: Model): Model => ({
    ...part,
    bases: part.bases.map(idOf),
    properties: part.properties.map(typed),
    additional: maybe(part.additional),
    discriminator: part.discriminator && {
      ...part.discriminator,
      variants: distinct(part.discriminator.variants.map(({ value, id }) => ({ value, id: idOf(id) }))),
    },
  });
  return {
    parameter: typed,
    operation: (part) => ({
      ...part,
      parameters: part.parameters.map(typed),
      body: part.body && { ...part.body, contents: part.body.contents.map(content) },
      responses: part.responses.map(response),
      longRunning: part.longRunning && longRunning(part.longRunning),
      paging: part.paging && { ...part.paging, itemType: type(part.paging.itemType) },
    }),
    declaration: (part) => (part.kind === "enum" ? part : part.kind === "alias" ? typed(part) : model(part)),
  };
}

/** Gives types back as they are where nothing in them is renamed, which is mostly. */
function typeRenamer(renames: Renames): (type: TypeRef) => TypeRef {
  const wrapping = <T extends TypeRef>(outer: T, inner: TypeRef, wrap: (inner: TypeRef) => T): T => {
    const renamed = type(inner);
    return renamed === inner ? outer : wrap(renamed);
  };
  function type(ref: TypeRef): TypeRef {
    switch (ref.kind) {
      case "named":
        return renames.has(ref.id) ? { kind: "named", id: renames.get(ref.id) ?? ref.id } : ref;
      case "array":
        return wrapping(ref, ref.items, (items) => ({ kind: "array", items }));
      case "map":
        return wrapping(ref, ref.values, (values) => ({ kind: "map", values }));
      case "nullable":
        return wrapping(ref, ref.of, (of) => ({ kind: "nullable", of }));
      case "union":
      case "intersection":
        return { kind: ref.kind, of: distinct(ref.of.map(type)) };
      default:
        return ref;
    }
  }
  return type;
}

/** Without those that have become the same. */
function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
