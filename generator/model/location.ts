/** Where a node was written: a document as the user named it, and an RFC 6901 JSON pointer into it. */
export interface Location {
  readonly document: string;
  readonly pointer: string;
}

/** Prose that came with the spec or from an overlay. All three are null for facts-only contract files. */
export interface Docs {
  readonly summary: string | null;
  readonly description: string | null;
  /** Address of the reference page. */
  readonly url: string | null;
}

export const noDocs: Docs = { summary: null, description: null, url: null };

/** A JSON value, as `JSON.parse` gives it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
