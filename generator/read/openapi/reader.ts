import type { DiagnosticCode } from "../../diagnostics/catalog.ts";
import type { DiagnosticSink } from "../../diagnostics/diagnostic.ts";
import type { Location } from "../../model/index.ts";
import { childLocation, isObject, type JsonObject, type Located, type SpecSet } from "../../source/document.ts";
import { refOf, resolveRef } from "../../source/refs.ts";
import { asObject } from "../values.ts";

/** What every part of this reader needs: the documents, where to complain, and a way to follow references. */
export interface Reader {
  readonly set: SpecSet;
  readonly sink: DiagnosticSink;
  /** What a `$ref` leads to, through chains; the node itself where it is none; null after a report. */
  resolve(node: Located): Located | null;
  /** The object that a `$ref` leads to, or the object itself; null where it is none. */
  resolveObject(node: Located | null): Located<JsonObject> | null;
  /** Reports once per document and subject, however often the subject occurs. */
  reportOnce(code: DiagnosticCode, at: Location, subject: string, message: string): void;
}

/** A reader of `set`. Each `$ref` of a document is followed once. */
export function createReader(set: SpecSet, sink: DiagnosticSink): Reader {
  const targets = new Map<string, Map<string, Located | null>>();
  const reported = new Set<string>();

  function resolve(node: Located): Located | null {
    const ref = refOf(node.value);
    if (ref === null) return node;
    const { document } = node.at;
    let known = targets.get(document);
    if (known === undefined) targets.set(document, (known = new Map()));
    let target = known.get(ref);
    if (target === undefined) {
      target = resolveRef(set, ref, childLocation(node.at, "$ref"), sink);
      known.set(ref, target);
    }
    return target;
  }

  return {
    set,
    sink,
    resolve,
    resolveObject: (node) => (node === null ? null : asObject(resolve(node))),
    reportOnce(code, at, subject, message) {
      const key = `${code} ${at.document} ${subject}`;
      if (reported.has(key)) return;
      reported.add(key);
      sink.report(code, at, message);
    },
  };
}

/** One text for a place: what declarations are known by. */
export function idOf(at: Location): string {
  return `${at.document}#${at.pointer}`;
}

/**
 * A schema and what its `$ref`, or a single `allOf` that only adds notes to one, leads to, in order: notes such as
 * `readOnly` or a pattern may stand at any of them, and the first that speaks decides.
 */
export function layersOf(reader: Reader, schema: Located): readonly Located<JsonObject>[] {
  const layers: Located<JsonObject>[] = [];
  let next: Located | null = schema;
  // A circle of wrappers ends here; real chains have two or three links.
  while (next !== null && layers.length < 64) {
    const here = asObject(next);
    if (here === null) break;
    layers.push(here);
    next = refOf(here.value) === null ? wrapped(here) : reader.resolve(here);
  }
  return layers;
}

const structural = [
  "properties",
  "additionalProperties",
  "required",
  "discriminator",
  "oneOf",
  "anyOf",
  "enum",
  "items",
];

/** The only member of an `allOf` beside which nothing stands that makes a type of its own; null for any other schema. */
export function wrapped(schema: Located<JsonObject>): Located | null {
  const members = schema.value["allOf"];
  if (!Array.isArray(members) || members.length !== 1) return null;
  if (structural.some((key) => isStructural(schema.value, key))) return null;
  const [only] = members;
  return only === undefined ? null : { value: only, at: childLocation(childLocation(schema.at, "allOf"), 0) };
}

function isStructural(schema: JsonObject, key: string): boolean {
  const value = schema[key];
  if (value === undefined || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isObject(value) || Object.keys(value).length > 0 || key !== "properties";
}
