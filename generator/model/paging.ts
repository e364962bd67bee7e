import type { TypeRef } from "./types.ts";

export type NextPage =
  /** The service answers with everything at once. */
  | { readonly kind: "none" }
  /** The body holds the address of the next page; `operation` (an id) reads it where that is not a plain GET. */
  | { readonly kind: "link"; readonly path: readonly string[]; readonly operation: string | null }
  /** The body holds a token that goes into a parameter (query), or field of the body, of the same operation. */
  | {
      readonly kind: "token";
      readonly path: readonly string[];
      readonly parameter: string;
      readonly location: "query" | "body";
    };

export interface Paging {
  /** Path of the array of items in the body. Empty: the body as a whole is the page's one item. */
  readonly items: readonly string[];
  readonly itemType: TypeRef;
  readonly next: NextPage;
  /** Wire name of the parameter that sets the page's size. */
  readonly pageSize: string | null;
}
