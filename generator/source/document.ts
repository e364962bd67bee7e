import type { Json, Location } from "../model/index.ts";
import { escapeToken } from "./pointer.ts";

/** A parsed document. Positions are not kept: `locate` finds line and column from the text when something is reported. */
export interface SourceDocument {
  /** Path relative to the working directory, or URL: as it is shown to people and used in `Location.document`. */
  readonly name: string;
  readonly format: "json" | "yaml";
  readonly text: string;
  readonly root: Json;
}

/** A value and where it was written. */
export interface Located<T extends Json = Json> {
  readonly value: T;
  readonly at: Location;
}

export type JsonObject = { readonly [key: string]: Json };

/** Every document that one service is read from: the entries, and all that they refer to. */
export interface SpecSet {
  readonly entries: readonly SourceDocument[];
  /** By name; entries included. */
  readonly documents: ReadonlyMap<string, SourceDocument>;
  /**
   * Other spellings of a document's name, as `$ref`s write them, to the name that `documents` knows it by; null for one
   * that could not be read, which has been reported. Absent where there are none.
   */
  readonly links?: ReadonlyMap<string, string | null>;
  /** The tag of a literate readme.md that chose the entries. */
  readonly tag: string | null;
  /** Settings of a literate readme.md that bear on generation. */
  readonly settings: { readonly title: string | null; readonly resourceManager: boolean | null };
}

/** The same set over other versions of its documents. */
export function withDocuments(set: SpecSet, documents: ReadonlyMap<string, SourceDocument>): SpecSet {
  return { ...set, documents, entries: set.entries.map((entry) => documents.get(entry.name) ?? entry) };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One step into a pointer, escaped as RFC 6901 asks. */
export function childLocation(at: Location, key: string | number): Location {
  const token = typeof key === "number" ? key : escapeToken(key);
  return { document: at.document, pointer: `${at.pointer}/${token}` };
}
