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
  type(type: TypeRef): TypeRef;
  parameter(parameter: Parameter): Parameter;
  operation(operation: Operation): Operation;
  declaration(declaration: Declaration): Declaration;
}

export function createRenamer(renames: Renames): Renamer {
  const idOf = (id: string): string => renames.get(id) ?? id;

  function type(ref: TypeRef): TypeRef {
    switch (ref.kind) {
      case "named":
        return renames.has(ref.id) ? { kind: "named", id: idOf(ref.id) } : ref;
      case "array":
        return same(ref.items) ? ref : { kind: "array", items: type(ref.items) };
      case "map":
        return same(ref.values) ? ref : { kind: "map", values: type(ref.values) };
      case "nullable":
        return same(ref.of) ? ref : { kind: "nullable", of: type(ref.of) };
      case "union":
      case "intersection":
        return { kind: ref.kind, of: distinct(ref.of.map(type)) };
      default:
        return ref;
    }
  }

  const same = (ref: TypeRef): boolean => type(ref) === ref;
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
    type,
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

/** Without those that have become the same. */
function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
