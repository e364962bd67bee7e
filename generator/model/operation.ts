import type { Docs, Json, Location } from "./location.ts";
import type { LongRunning, Wait } from "./longRunning.ts";
import type { Name } from "./name.ts";
import type { Paging } from "./paging.ts";
import type { Encoding, ListStyle, Parameter } from "./parameter.ts";
import type { Constraints, TypeRef, Xml } from "./types.ts";

export type HttpMethod = "DELETE" | "GET" | "HEAD" | "OPTIONS" | "PATCH" | "POST" | "PUT";

/** One piece of a path or host: fixed text, or the parameter of that wire name. */
export type PathSegment =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "parameter"; readonly wire: string; readonly encoding: Encoding };

/** One field of a form or part of a multipart body. */
export interface FormField {
  readonly name: Name;
  readonly type: TypeRef;
  readonly required: boolean;
  readonly list: ListStyle | null;
  /** The properties of an object, and the items of a list, are fields of their own: `name[key]`. */
  readonly deep: boolean;
  /** Media type of the part; null where the value decides. */
  readonly mediaType: string | null;
  readonly constant: Json | undefined;
  readonly constraints: Constraints;
  readonly docs: Docs;
  readonly at: Location;
}

export type Content =
  | { readonly kind: "json" | "text" | "binary"; readonly mediaType: string; readonly type: TypeRef }
  | {
      readonly kind: "xml";
      readonly mediaType: string;
      readonly type: TypeRef;
      /** How the document's element is written; null where it is a text that callers read and write themselves. */
      readonly xml: Xml | null;
    }
  | { readonly kind: "form" | "multipart"; readonly mediaType: string; readonly fields: readonly FormField[] };

export interface Body {
  readonly required: boolean;
  /** What the service takes, the preferred one first. Never empty. */
  readonly contents: readonly Content[];
  readonly docs: Docs;
  readonly at: Location;
}

/** An upload of bytes beside a JSON description: simple, multipart or resumable, by address. */
export interface MediaUpload {
  readonly simplePath: readonly PathSegment[] | null;
  readonly resumablePath: readonly PathSegment[] | null;
  readonly accept: readonly string[];
  /** In bytes. */
  readonly maxSize: number | null;
}

export type StatusMatch =
  | { readonly kind: "exact"; readonly status: number }
  /** `{kind: "range", hundred: 2}` is every 2xx. */
  | { readonly kind: "range"; readonly hundred: number }
  | { readonly kind: "default" };

export interface ResponseHeader {
  readonly name: Name;
  readonly type: TypeRef;
  /** Not a header but all that start with this text. */
  readonly prefix: string | null;
  readonly docs: Docs;
}

export interface Response {
  readonly status: StatusMatch;
  /** `absent`: the answer says that a thing does not exist (HEAD). */
  readonly role: "success" | "error" | "absent";
  /** Empty where the response has no body. */
  readonly contents: readonly Content[];
  readonly headers: readonly ResponseHeader[];
  readonly docs: Docs;
  readonly at: Location;
}

export interface Operation {
  /** The spec's own id. Unique in a service. */
  readonly id: string;
  readonly name: Name;
  readonly method: HttpMethod;
  readonly path: readonly PathSegment[];
  /** Where the operation lives, if not on the service's host: https, name and base path, without a slash at its end. */
  readonly host: string | null;
  /** In the order in which the spec lists them: the path's own first. Includes client parameters that it uses. */
  readonly parameters: readonly Parameter[];
  readonly body: Body | null;
  /** Media type that a request names although it has no body: services that speak OData refuse one without it. */
  readonly contentType: string | null;
  readonly mediaUpload: MediaUpload | null;
  /** The same address gives the bytes of the resource where `alt=media` is asked. */
  readonly mediaDownload: boolean;
  readonly responses: readonly Response[];
  readonly longRunning: LongRunning | null;
  /** This operation reads the state of a long-running one: how a caller who has only its name can follow it. */
  readonly watch: LongRunning | null;
  readonly paging: Paging | null;
  /** Waits on the state of what this operation reads. */
  readonly waits: readonly Wait[];
  /** OAuth scopes, any one of which is enough; null where the service's own hold. */
  readonly scopes: readonly string[] | null;
  /** False where the spec says that the operation needs no credential. */
  readonly authenticated: boolean;
  /** May be sent again after a failure that leaves its fate unknown. */
  readonly idempotent: boolean;
  readonly docs: Docs;
  readonly deprecated: boolean;
  readonly at: Location;
}

export interface OperationGroup {
  readonly name: Name;
  /** Names of the enclosing groups, outermost first: `projects`, `locations` for `projects.locations.operations`. */
  readonly parents: readonly Name[];
  readonly operations: readonly Operation[];
}
