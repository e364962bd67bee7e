import type { AuthScheme, Parameter, PathSegment } from "../../model/index.ts";
import type { JsonObject } from "../../source/document.ts";
import type { Types } from "./types.ts";
import type { SpecView } from "./view.ts";

/** What the operations of one document are read with. */
export interface DocumentContext {
  readonly types: Types;
  readonly view: SpecView;
  /** The document follows AutoRest's conventions. */
  readonly autoRest: boolean;
  /** The document's own api-version, and that of the service, which others may have been merged into. */
  readonly version: string;
  readonly serviceVersion: string;
  /** What goes before the operations' paths, where not all documents have the same. */
  readonly prefix: Prefix;
  readonly auth: readonly AuthScheme[];
  /** Parameters that were read already, by the node they are written in. */
  readonly parameters: Map<JsonObject, Parameter | null>;
}

export interface Prefix {
  readonly segments: readonly PathSegment[];
  /** Those of the segments, as parameters of the path. */
  readonly parameters: readonly Parameter[];
}
