import type { Alias, Declaration, Enum, Model, Property, TypeRef } from "../model/index.ts";
import { declarationDoc, propertyDoc, type Doc } from "./docs.ts";
import { printWidth, unionType, type Place } from "./layout.ts";
import { travels, type Direction } from "./shapes.ts";
import {
  joinTypes,
  literalCode,
  propertyKey,
  stringLiteral,
  type,
  type Identifier,
  type PropertyKey,
  type TypeText,
} from "./text.ts";
import { lineage, modelOf, tagOf } from "./unions.ts";
import { declaredName, typeAt, unionMembers, type TypeContext } from "./typeText.ts";

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

/** `export type name = …;` */
export interface TypeAliasView {
  readonly kind: "alias";
  readonly isAlias: true;
  readonly doc: Doc;
  readonly name: Identifier;
  readonly type: TypeText;
}

export type TypeView = InterfaceView | TypeAliasView;

function fieldOf(property: Property, direction: Direction, context: TypeContext): FieldView {
  const required = direction === "output" ? property.requiredOutput : property.requiredInput;
  const readonly = direction === "output" && !travels(property, "input");
  const key = propertyKey(property.name.wire);
  const column = 2 + (readonly ? 9 : 0) + key.length + (required ? 0 : 1) + 2;
  return {
    doc: propertyDoc(property),
    key,
    readonly,
    optional: !required,
    type: typeAt(property.type, direction, context, { indent: 2, column, after: 1 }),
  };
}

function sameType(a: TypeRef, b: TypeRef): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const sameProperty = (a: Property, b: Property): boolean =>
  sameType(a.type, b.type) && a.requiredInput === b.requiredInput && a.requiredOutput === b.requiredOutput;

/**
 * True where `extends` would not compile or would say something else: a property declared twice in the line with
 * different types, a base that is not a model, an index signature that bars other properties.
 */
function mustFlatten(model: Model, context: TypeContext): boolean {
  const line = lineage(model, context.declarations);
  if (line.some((ancestor) => ancestor.additional !== null && ancestor.additional.kind !== "unknown")) {
    return line.length > 1;
  }
  if (model.bases.some((base) => modelOf(base, context.declarations) === null)) return true;
  const seen = new Map<string, Property>();
  for (const property of line.flatMap((ancestor) => ancestor.properties)) {
    const known = seen.get(property.name.wire);
    if (known !== undefined && !sameProperty(known, property)) return true;
    seen.set(property.name.wire, property);
  }
  return false;
}

/** The tags of every union in the model's line: their properties are declared by each variant itself. */
function tagProperties(line: readonly Model[], context: TypeContext): ReadonlySet<string> {
  const owners = line.filter((ancestor) => context.unions.has(ancestor.id));
  return new Set(owners.map((owner) => context.unions.get(owner.id)?.property ?? ""));
}

/** Own properties; with `flat`, inherited ones too, the nearest declaration of each name. */
function propertiesOf(model: Model, direction: Direction, flat: boolean, context: TypeContext): readonly Property[] {
  const line = lineage(model, context.declarations);
  const tagged = tagProperties(line, context);
  const inherited = new Set(
    line.slice(1).flatMap((ancestor) => ancestor.properties.map((property) => property.name.wire)),
  );
  const chosen = new Map<string, Property>();
  for (const ancestor of flat ? line : line.slice(0, 1)) {
    for (const property of ancestor.properties) {
      const wire = property.name.wire;
      if (!chosen.has(wire) && !tagged.has(wire) && (flat || !inherited.has(wire))) chosen.set(wire, property);
    }
  }
  return [...chosen.values()].filter((property) => travels(property, direction));
}

function indexType(
  model: Model,
  properties: readonly Property[],
  tag: string | null,
  direction: Direction,
  context: TypeContext,
): TypeText | null {
  const additional =
    lineage(model, context.declarations).find((ancestor) => ancestor.additional !== null)?.additional ?? null;
  if (additional === null) return null;
  if (additional.kind === "unknown") return type`unknown`;
  // An index signature bounds the declared properties too, so it has to admit their types.
  const required = (property: Property): boolean =>
    direction === "output" ? property.requiredOutput : property.requiredInput;
  const types = [additional, ...properties.map((property) => property.type)];
  const members = new Set([
    ...types.flatMap((each) => unionMembers(each, direction, context)),
    ...(tag === null ? [] : [stringLiteral(tag) as string as TypeText]),
    ...(properties.every(required) ? [] : [type`undefined`]),
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

/** Tag as a field: the literal that makes a union of variants narrow. */
function tagField(property: string, value: string): FieldView {
  const text = { summary: null, description: null, url: null };
  return {
    doc: propertyDoc({
      ...{ name: { wire: property, words: ["tells", "the", "variants", "apart"] }, type: { kind: "unknown" } },
      ...{ requiredInput: true, requiredOutput: true, access: { read: true, create: true, update: true } },
      ...{
        secret: false,
        default: undefined,
        xml: null,
        docs: text,
        deprecated: false,
        at: { document: "", pointer: "" },
      },
      constraints: emptyConstraints,
    }),
    key: propertyKey(property),
    readonly: false,
    optional: false,
    type: stringLiteral(value) as string as TypeText,
  };
}

const emptyConstraints: Property["constraints"] = {
  ...{ pattern: null, minLength: null, maxLength: null, minimum: null, maximum: null, multipleOf: null },
  ...{ exclusiveMinimum: false, exclusiveMaximum: false, minItems: null, maxItems: null, uniqueItems: false },
};

function interfaceView(model: Model, name: Identifier, direction: Direction, context: TypeContext): InterfaceView {
  const flat = mustFlatten(model, context);
  const tag = context.unions.has(model.id) ? null : tagOf(model, context.declarations);
  const properties = propertiesOf(model, direction, flat, context).filter((each) => each.name.wire !== tag?.property);
  const own = properties.map((property) => fieldOf(property, direction, context));
  const fields = tag === null ? own : [tagField(tag.property, tag.value), ...own];
  const index = indexType(model, properties, tag?.value ?? null, direction, context);
  return {
    kind: "interface",
    isAlias: false,
    doc: declarationDoc(model, [shapeNote(direction, model, context)]),
    name,
    heritage: flat ? type`` : heritageOf(model, direction, context),
    fields,
    index,
    empty: fields.length === 0 && index === null,
  };
}

function shapeNote(direction: Direction, model: Model, context: TypeContext): string | null {
  if (!context.shapes.distinct.has(model.id)) return null;
  return direction === "input" ? "As a request takes it: without what only the service sets." : null;
}

function unionView(model: Model, direction: Direction, context: TypeContext): readonly TypeView[] {
  const names = context.names.types.get(model.id);
  if (names === undefined) return [];
  const input = direction === "input" && context.shapes.distinct.has(model.id);
  const name = input ? names.input : names.name;
  const base = input ? names.inputBase : names.base;
  const tag = tagOf(model, context.declarations);
  const members = (context.unions.get(model.id)?.children ?? []).map(
    (child) => type`${declaredName(child.id, direction, context) ?? (child.id as Identifier)}`,
  );
  const itself = tag === null ? [] : [type`(${base} & { ${propertyKey(tag.property)}: ${stringLiteral(tag.value)} })`];
  const property = context.unions.get(model.id)?.property ?? "";
  const place: Place = { indent: 0, column: `export type ${name} = `.length, after: 1 };
  return [
    { ...interfaceView(model, base, direction, context), doc: declarationDoc(model, ["What all variants have."]) },
    {
      kind: "alias",
      isAlias: true,
      doc: declarationDoc(model, [`Told apart by ${"`"}${property.replace(/`/g, "'")}${"`"}.`]),
      name,
      type: unionType([...itself, ...members], place),
    },
  ];
}

function modelViews(model: Model, direction: Direction, context: TypeContext): readonly TypeView[] {
  if (context.unions.has(model.id)) return unionView(model, direction, context);
  const name = declaredName(model.id, direction, context);
  return name === null ? [] : [interfaceView(model, name, direction, context)];
}

function enumView(declaration: Enum, context: TypeContext): TypeAliasView | null {
  const name = declaredName(declaration.id, "output", context);
  if (name === null) return null;
  const base = declaration.base === "integer" ? "number" : declaration.base;
  const values = [...new Set(declaration.values.map((item) => literalCode(item.value) as string as TypeText))];
  // `string & {}` admits every string without swallowing the literals that an editor completes.
  const open =
    declaration.open && base !== "boolean" ? [base === "string" ? type`(string & {})` : type`(number & {})`] : [];
  const notes = declaration.values
    .filter((item) => item.docs.description !== null || item.deprecated)
    .map(
      (item) =>
        `- ${"`"}${String(item.value).replace(/`/g, "'")}${"`"}${item.deprecated ? " (deprecated)" : ""}: ${item.docs.description ?? ""}`,
    );
  const column = `export type ${name} = `.length;
  return {
    kind: "alias",
    isAlias: true,
    doc: declarationDoc(declaration, [...notes, declaration.open ? "Further values may come." : null]),
    name,
    type: values.length === 0 ? (base as TypeText) : unionType([...values, ...open], { indent: 0, column, after: 1 }),
  };
}

function aliasView(alias: Alias, direction: Direction, context: TypeContext): TypeAliasView | null {
  const name = declaredName(alias.id, direction, context);
  if (name === null) return null;
  const place: Place = { indent: 0, column: `export type ${name} = `.length, after: 1 };
  return {
    kind: "alias",
    isAlias: true,
    doc: declarationDoc(alias),
    name,
    type: typeAt(alias.type, direction, context, place, { aliased: true }),
  };
}

function declarationViews(declaration: Declaration, direction: Direction, context: TypeContext): readonly TypeView[] {
  if (declaration.kind === "model") return modelViews(declaration, direction, context);
  const view =
    declaration.kind === "enum" ? enumView(declaration, context) : aliasView(declaration, direction, context);
  return view === null ? [] : [view];
}

/** Every declared type, and the request shapes of those that differ when they are sent. */
export function planModels(context: TypeContext): readonly TypeView[] {
  return [...context.declarations.values()].flatMap((declaration) => {
    const twice = context.shapes.distinct.has(declaration.id) && context.shapes.sent.has(declaration.id);
    const directions: readonly Direction[] = twice ? ["output", "input"] : ["output"];
    return directions.flatMap((direction) => declarationViews(declaration, direction, context));
  });
}
