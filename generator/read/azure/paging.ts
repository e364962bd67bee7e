import type { Location } from "../../model/index.ts";
import { childLocation, type JsonObject, type Located } from "../../source/document.ts";
import { objectOf, textOf } from "../values.ts";

/** What `x-ms-pageable` says of an operation. */
export interface Pageable {
  readonly at: Location;
  /** Name of the property that holds a page's items. */
  readonly items: string;
  /** The extension says so itself; else it is what most services call it. */
  readonly named: boolean;
  /** Name of the property that holds the address of the next page; null where there is only one page. */
  readonly next: string | null;
  /** Id of the operation that reads the next page. */
  readonly operation: string | null;
}

/** `x-ms-pageable`; null where an operation is not paged. */
export function pageableOf(operation: Located<JsonObject>): Pageable | null {
  const node = objectOf(operation.value, "x-ms-pageable");
  if (node === null) return null;
  // An explicit null, or nothing between the quotes, says that all items come at once.
  const next = Object.hasOwn(node, "nextLinkName") ? textOf(node, "nextLinkName") : "nextLink";
  return {
    at: childLocation(operation.at, "x-ms-pageable"),
    items: textOf(node, "itemName") ?? "value",
    named: textOf(node, "itemName") !== null,
    next: next === "" ? null : next,
    operation: textOf(node, "operationName"),
  };
}

/**
 * The query parameter that a page's "next" goes into, where it is no address but a marker: storage answers with
 * `NextMarker`, which `marker` takes. Null where it is an address.
 */
export function markerParameter(next: string, query: readonly string[]): string | null {
  const wanted = next.toLowerCase().replace(/^next/, "");
  if (wanted === "" || wanted === "link") return null;
  return query.find((wire) => wire.toLowerCase() === wanted) ?? null;
}
