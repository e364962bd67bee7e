import type { Declaration, Name, TypeRef } from "../../model/index.ts";
import type { JsonObject, Located } from "../../source/document.ts";
import type { DiscriminatorAt, Inherited } from "./discriminators.ts";
import type { Hierarchy } from "./hierarchy.ts";
import type { Reader } from "./reader.ts";
import type { Shapes } from "./shapes.ts";

/** What can be settled only when everything is declared. By id of the model. */
export interface Pending {
  /** Whether some body travels as XML: known when all operations are read, before anything is declared. */
  speaksXml: boolean;
  /** Names that a model lists as required but does not declare itself. */
  readonly required: Map<string, readonly string[]>;
  /** Values that tell a model apart in unions that it is a member of. */
  readonly marks: Map<string, readonly Mark[]>;
}

export interface Mark {
  readonly property: string;
  readonly values: readonly string[];
}

/** The table of types: gives uses of schemas, and declares what they need declared. */
export interface Types {
  readonly reader: Reader;
  readonly hierarchy: Hierarchy;
  readonly discriminatorAt: DiscriminatorAt;
  readonly inherited: Inherited;
  readonly shapeOf: Shapes;
  readonly pending: Pending;
  /** A use of a schema or `$ref`. */
  use(schema: Located): TypeRef;
  /** Sees to it that the schema is declared, and gives the declaration's id. */
  declare(schema: Located<JsonObject>): string;
  /** Sees to it that something is declared under `id`; `lower` is called once, later. */
  declareAs(id: string, lower: () => Declaration): string;
  /** The name that a place gives to the schema written there. */
  nameOf(schema: Located): Name;
  /** Everything that was declared, and everything that this needed in turn. */
  declarations(): readonly Declaration[];
}
