import type { Property, TypeRef, Xml } from "../model/index.ts";
import { fits, type Place } from "./layout.ts";
import { code, objectKey, stringLiteral, type CodeText, type Identifier } from "./text.ts";
import type { Declarations } from "./bindings.ts";

/** A literal before it is laid out: code, or members of an object. */
export type Literal = CodeText | readonly (readonly [key: string, value: Literal])[];

/** What descriptions of XML refer to. */
export interface XmlNames {
  readonly declarations: Declarations;
  /** The constant that describes a model; null for what is none. */
  modelName(id: string): Identifier | null;
}

const text = (value: string): CodeText => stringLiteral(value) as string as CodeText;

type Scalar = "any" | "boolean" | "number" | "string";

/** Deeper chains of aliases are circles. */
const maxDepth = 32;

/** A type without its aliases and without null; `items` is what a list is of. */
type Shape =
  | { readonly kind: "scalar"; readonly scalar: Scalar }
  | { readonly kind: "model"; readonly name: Identifier }
  | { readonly kind: "map"; readonly values: TypeRef }
  | { readonly kind: "list"; readonly items: TypeRef };

const scalarShape = (scalar: Scalar): Shape => ({ kind: "scalar", scalar });

function shapeOf(type: TypeRef, names: XmlNames, depth = 0): Shape {
  if (depth > maxDepth) return scalarShape("any");
  switch (type.kind) {
    case "boolean":
      return scalarShape("boolean");
    case "integer":
    case "number":
      return scalarShape("number");
    case "binary":
    case "string":
    case "template":
      return scalarShape("string");
    case "literal":
      return scalarShape(typeof type.value as Scalar);
    case "array":
      return { kind: "list", items: type.items };
    case "map":
      return { kind: "map", values: type.values };
    case "nullable":
      return shapeOf(type.of, names, depth + 1);
    case "named":
      return namedShape(type.id, names, depth);
    case "union":
    case "intersection":
      return commonShape(type.of, names, depth);
    case "unknown":
      return scalarShape("any");
  }
}

function namedShape(id: string, names: XmlNames, depth: number): Shape {
  const declaration = names.declarations.get(id);
  if (declaration?.kind === "alias") return shapeOf(declaration.type, names, depth + 1);
  if (declaration?.kind === "enum") {
    return scalarShape(declaration.base === "integer" ? "number" : declaration.base);
  }
  const name = declaration === undefined ? null : names.modelName(id);
  return name === null ? scalarShape("any") : { kind: "model", name };
}

/** Members of a union that are all read alike; of others nothing is known before the document is there. */
function commonShape(members: readonly TypeRef[], names: XmlNames, depth: number): Shape {
  const [first, ...others] = members.map((member) => shapeOf(member, names, depth + 1));
  const same = JSON.stringify(first);
  return first !== undefined && others.every((other) => JSON.stringify(other) === same) ? first : scalarShape("any");
}

/** `of` of a use: how a value is read that is no list. */
function target(shape: Exclude<Shape, { kind: "list" }>, lazy: boolean, names: XmlNames): Literal {
  if (shape.kind === "scalar") return text(shape.scalar);
  if (shape.kind === "map") return [["additional", propertyLiteral({ xml: null, type: shape.values }, "", names)]];
  return lazy ? code`() => ${shape.name}` : code`${shape.name}`;
}

/** What is written somewhere, and how. */
export interface Written {
  readonly type: TypeRef;
  readonly xml: Xml | null;
  /** A list that is there even if no item is. */
  readonly required?: boolean;
}

const flag = (key: string, is: boolean | undefined): readonly (readonly [string, Literal])[] =>
  is === true ? [[key, code`true`]] : [];

const named = (key: string, value: string | null | undefined): readonly (readonly [string, Literal])[] =>
  value === null || value === undefined ? [] : [[key, text(value)]];

/** The members of a use; `key` is the name that it has anyhow. */
export function useMembers(
  { type, xml, required }: Written,
  key: string | null,
  lazy: boolean,
  names: XmlNames,
): readonly (readonly [string, Literal])[] {
  const shape = shapeOf(type, names);
  const isList = shape.kind === "list" && xml?.attribute !== true;
  const name = xml?.name ?? null;
  const items = isList ? useMembers({ type: shape.items, xml: xml?.items ?? null }, name ?? key, lazy, names) : [];
  const of = shape.kind === "list" ? text("string") : target(shape, lazy, names);
  return [
    // A list without a wrapper has no element of its own: its items have.
    ...named("name", name === key || (isList && key !== null && xml?.wrapped !== true && xml?.items) ? null : name),
    ...named("prefix", xml?.prefix),
    ...named("namespace", xml?.namespace),
    ...flag("attribute", xml?.attribute),
    ...flag("text", xml?.text),
    ...flag("wrapped", isList && xml?.wrapped),
    ...flag("required", isList && required),
    ...(isList ? [["items", items] as const] : of === text("string") ? [] : [["of", of] as const]),
  ];
}

/** A property's literal: only what it is, where nothing else is to be said. */
export function propertyLiteral(written: Written, key: string, names: XmlNames): Literal {
  const members = useMembers(written, key === "" ? null : key, true, names);
  const [only] = members;
  if (only === undefined) return text("string");
  return members.length === 1 && only[0] === "of" && typeof only[1] === "string" ? only[1] : members;
}

/** A property of a model. A list without a wrapper shows no difference between empty and absent. */
export function propertyEntry(property: Property, names: XmlNames): readonly [string, Literal] {
  const { wire } = property.name;
  const literal = propertyLiteral({ ...property, required: property.requiredOutput }, wire, names);
  // TypeScript takes the type of a member that every object has for what is wanted, and would read any text.
  const isText = typeof literal === "string" && literal.startsWith('"');
  return [objectKey(wire), isText && wire in Object.prototype ? code`${literal as CodeText} as const` : literal];
}

const pad = (indent: number): string => " ".repeat(indent);

/** The literal at a place: objects on one line where they fit, else a member a line. */
export function layOut(literal: Literal, place: Place): string {
  if (typeof literal === "string") {
    if (fits(literal, place) || !literal.startsWith("() => ")) return literal;
    return `() =>\n${pad(place.indent + 2)}${literal.slice("() => ".length)}`;
  }
  const line = inline(literal);
  return fits(line, place) ? line : expand(literal, place.indent);
}

function inline(literal: Literal): string {
  if (typeof literal === "string") return literal;
  if (literal.length === 0) return "{}";
  return `{ ${literal.map(([key, value]) => `${key}: ${inline(value)}`).join(", ")} }`;
}

/** A member a line. */
export function expand(members: Exclude<Literal, string>, indent: number): string {
  if (members.length === 0) return "{}";
  const inner = indent + 2;
  const rows = members.map(([key, value]) => {
    const laid = layOut(value, { indent: inner, column: inner + key.length + 2, after: 1 });
    return `${pad(inner)}${key}: ${laid},\n`;
  });
  return `{\n${rows.join("")}${pad(indent)}}`;
}
