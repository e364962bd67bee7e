import type { Docs, Json, Location } from "./location.ts";
import type { Name } from "./name.ts";

/** How a string is to be read. The value on the wire stays a string in every case. */
export type StringFormat =
  | "base64"
  | "base64url"
  | "byte-stream"
  | "date"
  | "date-time"
  | "date-time-rfc1123"
  | "decimal"
  | "duration"
  /** Seconds with up to nine decimals and an `s`: `3.5s` (ProtoJSON). `duration` is ISO 8601's. */
  | "duration-seconds"
  | "email"
  | "field-mask"
  | "int64"
  | "password"
  | "resource-id"
  | "time"
  | "uint64"
  | "uri"
  | "uuid";

export type NumberFormat =
  | "decimal"
  | "double"
  | "float"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "unixtime";

/** A use of a type. Recursion goes through `named`, which refers to a declaration by id. */
export type TypeRef =
  | { readonly kind: "unknown" }
  | { readonly kind: "boolean" }
  | { readonly kind: "string"; readonly format: StringFormat | null }
  | { readonly kind: "integer"; readonly format: NumberFormat | null }
  | { readonly kind: "number"; readonly format: NumberFormat | null }
  /** Bytes that are not JSON: a request or response body, or a file part. */
  | { readonly kind: "binary" }
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  /** A string of fixed texts with free parts between them: `["projects/", "/locations/", ""]` has two free parts. */
  | { readonly kind: "template"; readonly texts: readonly string[] }
  | { readonly kind: "array"; readonly items: TypeRef }
  | { readonly kind: "map"; readonly values: TypeRef }
  | { readonly kind: "nullable"; readonly of: TypeRef }
  | { readonly kind: "union"; readonly of: readonly TypeRef[] }
  | { readonly kind: "intersection"; readonly of: readonly TypeRef[] }
  | { readonly kind: "named"; readonly id: string };

/** Limits that a value must keep. Lengths are UTF-16 units, as ECMAScript and JSON Schema's `pattern` count them. */
export interface Constraints {
  readonly pattern: string | null;
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly exclusiveMinimum: boolean;
  readonly exclusiveMaximum: boolean;
  readonly multipleOf: number | null;
  readonly minItems: number | null;
  readonly maxItems: number | null;
  readonly uniqueItems: boolean;
}

/** In which direction a property may travel. */
export interface Access {
  /** Appears in responses. */
  readonly read: boolean;
  /** May be sent when the resource is created (PUT, POST). */
  readonly create: boolean;
  /** May be sent when the resource is changed (PUT, PATCH). */
  readonly update: boolean;
}

/** How a value is written in XML in the place where it stands; null for a service that does not speak XML. */
export interface Xml {
  /** Of the element or attribute, without a prefix: what the spec says, else what follows from the place. */
  readonly name: string;
  readonly namespace: string | null;
  readonly prefix: string | null;
  readonly attribute: boolean;
  /** A list's items stand in an element of their own. A list that is a whole document does so in any case. */
  readonly wrapped: boolean;
  /** The value is the element's text, not a child element. */
  readonly text: boolean;
  /** How a list's items are written; null for what is no list. */
  readonly items: Xml | null;
}

export interface Property {
  readonly name: Name;
  readonly type: TypeRef;
  /** Must be present in what a client sends. */
  readonly requiredInput: boolean;
  /** Is always present in what the service answers. */
  readonly requiredOutput: boolean;
  readonly access: Access;
  readonly secret: boolean;
  readonly default: Json | undefined;
  readonly constraints: Constraints;
  readonly xml: Xml | null;
  readonly docs: Docs;
  readonly deprecated: boolean;
  readonly at: Location;
}

export interface Discriminator {
  /** Wire name of the property that tells the variants apart. */
  readonly property: string;
  /** Every model that derives from this one, directly or not, with its value of the property. */
  readonly variants: readonly { readonly value: string; readonly id: string }[];
}

export interface Model {
  readonly kind: "model";
  readonly id: string;
  readonly name: Name;
  /** Ids of the declarations that this one extends, in the spec's order. */
  readonly bases: readonly string[];
  /** Own properties only, in the spec's order. */
  readonly properties: readonly Property[];
  /** Type of the values of further, undeclared properties; null where the spec allows none or says nothing. */
  readonly additional: TypeRef | null;
  readonly discriminator: Discriminator | null;
  /** This model's own value of its discriminator; null for one that is no variant. */
  readonly discriminatorValue: string | null;
  readonly xml: Xml | null;
  readonly docs: Docs;
  readonly deprecated: boolean;
  readonly at: Location;
}

export interface EnumValue {
  readonly value: string | number | boolean;
  readonly name: Name;
  readonly docs: Docs;
  readonly deprecated: boolean;
}

export interface Enum {
  readonly kind: "enum";
  readonly id: string;
  readonly name: Name;
  readonly base: "string" | "integer" | "number" | "boolean";
  /** The service may answer with values that are not listed. */
  readonly open: boolean;
  readonly values: readonly EnumValue[];
  readonly docs: Docs;
  readonly deprecated: boolean;
  readonly at: Location;
}

/** A name for a use of a type: an array, a map, a scalar with a meaning, a union. */
export interface Alias {
  readonly kind: "alias";
  readonly id: string;
  readonly name: Name;
  readonly type: TypeRef;
  readonly constraints: Constraints;
  readonly xml: Xml | null;
  readonly docs: Docs;
  readonly deprecated: boolean;
  readonly at: Location;
}

export type Declaration = Model | Enum | Alias;

export const noConstraints: Constraints = {
  pattern: null,
  minLength: null,
  maxLength: null,
  minimum: null,
  maximum: null,
  exclusiveMinimum: false,
  exclusiveMaximum: false,
  multipleOf: null,
  minItems: null,
  maxItems: null,
  uniqueItems: false,
};

export const fullAccess: Access = { read: true, create: true, update: true };
