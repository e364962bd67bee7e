import { noDocs, type Docs, type Json, type Location } from "./location.ts";
import type { Name } from "./name.ts";
import { noConstraints, type Constraints, type TypeRef } from "./types.ts";

/** How several values become text: `multi` repeats the name, the others join with their separator. */
export type ListStyle = "csv" | "ssv" | "tsv" | "pipes" | "multi";

/**
 * `component`: everything but unreserved characters is percent-encoded. `reserved`: `/` separates segments, each of
 * which is encoded. `none`: the caller has encoded the value.
 */
export type Encoding = "component" | "reserved" | "none";

/**
 * What a parameter is for, where the runtime or the generator treats it apart. `fieldMask` names the fields that an
 * update changes, `responseFields` those that the answer has. `pageLink` is what an answer says of the next page: the
 * end of the path and a query, encoded. Not for callers to set, since the rest of the request
 * depends on them: `credential` (a key or token in the query), `responseFormat`, `uploadProtocol`.
 */
export type ParameterRole =
  | "plain"
  | "apiVersion"
  | "credential"
  | "date"
  | "fieldMask"
  | "pageLink"
  | "pageSize"
  | "pageToken"
  | "requestId"
  | "responseFields"
  | "responseFormat"
  | "uploadProtocol";

export interface Parameter {
  readonly name: Name;
  readonly location: "path" | "query" | "header" | "cookie" | "host";
  /** Given once when the client is made, or with every call. */
  readonly scope: "client" | "operation";
  readonly role: ParameterRole;
  readonly type: TypeRef;
  readonly required: boolean;
  /** The only value that the spec allows; the caller is not asked for it. */
  readonly constant: Json | undefined;
  readonly default: Json | undefined;
  readonly encoding: Encoding;
  readonly list: ListStyle | null;
  /**
   * How an object's properties become text: `form` and `deepObject` of OpenAPI 3, or one header per key. `json`: the
   * value as a whole, whatever it is, in JSON.
   */
  readonly object: "form" | "deepObject" | "headerPrefix" | "json" | null;
  /** For `object: "headerPrefix"`: the text before each key. */
  readonly headerPrefix: string | null;
  readonly constraints: Constraints;
  /** Parameter groups of the spec that this one belongs to; a hint for languages that make objects of them. */
  readonly group: string | null;
  readonly docs: Docs;
  readonly deprecated: boolean;
  readonly at: Location;
}

/** A required parameter of a query, of which nothing is known but what is given. */
export const makeParameter = ({
  name,
  type,
  ...given
}: Partial<Parameter> & Pick<Parameter, "name" | "type" | "at">): Parameter => ({
  name,
  location: "query",
  scope: "operation",
  role: "plain",
  type,
  required: true,
  constant: undefined,
  default: undefined,
  encoding: "component",
  list: null,
  object: null,
  headerPrefix: null,
  constraints: noConstraints,
  group: null,
  docs: noDocs,
  deprecated: false,
  ...given,
});
