import type { Alias, Declaration, Enum, Model } from "../model/index.ts";
import { formerTypeViews } from "./deprecated.ts";
import { declarationDoc, type Doc } from "./docs.ts";
import { interfaceView, itselfType, type InterfaceView } from "./interfaces.ts";
import { unionType, type Place } from "./layout.ts";
import type { Direction } from "./shapes.ts";
import { literalCode, type, type Identifier, type TypeText } from "./text.ts";
import { declaredName, typeAt, type TypeContext } from "./typeText.ts";

/** `export type name = …;` */
export interface TypeAliasView {
  readonly kind: "alias";
  readonly isAlias: true;
  readonly doc: Doc;
  readonly name: Identifier;
  readonly type: TypeText;
}

export type TypeView = InterfaceView | TypeAliasView;

function unionView(model: Model, direction: Direction, context: TypeContext): readonly TypeView[] {
  const names = context.names.types.get(model.id);
  if (names === undefined) return [];
  const input = direction === "input" && context.shapes.distinct.has(model.id);
  const name = input ? names.input : names.name;
  const base = input ? names.inputBase : names.base;
  const members = (context.unions.get(model.id)?.children ?? []).map(
    (child) => type`${declaredName(child.id, direction, context) ?? (child.id as Identifier)}`,
  );
  const itself = itselfType(model, base, context);
  const property = context.unions.get(model.id)?.property ?? "";
  const place: Place = { indent: 0, column: `export type ${name} = `.length, after: 1 };
  return [
    { ...interfaceView(model, base, direction, context), doc: declarationDoc(model, ["What all variants have."]) },
    {
      kind: "alias",
      isAlias: true,
      doc: declarationDoc(model, [`Told apart by ${"`"}${property.replace(/`/g, "'")}${"`"}.`]),
      name,
      type: unionType(itself === null ? members : [itself, ...members], place),
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

/** Every declared type, the request shapes of those that differ when they are sent, and names that types had. */
export function planModels(context: TypeContext): readonly TypeView[] {
  const declared = [...context.declarations.values()].flatMap((declaration) => {
    const twice = context.shapes.distinct.has(declaration.id) && context.shapes.sent.has(declaration.id);
    const directions: readonly Direction[] = twice ? ["output", "input"] : ["output"];
    return directions.flatMap((direction) => declarationViews(declaration, direction, context));
  });
  return [...declared, ...formerTypeViews(context)];
}
