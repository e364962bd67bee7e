import type { Declaration, TypeRef } from "../model/index.ts";
import { aliasedType, fits, printWidth, unionType, type Place } from "./layout.ts";
import type { NamePlan } from "./names.ts";
import type { Direction, Shapes } from "./shapes.ts";
import { joinTypes, literalCode, templateType, type, type Identifier, type TypeText } from "./text.ts";
import type { TagPlan, UnionPlan } from "./unions.ts";

/** What turning a type into text needs to know. */
export interface TypeContext {
  readonly names: NamePlan;
  readonly shapes: Shapes;
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly unions: ReadonlyMap<string, UnionPlan>;
  readonly tags: TagPlan;
  /** Written before each declared type's name: `models.` outside the module that declares them. */
  readonly qualifier: "" | "models.";
}

export function declaredName(id: string, direction: Direction, context: TypeContext): Identifier | null {
  const names = context.names.types.get(id);
  if (names === undefined) return null;
  return direction === "input" && context.shapes.distinct.has(id) ? names.input : names.name;
}

/** What a caller may give for a body or part of bytes; structural, so that no platform's own types are needed. */
const binaryTypes: Readonly<Record<Direction, TypeText>> = { input: type`BinaryBody`, output: type`ByteStream` };

const needsParentheses = (type: TypeRef): boolean =>
  type.kind === "union" || type.kind === "nullable" || type.kind === "intersection";

/** The type on one line. */
export function inlineType(ref: TypeRef, direction: Direction, context: TypeContext): TypeText {
  switch (ref.kind) {
    case "unknown":
      return type`unknown`;
    case "boolean":
      return type`boolean`;
    case "string":
      return type`string`;
    case "integer":
    case "number":
      return type`number`;
    case "binary":
      return binaryTypes[direction];
    case "literal":
      return literalCode(ref.value) as string as TypeText;
    case "template":
      return templateType(ref.texts);
    case "array": {
      const items = inlineType(ref.items, direction, context);
      return needsParentheses(ref.items) ? type`(${items})[]` : type`${items}[]`;
    }
    case "map":
      return type`{ [key: string]: ${inlineType(ref.values, direction, context)} }`;
    case "nullable":
      return joinTypes(unionMembers(ref, direction, context), " | ");
    case "union":
      return ref.of.length === 0 ? type`never` : joinTypes(unionMembers(ref, direction, context), " | ");
    case "intersection":
      return joinTypes(
        ref.of.map((part) => parenthesized(part, direction, context)),
        " & ",
      );
    case "named": {
      const name = declaredName(ref.id, direction, context);
      if (name === null) return type`unknown`;
      return context.qualifier === "" ? type`${name}` : type`models.${name}`;
    }
  }
}

function parenthesized(ref: TypeRef, direction: Direction, context: TypeContext): TypeText {
  const text = inlineType(ref, direction, context);
  return needsParentheses(ref) && text.includes(" ") ? type`(${text})` : text;
}

/** The members of a union, flattened, each once, in order. `unknown` swallows the others, as it does in TypeScript. */
export function unionMembers(
  ref: TypeRef,
  direction: Direction,
  context: TypeContext,
  readonlyLists = false,
): readonly TypeText[] {
  const members: TypeText[] = [];
  const list = (part: TypeRef): TypeText =>
    readonlyLists && part.kind === "array"
      ? type`readonly ${inlineType(part, direction, context)}`
      : inlineType(part, direction, context);
  const add = (part: TypeRef): void => {
    if (part.kind === "union") part.of.forEach(add);
    else if (part.kind === "nullable") {
      add(part.of);
      members.push(type`null`);
    } else members.push(part.kind === "intersection" ? type`(${inlineType(part, direction, context)})` : list(part));
  };
  add(ref);
  const unique = [...new Set(members)];
  if (unique.some((member) => member === "unknown")) return [type`unknown`];
  return unique.length > 1 || ref.kind === "intersection" ? unique : unique.map(unwrap);
}

/** A single intersection needs no parentheses. */
function unwrap(text: TypeText): TypeText {
  return (
    text.startsWith("(") && text.endsWith(")") && !text.slice(1, -1).includes(")") ? text.slice(1, -1) : text
  ) as TypeText;
}

/** Options of a type's layout. */
interface TypeLayout {
  /** `| undefined` behind the type: an argument that may be left out or passed on as undefined. */
  readonly orUndefined?: boolean;
  /** A list is taken that may not be changed: what a caller gives is only read. */
  readonly readonlyLists?: boolean;
  /** The type stands behind `=`, where Prettier also moves names to the next line. */
  readonly aliased?: boolean;
}

/** The type at a place in a file, wrapped as Prettier would where it does not fit. */
export function typeAt(
  ref: TypeRef,
  direction: Direction,
  context: TypeContext,
  place: Place,
  layout: TypeLayout = {},
): TypeText {
  const members = unionMembers(ref, direction, context, layout.readonlyLists);
  if (layout.orUndefined === true && !members.includes(type`unknown`)) {
    return unionType([...members, type`undefined`], place);
  }
  if ((ref.kind === "union" || ref.kind === "nullable") && members.length > 1) return unionType(members, place);
  const mark = ref.kind === "array" && layout.readonlyLists === true ? type`readonly ` : type``;
  const line = type`${mark}${inlineType(ref, direction, context)}`;
  if (fits(line, place)) return line;
  if (ref.kind === "map") return expandMap(ref.values, direction, context, place);
  if (ref.kind === "array" && ref.items.kind === "map") {
    return type`${mark}${expandMap(ref.items.values, direction, context, place)}[]`;
  }
  if (ref.kind === "array" && (ref.items.kind === "union" || ref.items.kind === "nullable")) {
    const pad = " ".repeat(place.indent);
    const inner: Place = { indent: place.indent, column: printWidth, after: 0 };
    return `${mark}(${unionType(unionMembers(ref.items, direction, context), inner)}\n${pad})[]` as TypeText;
  }
  return layout.aliased === true ? aliasedType(line, place) : line;
}

function expandMap(values: TypeRef, direction: Direction, context: TypeContext, place: Place): TypeText {
  const indent = place.indent + 2;
  const inner: Place = { indent, column: indent + "[key: string]: ".length, after: 1 };
  const text = typeAt(values, direction, context, inner);
  return `{\n${" ".repeat(indent)}[key: string]: ${text};\n${" ".repeat(place.indent)}}` as TypeText;
}
