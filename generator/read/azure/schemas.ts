import { fullAccess, type Access, type Json } from "../../model/index.ts";
import type { JsonObject } from "../../source/document.ts";
import { flagOf, isTrue, listOf, objectOf, textOf } from "../values.ts";

/** `x-ms-client-name`: what a client should call the thing. */
export function clientName(node: JsonObject): string | null {
  return textOf(node, "x-ms-client-name");
}

/** `x-nullable`, Swagger 2.0's way of saying that null is a value. */
export function isNullable(node: JsonObject): boolean {
  return isTrue(node, "x-nullable");
}

/** `x-ms-secret`: never to be shown or logged. */
export function isSecret(node: JsonObject): boolean {
  return isTrue(node, "x-ms-secret");
}

/** `x-ms-discriminator-value`: the variant's value of the discriminator, where it is not the definition's name. */
export function discriminatorValue(node: JsonObject): string | null {
  return textOf(node, "x-ms-discriminator-value");
}

/** `x-ms-text` of an `xml` object: the value is the element's text. */
export function isElementText(xml: JsonObject): boolean {
  return isTrue(xml, "x-ms-text");
}

/** `x-ms-mutability`: the directions that a property travels in; null where it does not say. */
export function mutabilityOf(node: JsonObject): Access | null {
  const list = node["x-ms-mutability"];
  if (!Array.isArray(list)) return null;
  const access = { read: list.includes("read"), create: list.includes("create"), update: list.includes("update") };
  return access.read || access.create || access.update ? access : fullAccess;
}

/** What `x-ms-enum` says of an enumeration. */
export interface EnumHints {
  readonly name: string | null;
  /** `modelAsString`: the service may answer with values that are not listed. */
  readonly open: boolean;
  readonly values: readonly EnumHint[];
}

export interface EnumHint {
  readonly value: Json;
  readonly name: string | null;
  readonly description: string | null;
}

/** `x-ms-enum`; null where there is none. */
export function enumHints(node: JsonObject): EnumHints | null {
  const hints = objectOf(node, "x-ms-enum");
  if (hints === null) return null;
  const values = listOf(hints, "values").flatMap((entry): readonly EnumHint[] => {
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return [];
    const node = entry as JsonObject;
    const { value } = node;
    return value === undefined ? [] : [{ value, name: textOf(node, "name"), description: textOf(node, "description") }];
  });
  return { name: textOf(hints, "name"), open: flagOf(hints, "modelAsString") ?? false, values };
}
