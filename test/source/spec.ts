import type { Json } from "../../generator/model/index.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { positionOf } from "../../generator/diagnostics/diagnostic.ts";
import type { SourceDocument, SpecSet } from "../../generator/source/document.ts";

/** A set of documents by name; the first is the entry. */
export function makeSet(roots: Readonly<Record<string, Json>>): SpecSet {
  const documents = Object.entries(roots).map(([name, root]): SourceDocument => ({
    name,
    format: "json",
    text: JSON.stringify(root, null, 2),
    root,
  }));
  return {
    entries: documents.slice(0, 1),
    documents: new Map(documents.map((document) => [document.name, document])),
    tag: null,
    settings: { title: null, resourceManager: null },
  };
}

/** Diagnostics on one line each: `code document:line:column#pointer message`. */
export function lines(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, at, message }) => {
    const position = positionOf(at);
    const place = position === null ? "" : `:${position.line}:${position.column}`;
    return `${code} ${at.document}${place}${at.pointer === "" ? "" : `#${at.pointer}`} ${message}`;
  });
}
