import { fullAccess, noConstraints, noDocs, type Model, type Property, type TypeRef } from "../model/index.ts";
import { declarationDoc, propertyDoc, type Doc } from "./docs.ts";
import { printWidth, unionType } from "./layout.ts";
import { travels, type Direction } from "./shapes.ts";
import {
  joinTypes,
  propertyKey,
  stringLiteral,
  type,
  type Identifier,
  type PropertyKey,
  type TypeText,
} from "./text.ts";
import { declaredName, typeAt, unionMembers, type TypeContext } from "./typeText.ts";
import { lineage, modelOf, tagsOf, type Tag } from "./unions.ts";

export interface FieldView {
  readonly doc: Doc;
  readonly key: PropertyKey;
  readonly readonly: boolean;
  readonly optional: boolean;
  readonly type: TypeText;
}

/** `export interface name extends … { … }` */
export interface InterfaceView {
  readonly kind: "interface";
  readonly isAlias: false;
  readonly doc: Doc;
  readonly name: Identifier;
  /** Empty, or ` extends A, B`. */
  readonly heritage: TypeText;
  readonly fields: readonly FieldView[];
  /** Type of an index signature's values. */
  readonly index: TypeText | null;
  readonly empty: boolean;
}

const isRequired = (property: Property, direction: Direction): boolean =>
  direction === "output" ? property.requiredOutput : property.requiredInput;

function fieldOf(property: Property, direction: Direction, context: TypeContext): FieldView {
  const required = isRequired(property, direction);
  const readonly = direction === "output" && !travels(property, "input");
  const key = propertyKey(property.name.wire);
  const column = 2 + (readonly ? 9 : 0) + key.length + (required ? 0 : 1) + 2;
  const own = typeAt(property.type, direction, context, { indent: 2, column, after: 1 });
  const inherited = inheritedType(property, direction);
  return {
    doc: propertyDoc(property),
    key,
    readonly,
    optional: !required,
    type: inherited === null ? own : type`${own} | ${inherited}`,
  };
}

/** What a property that is left out has all the same, since every object has one of that name; mostly null. */
function inheritedType(property: Property, direction: Direction): TypeText | null {
  const { wire } = property.name;
  return isRequired(property, direction) || !objectMembers.has(wire) ? null : type`Object[${stringLiteral(wire)}]`;
}

/** What every object has, also where a property of that name is left out: its type must admit it. */
const objectMembers: ReadonlySet<string> = new Set([
  ...[
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
  ],
]);

function sameType(a: TypeRef, b: TypeRef): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const sameProperty = (a: Property, b: Property): boolean =>
  sameType(a.type, b.type) && a.requiredInput === b.requiredInput && a.requiredOutput === b.requiredOutput;

/**
 * True where `extends` would not compile or would say something else: a property declared twice in the line with
 * different types, a base that is not a model, an index signature that bars other properties.
 */
function mustFlatten(model: Model, line: readonly Model[], context: TypeContext): boolean {
  if (line.some((ancestor) => ancestor.additional !== null && ancestor.additional.kind !== "unknown")) {
    return line.length > 1;
  }
  if (model.bases.some((base) => modelOf(base, context.declarations) === null)) return true;
  if (line.length === 1) return false;
  const seen = new Map<string, Property>();
  for (const property of line.flatMap((ancestor) => ancestor.properties)) {
    const known = seen.get(property.name.wire);
    if (known !== undefined && !sameProperty(known, property)) return true;
    seen.set(property.name.wire, property);
  }
  return false;
}

/** Whether a type allows only some of what another does: values of a scalar type, anything where all is allowed. */
function isNarrower(type: TypeRef, other: TypeRef, { declarations }: TypeContext): boolean {
  if (other.kind === "unknown") return type.kind !== "unknown";
  const listed = type.kind === "named" ? declarations.get(type.id) : undefined;
  const base = type.kind === "literal" ? typeof type.value : listed?.kind === "enum" ? listed.base : null;
  return base !== null && (base === other.kind || (base === "number" && other.kind === "integer"));
}

/**
 * What all declarations of a property in a line come to: the first holds, unless another allows only some of its values,
 * and what one of them requires is required.
 */
function declaredProperties(line: readonly Model[], context: TypeContext): ReadonlyMap<string, Property> {
  const found = new Map<string, Property>();
  for (const property of line.flatMap((ancestor) => ancestor.properties)) {
    const { wire } = property.name;
    const first = found.get(wire);
    const known = first && isNarrower(property.type, first.type, context) ? { ...first, type: property.type } : first;
    found.set(wire, known ?? property);
    if (known !== undefined && (property.requiredInput || property.requiredOutput)) {
      const { create, update, read } = known.access;
      const requiredInput = known.requiredInput || (property.requiredInput && (create || update));
      const requiredOutput = known.requiredOutput || (property.requiredOutput && read);
      found.set(wire, { ...known, requiredInput, requiredOutput });
    }
  }
  return found;
}

/** How a model is written: all that is decided of its properties before they are put into words. */
interface Layout {
  /** Whether it lists the properties of its bases, in place of extending them. */
  readonly flat: boolean;
  readonly properties: readonly Property[];
}

/**
 * The properties that the interface lists. Those by which a union in the line tells its variants apart are left to the
 * variants, each of which has them with its own values.
 */
function layoutOf(model: Model, line: readonly Model[], context: TypeContext): Layout {
  const tags = tagsOf(line, context.tags);
  const flat = mustFlatten(model, line, context);
  const isUnion = context.unions.has(model.id);
  // Most models stand alone, and then there is nothing to decide.
  if (line.length === 1 && tags.length === 0 && !isUnion) return { flat, properties: model.properties };
  const declared = declaredProperties(line, context);
  const inherited = new Set(line.slice(1).flatMap(({ properties }) => properties.map(({ name }) => name.wire)));
  const left = new Set(line.flatMap(({ id }) => context.unions.get(id)?.property ?? []));
  const own = [...declared.values()].filter(({ name: { wire } }) => {
    if (left.has(wire)) return !isUnion && !tags.some((tag) => tag.property === wire);
    return flat || !inherited.has(wire);
  });
  const told = isUnion ? [] : tags.map((tag) => tagProperty(tag, declared.get(tag.property)));
  const names = new Set(told.map(({ name }) => name.wire));
  return { flat, properties: [...told, ...own.filter(({ name }) => !names.has(name.wire))] };
}

/** The property that tells variants apart, with the values that stand for this one: what makes their union narrow. */
function tagProperty(tag: Tag, declared: Property | undefined): Property {
  const literals = tag.values.map((value): TypeRef => ({ kind: "literal", value }));
  return {
    name: { wire: tag.property, words: ["tells", "the", "variants", "apart"] },
    constraints: noConstraints,
    secret: false,
    xml: null,
    docs: noDocs,
    deprecated: false,
    at: { document: "", pointer: "" },
    ...declared,
    default: undefined,
    type: { kind: "union", of: literals },
    requiredInput: true,
    requiredOutput: true,
    access: fullAccess,
  };
}

function indexType(
  line: readonly Model[],
  properties: readonly Property[],
  direction: Direction,
  context: TypeContext,
): TypeText | null {
  const additional = line.find((ancestor) => ancestor.additional !== null)?.additional ?? null;
  if (additional === null) return null;
  if (additional.kind === "unknown") return type`unknown`;
  // An index signature bounds the declared properties too, so it has to admit their types.
  const types = [additional, ...properties.map((property) => property.type)];
  const members = new Set([
    ...types.flatMap((each) => unionMembers(each, direction, context)),
    ...properties.flatMap((property) => inheritedType(property, direction) ?? []),
    ...(properties.every((property) => isRequired(property, direction)) ? [] : [type`undefined`]),
  ]);
  if (members.has(type`unknown`)) return type`unknown`;
  return unionType([...members], { indent: 2, column: 2 + "[key: string]: ".length, after: 1 });
}

function heritageOf(model: Model, direction: Direction, context: TypeContext): TypeText {
  const names = model.bases.flatMap((id) => {
    const base = modelOf(id, context.declarations);
    const declared = context.names.types.get(id);
    if (base === null || declared === undefined) return [];
    if (!context.unions.has(base.id)) return [declaredName(id, direction, context) ?? declared.name];
    return [direction === "input" && context.shapes.distinct.has(id) ? declared.inputBase : declared.base];
  });
  if (names.length === 0) return type``;
  const list = joinTypes(
    names.map((name) => type`${name}`),
    ", ",
  );
  const own = declaredName(model.id, direction, context) ?? "";
  const tooLong = `export interface ${own} extends ${list} {`.length > printWidth && names.length > 1;
  return tooLong ? (`\n  extends ${list}` as TypeText) : type` extends ${list}`;
}

function shapeNote(direction: Direction, model: Model, context: TypeContext): string | null {
  if (!context.shapes.distinct.has(model.id)) return null;
  return direction === "input" ? "As a request takes it: without what only the service sets." : null;
}

/** The interface of a model under `name`. */
export function interfaceView(
  model: Model,
  name: Identifier,
  direction: Direction,
  context: TypeContext,
): InterfaceView {
  const line = lineage(model, context.declarations);
  const layout = layoutOf(model, line, context);
  const properties = layout.properties.filter((property) => travels(property, direction));
  const fields = properties.map((property) => fieldOf(property, direction, context));
  const index = indexType(line, properties, direction, context);
  return {
    kind: "interface",
    isAlias: false,
    doc: declarationDoc(model, [shapeNote(direction, model, context)]),
    name,
    heritage: layout.flat ? type`` : heritageOf(model, direction, context),
    fields,
    index,
    empty: fields.length === 0 && index === null,
  };
}

/** `(NameBase & { kind: "name" })`: a root of variants that may occur itself. Null for one that cannot be told apart. */
export function itselfType(model: Model, base: Identifier, context: TypeContext): TypeText | null {
  const tags = tagsOf(lineage(model, context.declarations), context.tags);
  const own = context.unions.get(model.id)?.property;
  if (!tags.some(({ property }) => property === own)) return null;
  const members = tags.map(({ property, values }) => {
    const literals = values.map((value) => stringLiteral(value) as string as TypeText);
    return type`${propertyKey(property)}: ${joinTypes(literals, " | ")}`;
  });
  return type`(${base} & { ${members.join("; ") as TypeText} })`;
}
