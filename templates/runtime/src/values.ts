import type { HeaderValue, QueryValue } from "./types.js";

type Scalar = string | number | bigint | boolean | null | undefined;

/** The values of a list in one text, as OpenAPI's csv, ssv, tsv and pipes want it; what is no list as it is. */
export const join = (values: Scalar | readonly Scalar[], separator: string): Scalar =>
  Array.isArray(values) ? values.join(separator) : (values as Scalar);

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

/**
 * The properties of an object as `name[key]`, nested ones as `name[key][key]` (`style: deepObject`), and what is no
 * object as `name`. Of lists, OpenAPI does not say: items go by their index, in an object lists of texts repeat its key.
 */
export function deepObject(name: string, value: unknown): Record<string, QueryValue> {
  if (Object(value) !== value) return { [name]: value as QueryValue };
  const query: Record<string, QueryValue> = {};
  for (const [key, item] of Object.entries(value as object) as [string, QueryValue][]) {
    const inner = `${name}[${key}]`;
    const isFlat = Array.isArray(item) && !item.some((each) => Object(each) === each);
    Object.assign(query, isFlat ? { [inner]: item } : deepObject(inner, item));
  }
  return query;
}

/** The path of a page's link, without its query. */
export const linkPath = (link: unknown): string => String(link ?? "").replace(/[?#].*/s, "");

/** The query of a page's link. */
export function linkQuery(link: unknown): Readonly<Record<string, QueryValue>> {
  const query: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  const [, text] = /^[^?#]*\?([^#]*)/.exec(String(link ?? "")) ?? [];
  for (const [name, value] of new URLSearchParams(text)) (query[name] ??= []).push(value);
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
