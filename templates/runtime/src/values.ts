import type { HeaderValue, QueryValue } from "./types.js";

type Scalar = string | number | bigint | boolean | null | undefined;

/** The values of a list in one text, as OpenAPI's csv, ssv, tsv and pipes want it. No list, no text. */
export const join = (values: readonly Scalar[] | null | undefined, separator: string): string | undefined =>
  values?.join(separator);

/** A value that may be an object or a list, as text: these in JSON, all else as it is. */
export const asText = (value: unknown): Scalar =>
  value && typeof value === "object" ? JSON.stringify(value) : (value as Scalar);

/** Keys and values of an object in one text, one after the other (`style: simple`, or `form` without `explode`). */
export const joinObject = (value: object | null | undefined): string | undefined =>
  value ? Object.entries(value).flat().join() : undefined;

/** The properties of an object as query parameters of their own (`style: form, explode: true`). */
export const formObject = (value: object | null | undefined): Readonly<Record<string, QueryValue>> => ({
  ...(value as Readonly<Record<string, QueryValue>> | null | undefined),
});

/** The properties of an object as `name[key]`, nested ones as `name[key][key]` (`style: deepObject`). */
export function deepObject(name: string, value: object | null | undefined): Record<string, QueryValue> {
  const query: Record<string, QueryValue> = {};
  for (const [key, item] of Object.entries(value ?? {}) as [string, unknown][]) {
    if (item && typeof item === "object" && !Array.isArray(item))
      Object.assign(query, deepObject(`${name}[${key}]`, item));
    else query[`${name}[${key}]`] = item as QueryValue;
  }
  return query;
}

/** A header for each key, such as `x-ms-meta-{key}`. */
export function headerPrefix(prefix: string, values: object | null | undefined): Record<string, HeaderValue> {
  const headers: Record<string, HeaderValue> = {};
  for (const [key, value] of Object.entries(values ?? {}) as [string, HeaderValue][]) headers[prefix + key] = value;
  return headers;
}

/** Cookies as the header of that name (Node and servers only: browsers do not let it be set). */
export function cookie(values: Readonly<Record<string, Scalar>>): { readonly cookie: string | undefined } {
  const given = Object.entries(values).filter(([, value]) => value != null);
  const text = given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("; ");
  return { cookie: text || undefined };
}
