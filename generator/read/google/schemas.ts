import {
  makeName,
  noConstraints,
  type Discriminator,
  type Name,
  type Property,
  type TypeRef,
} from "../../model/index.ts";
import { childLocation } from "../../source/document.ts";
import { accessOf, behaviorOf } from "./behavior.ts";
import { idAt, referenceOf, referenceTo, schemaId, type Context } from "./context.ts";
import { composeName, constraintsOf, declareEnum } from "./enums.ts";
import { docsOf, entriesOf, flagOf, itemsOf, memberOf, nodeOf, reportUnknown, textOf, type Node } from "./node.ts";
import { defaultOf, scalarOf } from "./scalars.ts";
import type { Usage } from "./usage.ts";

const known: ReadonlySet<string> = new Set(
  (
    "$ref additionalProperties annotations default deprecated description enum enumDeprecated enumDescriptions format " +
    "id items maximum minimum pattern properties readOnly required type variant"
  ).split(" "),
);

/** What declaring schemas depends on. */
export interface Scope {
  readonly context: Context;
  readonly usage: Usage;
}

/**
 * A use of the type that is written at the node. What needs a name of its own there (an enum, an object with
 * properties) is declared under the name that `path` gives: the schema, the property, and so on inwards.
 */
export function typeOf(scope: Scope, node: Node, path: readonly string[]): TypeRef {
  reportUnknown(node, known);
  const ref = referenceOf(node);
  if (ref !== null) return referenceTo(scope.context, ref, childLocation(node.at, "$ref"));
  if (memberOf(node, "enum") !== undefined) {
    return declareEnum(scope.context, node, composeName(scope.context, path, "enum"));
  }
  const type = textOf(node, "type");
  if (type === "array") return { kind: "array", items: innerType(scope, node, "items", [...path, "item"]) };
  if (type === "object" || (type === null && memberOf(node, "properties") !== undefined))
    return objectType(scope, node, path);
  const scalar = scalarOf(node);
  if (scalar !== null) return scalar;
  scope.context.sink.report("discovery/unknown-type", node.at, `the type "${type ?? ""}" is not known`);
  return { kind: "unknown" };
}

function innerType(scope: Scope, node: Node, key: "additionalProperties" | "items", path: readonly string[]): TypeRef {
  const inner = nodeOf(node, key);
  if (inner !== null) return typeOf(scope, inner, path);
  if (key === "items")
    scope.context.sink.report("discovery/malformed", node.at, "a list does not say what its items are");
  return { kind: "unknown" };
}

function hasMembers(node: Node, key: string): boolean {
  return entriesOf(node, key).length > 0;
}

function objectType(scope: Scope, node: Node, path: readonly string[]): TypeRef {
  if (!hasMembers(node, "properties") && memberOf(node, "variant") === undefined) {
    return { kind: "map", values: innerType(scope, node, "additionalProperties", [...path, "value"]) };
  }
  declareModel(scope, node, composeName(scope.context, path, "object"), path);
  return { kind: "named", id: idAt(node.at) };
}

/** Declares the object type that is written at the node. `path` leads the names of what is nested in it. */
function declareModel(scope: Scope, node: Node, name: Name, path: readonly string[]): void {
  const id = idAt(node.at);
  const additional = nodeOf(node, "additionalProperties");
  const place = scope.usage.placeOf(path);
  scope.context.declarations.set(id, {
    kind: "model",
    id,
    name,
    bases: place.bases.map((base) => schemaId(scope.context, base)),
    properties: entriesOf(node, "properties").map(({ key, node: property }) =>
      readProperty(scope, key, property, path),
    ),
    additional: additional === null ? null : typeOf(scope, additional, [...path, "value"]),
    discriminator: discriminatorOf(scope, node),
    discriminatorValue: place.value,
    xml: null,
    docs: docsOf(node),
    deprecated: flagOf(node, "deprecated"),
    at: node.at,
  });
}

/** The `variant` of old documents: the schemas that stand for the values of one property. */
function discriminatorOf(scope: Scope, node: Node): Discriminator | null {
  const variant = nodeOf(node, "variant");
  const property = variant === null ? null : textOf(variant, "discriminant");
  if (variant === null || property === null) return null;
  const variants = itemsOf(variant, "map").flatMap((entry) => {
    const value = textOf(entry, "type_value");
    const ref = referenceOf(entry);
    const type = ref === null ? null : referenceTo(scope.context, ref, entry.at);
    return value === null || type?.kind !== "named" ? [] : [{ value, id: type.id }];
  });
  return { property, variants };
}

function readProperty(scope: Scope, key: string, node: Node, path: readonly string[]): Property {
  const behavior = behaviorOf(textOf(node, "description"));
  const access = accessOf(behavior, flagOf(node, "readOnly"), scope.usage.isUpdated(path));
  const required = behavior.required || flagOf(node, "required") || scope.usage.requires(path[0] ?? "", node);
  return {
    name: makeName(key),
    type: typeOf(scope, node, [...path, key]),
    requiredInput: required && (access.create || access.update),
    // ProtoJSON leaves out fields that have their default value, so nothing is certain to be in an answer.
    requiredOutput: false,
    access,
    secret: false,
    default: defaultOf(node),
    constraints: { ...noConstraints, ...constraintsOf(node) },
    xml: null,
    docs: docsOf(node),
    deprecated: flagOf(node, "deprecated") || behavior.deprecated,
    at: node.at,
  };
}

/** Declares every schema of the document, used or not: results of long-running operations are named nowhere. */
export function declareSchemas(scope: Scope): void {
  for (const [name, node] of scope.context.schemas) declareSchema(scope, name, node);
}

function declareSchema(scope: Scope, name: string, node: Node): void {
  const isModel =
    textOf(node, "type") === "object" && memberOf(node, "enum") === undefined && referenceOf(node) === null;
  if (isModel && (memberOf(node, "additionalProperties") === undefined || hasMembers(node, "properties"))) {
    reportUnknown(node, known);
    declareModel(scope, node, makeName(name), [name]);
    return;
  }
  const id = idAt(node.at);
  if (memberOf(node, "enum") !== undefined) {
    declareEnum(scope.context, node, makeName(name));
    return;
  }
  scope.context.declarations.set(id, {
    kind: "alias",
    id,
    name: makeName(name),
    type: typeOf(scope, node, [name]),
    constraints: { ...noConstraints, ...constraintsOf(node) },
    xml: null,
    docs: docsOf(node),
    deprecated: flagOf(node, "deprecated"),
    at: node.at,
  });
}
