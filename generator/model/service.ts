import type { Docs } from "./location.ts";
import type { Name } from "./name.ts";
import type { OperationGroup, PathSegment } from "./operation.ts";
import type { Parameter } from "./parameter.ts";
import type { Declaration, TypeRef } from "./types.ts";

/** A way of proving who calls. */
export type AuthScheme =
  /**
   * A bearer token for these scopes; no scopes where the spec names none that a token service would know. `tokens` says
   * what callers have to give tokens: a credential that is asked for them by scope, or a client that signs by itself.
   */
  | { readonly kind: "oauth2"; readonly scopes: readonly string[]; readonly tokens: "credential" | "authClient" }
  | { readonly kind: "apiKey"; readonly name: string; readonly location: "query" | "header" | "cookie" }
  | { readonly kind: "basic" }
  | { readonly kind: "bearer" }
  /** A signature over the request with an account's key. */
  | { readonly kind: "sharedKey"; readonly variant: "batch" | "storage" };

export interface Host {
  /** `https://` and all: texts and host parameters. Ends without a slash; includes a base path. */
  readonly url: readonly PathSegment[];
}

/** Everything that a package's entry point is made from: one service at one version of its API. */
export interface Service {
  /** A stable id: `Microsoft.ContainerService`, `gkehub`. */
  readonly id: string;
  readonly title: string;
  readonly name: Name;
  readonly apiVersion: string;
  /** The first is the default. Never empty. */
  readonly hosts: readonly Host[];
  /** Any one is enough; empty where the service asks for none. */
  readonly auth: readonly AuthScheme[];
  readonly clientParameters: readonly Parameter[];
  /** Parameters that every operation takes beside its own, and that are not listed with it. Their scope is `operation`. */
  readonly commonParameters: readonly Parameter[];
  readonly groups: readonly OperationGroup[];
  readonly types: readonly Declaration[];
  /** What an error's body is, where operations do not say otherwise. */
  readonly errorType: TypeRef | null;
  readonly docs: Docs;
  /** The documents that it was read from. */
  readonly sources: readonly string[];
}
