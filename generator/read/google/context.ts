import type { DiagnosticSink } from "../../diagnostics/diagnostic.ts";
import type { Declaration, Location, TypeRef } from "../../model/index.ts";
import { childLocation } from "../../source/document.ts";
import { entriesOf, type Node } from "./node.ts";

/** What every part of the reader needs to know of the document. */
export interface Context {
  readonly root: Node;
  readonly sink: DiagnosticSink;
  /** The schemas by name. */
  readonly schemas: ReadonlyMap<string, Node>;
  /** Declarations found on the way: inline enums and objects. */
  readonly declarations: Map<string, Declaration>;
  /** Enums of parameters by bare name, each with its id and its values as text: equal ones are declared once. */
  readonly parameterEnums: Map<string, { readonly id: string; readonly values: string }>;
  /** How the names of the document's schemas begin, such as `GoogleCloudRunV2`; empty in most documents. */
  readonly namespace: string;
  /** Names of schemas, without case and separators: what a composed name must not be equal to. */
  readonly schemaNames: ReadonlySet<string>;
}

export function createContext(root: Node): Context {
  const schemas = new Map(entriesOf(root, "schemas").map(({ key, node }) => [key, node]));
  return {
    root,
    sink: root.sink,
    schemas,
    declarations: new Map(),
    parameterEnums: new Map(),
    namespace: [...schemas.keys()].map(namespaceOf).find((name) => name !== "") ?? "",
    schemaNames: new Set([...schemas.keys()].map(bareName)),
  };
}

const namespace = /^Google[A-Za-z]+?V\d+(?:p\d+)?(?:(?:alpha|beta)\d*)?(?=[A-Z])/;

/** What a schema's name begins with in documents that put an API and its version before all of them; else empty. */
export function namespaceOf(schema: string): string {
  return namespace.exec(schema)?.[0] ?? "";
}

/** A name as it is compared: how a target language spells it must not make two names one. */
export function bareName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** The id of what is declared at a place; independent of how the document is called. */
export function idAt(at: Location): string {
  return `#${at.pointer}`;
}

export function schemaId(context: Context, name: string): string {
  return idAt(childLocation(childLocation(context.root.at, "schemas"), name));
}

/** A use of the schema of that name; unknown after reporting where there is none. */
export function referenceTo(context: Context, name: string, at: Location): TypeRef {
  if (context.schemas.has(name)) return { kind: "named", id: schemaId(context, name) };
  context.sink.report("ref/not-found", at, `"$ref" points at nothing: ${name}`);
  return { kind: "unknown" };
}

/** The name that a `$ref` somewhere below a schema leads to, or null where the node is no reference. */
export function referenceOf(node: Node | null): string | null {
  const ref = node === null || !Object.hasOwn(node.value, "$ref") ? null : node.value["$ref"];
  return typeof ref === "string" ? ref : null;
}
