import type { Json } from "../model/index.ts";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { SourceDocument } from "./document.ts";
import { inspectTree, type Inspection } from "./inspect.ts";
import type { Limits } from "./limits.ts";
import { lineStarts, positionAt, textLocation } from "./position.ts";
import { scanJson } from "./scan.ts";
import { readYaml } from "./yaml.ts";

export interface ParsedDocument {
  readonly document: SourceDocument;
  /** Addresses of other documents that it refers to, as written, each once. */
  readonly refs: readonly string[];
}

/** Text and tree of a document from its bytes; null after reporting why it has none. */
export async function parseDocument(
  name: string,
  bytes: Uint8Array,
  limits: Limits,
  sink: DiagnosticSink,
): Promise<ParsedDocument | null> {
  const text = decodeText(bytes);
  if (text === null) {
    sink.report(
      "source/encoding",
      { document: name, pointer: "" },
      "The text is neither UTF-8, nor UTF-16 with a byte order mark",
    );
    return null;
  }
  return parseText(name, text, limits, sink);
}

export async function parseText(
  name: string,
  text: string,
  limits: Limits,
  sink: DiagnosticSink,
): Promise<ParsedDocument | null> {
  const format = formatOf(name, text);
  const root =
    format === "json" ? parseJson(name, text, sink) : (await readYaml(name, text, { uniqueKeys: false }, sink))?.root;
  if (root === undefined) return null;
  const inspection = inspectTree(root, limits);
  if (inspection.problem !== null) {
    sink.report("source/limit", { document: name, pointer: "" }, inspection.problem);
    return null;
  }
  if (format === "json") reportDuplicateKeys(name, text, inspection, sink);
  return { document: { name, format, text, root }, refs: inspection.refs };
}

/** UTF-8 unless a byte order mark says UTF-16. The mark is no part of the text. */
export function decodeText(bytes: Uint8Array): string | null {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** By the name's ending; else by the first character, since no YAML spec begins with a brace. */
export function formatOf(name: string, text: string): "json" | "yaml" {
  const ending = /\.(json|ya?ml)(?:\?.*)?$/i.exec(name)?.[1]?.toLowerCase();
  if (ending !== undefined) return ending === "json" ? "json" : "yaml";
  return /^\s*[{[]/.test(text) ? "json" : "yaml";
}

function parseJson(name: string, text: string, sink: DiagnosticSink): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const problem = scanJson(text) ?? { offset: 0, reason: error instanceof Error ? error.message : String(error) };
    sink.report("source/syntax", textLocation(name, text, problem.offset), `This is not JSON: ${problem.reason}`);
    return undefined;
  }
}

/** A quote that is not escaped, and a colon: the end of a key, or very rarely the start of a text. */
const keyLike = /(?:[^\\]|\\\\)"\s*:/g;

/**
 * `JSON.parse` keeps the last of two equal keys and says nothing. Looking for them takes longer than parsing, so it is
 * done only where the text has more of what looks like a key than the tree has keys.
 */
function reportDuplicateKeys(name: string, text: string, inspection: Inspection, sink: DiagnosticSink): void {
  let keys = 0;
  keyLike.lastIndex = 0;
  while (keyLike.test(text)) keys += 1;
  if (keys <= inspection.keys) return;
  const starts = lineStarts(text);
  const above: Set<string>[] = [];
  scanJson(text, {
    open: () => void above.push(new Set()),
    close: () => void above.pop(),
    item() {},
    key(key, offset) {
      const seen = above.at(-1);
      if (seen?.has(key)) {
        const at = { document: name, pointer: "", position: positionAt(starts, offset) };
        sink.report("source/duplicate-key", at, `"${key}" is here twice; the last holds`);
      }
      seen?.add(key);
    },
  });
}
