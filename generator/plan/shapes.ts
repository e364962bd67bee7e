import type { Declaration, Model, Property, Service, TypeRef } from "../model/index.ts";

/** A type as the service answers with it, or as a caller sends it. */
export type Direction = "output" | "input";

/** Which declarations look different when they are sent, and which of those are sent at all. */
export interface Shapes {
  /** By id: the request shape differs from the response shape and needs a name of its own. */
  readonly distinct: ReadonlySet<string>;
  /** By id: reachable from something that a caller sends. */
  readonly sent: ReadonlySet<string>;
}

/** Ids of the declarations that a use of a type names directly. */
export function namedIn(type: TypeRef, into: string[] = []): readonly string[] {
  switch (type.kind) {
    case "named":
      into.push(type.id);
      break;
    case "array":
      namedIn(type.items, into);
      break;
    case "map":
      namedIn(type.values, into);
      break;
    case "nullable":
      namedIn(type.of, into);
      break;
    case "union":
    case "intersection":
      for (const member of type.of) namedIn(member, into);
      break;
    default:
  }
  return into;
}

/** True where the property may stand in what travels in that direction. */
export function travels(property: Property, direction: Direction): boolean {
  return direction === "output" ? property.access.read : property.access.create || property.access.update;
}

function ownDifference(declaration: Declaration): boolean {
  return (
    declaration.kind === "model" &&
    declaration.properties.some(
      (property) =>
        travels(property, "output") !== travels(property, "input") ||
        property.requiredInput !== property.requiredOutput,
    )
  );
}

/** What a declaration refers to, as far as it can be sent. */
function references(declaration: Declaration): readonly string[] {
  switch (declaration.kind) {
    case "enum":
      return [];
    case "alias":
      return namedIn(declaration.type);
    case "model":
      return modelReferences(declaration);
  }
}

function modelReferences(model: Model): readonly string[] {
  const ids: string[] = [...model.bases];
  for (const property of model.properties) if (travels(property, "input")) namedIn(property.type, ids);
  if (model.additional !== null) namedIn(model.additional, ids);
  for (const variant of model.discriminator?.variants ?? []) ids.push(variant.id);
  return ids;
}

function reach(starts: Iterable<string>, edges: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set<string>(starts);
  const queue = [...seen];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const next of edges.get(id) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return seen;
}

function sentTypes(service: Service): readonly string[] {
  const ids: string[] = [];
  for (const { type } of [...service.clientParameters, ...service.commonParameters]) namedIn(type, ids);
  for (const group of service.groups) {
    for (const operation of group.operations) {
      for (const parameter of operation.parameters) namedIn(parameter.type, ids);
      for (const content of operation.body?.contents ?? []) {
        if ("type" in content) namedIn(content.type, ids);
        else for (const field of content.fields) namedIn(field.type, ids);
      }
    }
  }
  return ids;
}

export function planShapes(service: Service): Shapes {
  const forward = new Map(service.types.map((declaration) => [declaration.id, references(declaration)]));
  const backward = new Map<string, string[]>();
  for (const [id, targets] of forward) {
    for (const target of targets) {
      const users = backward.get(target);
      if (users === undefined) backward.set(target, [id]);
      else users.push(id);
    }
  }
  const different = service.types.filter(ownDifference).map((declaration) => declaration.id);
  return { distinct: reach(different, backward), sent: reach(sentTypes(service), forward) };
}
