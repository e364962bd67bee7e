import type { Declaration, Parameter, TypeRef } from "../model/index.ts";
import { delimited, objectCode, type Place } from "./layout.ts";
import { code, objectKey, stringLiteral, type CodeText } from "./text.ts";

/** A member of the query or header literal (a spread has no key), with the runtime's helpers that it uses. */
export interface Binding {
  readonly item: readonly [key: string, value: string];
  readonly uses: readonly string[];
}

/** What a value has to go through to become text, and the runtime's helpers for that. */
export interface Converted {
  readonly value: CodeText;
  readonly uses: readonly string[];
}

export type Declarations = ReadonlyMap<string, Declaration>;

/**
 * What a parameter's value is, as far as writing it matters: `text` is what a query or header takes as it is, `texts` is
 * one or a list of them, `object` has properties, and of `any` nothing is known before the call.
 */
type Shape =
  { readonly kind: "text" | "texts" | "object" | "any" } | { readonly kind: "list"; readonly items: "text" | "any" };

function shapeOf(type: TypeRef, declarations: Declarations, depth = 0): Shape {
  switch (type.kind) {
    case "boolean":
    case "integer":
    case "literal":
    case "number":
    case "string":
    case "template":
      return { kind: "text" };
    case "array":
      return { kind: "list", items: shapeOf(type.items, declarations, depth + 1).kind === "text" ? "text" : "any" };
    case "map":
      return { kind: "object" };
    case "nullable":
      return shapeOf(type.of, declarations, depth + 1);
    case "union":
      return unionShape(type.of.map((member) => shapeOf(member, declarations, depth + 1)));
    case "named":
      return declaredShape(declarations.get(type.id), declarations, depth);
    default:
      return { kind: "any" };
  }
}

function unionShape(shapes: readonly Shape[]): Shape {
  if (shapes.every(({ kind }) => kind === "text")) return { kind: "text" };
  const isTexts = (shape: Shape): boolean =>
    shape.kind === "text" || shape.kind === "texts" || (shape.kind === "list" && shape.items === "text");
  if (shapes.every(({ kind }) => kind === "object")) return { kind: "object" };
  return { kind: shapes.every(isTexts) ? "texts" : "any" };
}

function declaredShape(declaration: Declaration | undefined, declarations: Declarations, depth: number): Shape {
  if (declaration?.kind === "enum") return { kind: "text" };
  if (declaration?.kind === "model") return { kind: "object" };
  return declaration === undefined || depth > 32 ? { kind: "any" } : shapeOf(declaration.type, declarations, depth + 1);
}

const separators = { csv: ",", ssv: " ", tsv: "\t", pipes: "|", multi: "," } as const;

/** What stands between the values of a list; null where each is sent under the name of its own. */
export function separatorOf(list: Parameter["list"], location: Parameter["location"] | "form"): string | null {
  if (list === null || (list === "multi" && (location === "query" || location === "form"))) return null;
  return separators[list];
}

/** A parameter's value as a query, header, cookie or path takes it: text, or a list of texts where the name repeats. */
export function convert(parameter: Parameter, value: CodeText, place: Place, declarations: Declarations): Converted {
  const shape = shapeOf(parameter.type, declarations);
  if (shape.kind === "text" || parameter.constant !== undefined) return { value, uses: [] };
  if (parameter.object === "json") return { value: code`asText(${value})`, uses: ["asText"] };
  if ((shape.kind === "list" || shape.kind === "texts") && parameter.list !== null) {
    const items = shape.kind === "texts" ? { value, uses: [] } : textItems(parameter.type, value, declarations);
    const separator = separatorOf(parameter.list, parameter.location);
    if (separator === null) return items;
    const joined = delimited("join(", [items.value, stringLiteral(separator)], ")", place) as CodeText;
    return { value: joined, uses: ["join", ...items.uses] };
  }
  // The simple style of OpenAPI, and `form` without `explode`: keys and values, one after the other.
  if (shape.kind === "object" && parameter.location !== "cookie") {
    return { value: code`joinObject(${value})`, uses: ["joinObject"] };
  }
  return { value: code`asText(${value})`, uses: ["asText"] };
}

/** The items of a list as texts: objects and lists among them in JSON. */
export function textItems(type: TypeRef, value: CodeText, declarations: Declarations): Converted {
  const shape = shapeOf(type, declarations);
  if (shape.kind === "list" && shape.items === "text") return { value, uses: [] };
  return { value: code`${value}?.map(asText)`, uses: ["asText"] };
}

const spread = (helper: string, args: readonly CodeText[]): Binding => ({
  item: ["", `...${helper}(${args.join(", ")})`],
  uses: [helper],
});

/** Where the members of a literal stand in a request that gives each a line. */
const memberIndent = 8;

/** A parameter as a member of the query or header literal. */
export function bindParameter(parameter: Parameter, value: CodeText, declarations: Declarations): Binding {
  const { wire } = parameter.name;
  const name = stringLiteral(wire) as string as CodeText;
  if (parameter.object === "headerPrefix") {
    const prefix =
      parameter.headerPrefix === null ? name : (stringLiteral(parameter.headerPrefix) as string as CodeText);
    return spread("headerPrefix", [prefix, value]);
  }
  if (parameter.location === "query") {
    const { kind } = shapeOf(parameter.type, declarations);
    if (parameter.object === "deepObject" && kind !== "text") return spread("deepObject", [name, value]);
    if (parameter.object === "form" && kind === "object") return spread("formObject", [value]);
  }
  const key = objectKey(wire);
  const place = { indent: memberIndent, column: memberIndent + key.length + 2, after: 1 };
  const converted = convert(parameter, value, place, declarations);
  return { item: [key, converted.value], uses: converted.uses };
}

/** Cookies share one header, so they are one member of it. */
export function bindCookies(
  cookies: readonly (readonly [parameter: Parameter, value: CodeText])[],
  declarations: Declarations,
): readonly Binding[] {
  if (cookies.length === 0) return [];
  const flat: Place = { indent: 0, column: -Infinity, after: 0 };
  const bound = cookies.map(([parameter, value]) => {
    const converted = convert(parameter, value, flat, declarations);
    return { item: [objectKey(parameter.name.wire), converted.value] as const, uses: converted.uses };
  });
  const place = { indent: memberIndent, column: memberIndent + "...cookie(".length, after: 2 };
  const members = objectCode(
    bound.map(({ item }) => item),
    place,
  );
  return [{ item: ["", `...cookie(${members})`], uses: ["cookie", ...bound.flatMap(({ uses }) => uses)] }];
}
