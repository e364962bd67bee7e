import type { CST, Document } from "yaml";
import type { Json } from "../model/index.ts";
import type { DiagnosticSink, TextLocation } from "../diagnostics/diagnostic.ts";
import { lineStarts, positionAt } from "./position.ts";

type Yaml = typeof import("yaml");

/** A YAML text that was read: its nodes, for who needs their places, and its value. */
export interface YamlText {
  readonly yaml: Yaml;
  readonly document: Document;
  readonly root: Json;
  /** The place of a node, or of what it would stand in. */
  readonly at: (node: { readonly range?: readonly number[] | null } | null | undefined) => TextLocation;
}

export interface YamlOptions {
  /** Whether two equal keys are a mistake (in files of ours), or are said and the last holds (in specifications). */
  readonly uniqueKeys: boolean;
  /** Where the text is part of another: that text, and the offset in it. */
  readonly within?: { readonly text: string; readonly offset: number };
}

/**
 * Reads a YAML text; null after reporting why it cannot be. Aliases may not multiply what they stand for, and nothing
 * that the text holds throws. The package is loaded with the first YAML: it takes longer than reading most specs.
 */
export async function readYaml(
  name: string,
  text: string,
  options: YamlOptions,
  sink: DiagnosticSink,
): Promise<YamlText | null> {
  const yaml = await import("yaml");
  const { text: whole, offset } = options.within ?? { text, offset: 0 };
  let starts: readonly number[] | null = null;
  const place = (at: number): TextLocation => {
    starts ??= lineStarts(whole);
    return { document: name, pointer: "", position: positionAt(starts, offset + at) };
  };
  const at: YamlText["at"] = (node) => place(node?.range?.[0] ?? 0);
  try {
    const { uniqueKeys } = options;
    const document = parseBounded(text, uniqueKeys, yaml);
    for (const error of document.errors) {
      sink.report("source/syntax", place(error.pos[0]), `This is not YAML: ${error.message}`);
    }
    if (document.errors.length > 0) return null;
    if (!uniqueKeys) reportDuplicates(document, yaml, at, sink);
    return { yaml, document, root: document.toJS({ maxAliasCount: 100 }) as Json, at };
  } catch (error) {
    reportThrown(error, place(0), sink);
    return null;
  }
}

/** Above this, the package's own recursion could end the process, not only the run. */
const maxDepth = 300;

/** What `parseDocument` does, but that it throws a `RangeError` where nesting is too deep, before anything recurses. */
export function parseBounded(text: string, uniqueKeys: boolean, yaml: Yaml): Document {
  const composer = new yaml.Composer({ uniqueKeys, merge: true, prettyErrors: false, logLevel: "silent" });
  const [document, second] = composer.compose(boundedTokens(text, yaml), true, text.length);
  if (document === undefined) throw new Error("there is no document");
  if (second !== undefined) throw new Error("there is a second document after the first");
  return document as Document;
}

function* boundedTokens(text: string, yaml: Yaml): Generator<CST.Token> {
  const parser = new yaml.Parser();
  for (const lexeme of new yaml.Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > maxDepth) throw new RangeError();
  }
  yield* parser.end();
}

/** What reading throws: the text is nested too deeply, or its aliases or merge keys mean nothing. */
function reportThrown(error: unknown, at: TextLocation, sink: DiagnosticSink): void {
  if (!(error instanceof Error)) throw error;
  if (error instanceof RangeError) sink.report("source/limit", at, "It is nested too deeply");
  else if (error.message.startsWith("Excessive alias")) sink.report("source/limit", at, "Its aliases multiply");
  else sink.report("source/syntax", at, `This is not YAML: ${error.message}`);
}

/** The package can look for equal keys too, but compares each with all, which a hostile text makes last. */
function reportDuplicates(document: Document, yaml: Yaml, at: YamlText["at"], sink: DiagnosticSink): void {
  yaml.visit(document, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!yaml.isScalar(key)) continue;
        const text = String(key.value);
        if (seen.has(text) && text !== "<<") {
          sink.report("source/duplicate-key", at(key), `"${text}" is here twice; the last holds`);
        }
        seen.add(text);
      }
    },
  });
}
