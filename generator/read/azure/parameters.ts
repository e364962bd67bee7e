import type { JsonObject } from "../../source/document.ts";
import { flagOf, isTrue, objectOf, textOf } from "../values.ts";

/**
 * Who gives a parameter: `x-ms-parameter-location`, else AutoRest's rule, by which a parameter that is written apart
 * from operations belongs to the client.
 */
export function scopeOf(node: JsonObject, shared: boolean, autoRest: boolean): "client" | "operation" {
  const said = textOf(node, "x-ms-parameter-location");
  if (said === "client") return "client";
  if (said === "method") return "operation";
  return shared && autoRest ? "client" : "operation";
}

/** The parameter group that `x-ms-parameter-grouping` names, or its ending where only that is given. */
export function groupOf(node: JsonObject): string | null {
  const grouping = objectOf(node, "x-ms-parameter-grouping");
  return grouping === null ? null : (textOf(grouping, "name") ?? textOf(grouping, "postfix") ?? "Parameters");
}

/** `x-ms-skip-url-encoding`: the caller has encoded the value. */
export function skipsEncoding(node: JsonObject): boolean {
  return isTrue(node, "x-ms-skip-url-encoding");
}

/** Whether a parameter carries the api-version: by its usual names, or as `x-ms-api-version` says. */
export function isApiVersion(wire: string, node: JsonObject): boolean {
  return flagOf(node, "x-ms-api-version") ?? /^(api-?version|x-ms-version)$/i.test(wire);
}

/** Whether a header carries an id that the caller gives the request. */
export function isRequestId(wire: string, node: JsonObject): boolean {
  return isTrue(node, "x-ms-client-request-id") || /^(x-ms-)?client-request-id$/i.test(wire);
}

/** Whether a header carries the time at which the request was made. */
export function isRequestDate(wire: string): boolean {
  return /^(ocp-date|x-ms-date|date)$/i.test(wire);
}

/** Whether a query parameter of a paged operation sets the size of its pages, and not the number of all items. */
export function isPageSize(wire: string): boolean {
  return /^\$?max-?(results|page-?size)$/i.test(wire);
}
