import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Document } from "yaml";
import type { Location } from "../model/index.ts";
import { positionOf, type TextLocation, type TextPosition } from "../diagnostics/diagnostic.ts";
import type { SourceDocument } from "./document.ts";
import { decodeText, formatOf } from "./parse.ts";
import { parsePointer } from "./pointer.ts";
import { lineStarts, positionAt } from "./position.ts";
import { isUrl } from "./refs.ts";
import { parseBounded } from "./yaml.ts";
import { scanJson } from "./scan.ts";

/** Finds where a location was written; null for a document that it does not know. */
export type Locator = (at: Location) => TextPosition | null;

/** A key or item of a document's text, by where it begins. */
interface Place {
  readonly offset: number;
  /** By key or index; null for what has no members. */
  children: Map<string, Place> | null;
}

/**
 * Turns pointers into lines and columns. A document is indexed the first time that something in it is asked for. A
 * pointer to nothing (what an overlay added) gives the place of the nearest thing above it that is there.
 */
export async function createLocator(
  documents: Iterable<Pick<SourceDocument, "name" | "format" | "text">>,
): Promise<Locator> {
  const known = new Map([...documents].map((document) => [document.name, document]));
  const needsYaml = [...known.values()].some((document) => document.format === "yaml");
  const yaml = needsYaml ? await import("yaml") : null;
  const indexes = new Map<string, { readonly starts: readonly number[]; readonly root: Place }>();
  return (at) => {
    const document = known.get(at.document);
    if (document === undefined) return null;
    // A document as a whole begins at its start, also one that is too deep or broken to be indexed.
    if (at.pointer === "") return { line: 1, column: 1 };
    let index = indexes.get(at.document);
    if (index === undefined) {
      const { text, format } = document;
      const root = format === "json" || yaml === null ? indexJson(text) : indexYaml(parseBounded(text, false, yaml));
      index = { starts: lineStarts(text), root };
      indexes.set(at.document, index);
    }
    return positionAt(index.starts, nearest(index.root, at.pointer).offset);
  };
}

function nearest(root: Place, pointer: string): Place {
  let place = root;
  for (const step of parsePointer(pointer) ?? []) {
    const child = place.children?.get(step);
    if (child === undefined) break;
    place = child;
  }
  return place;
}

/** Members are placed at their keys, items at their values. Of a key that is there twice, the last counts. */
function indexJson(text: string): Place {
  const root: Place = { offset: 0, children: null };
  const above: Place[] = [];
  let latest = root;
  const add = (step: string, offset: number): void => {
    latest = { offset, children: null };
    above.at(-1)?.children?.set(step, latest);
  };
  scanJson(text, {
    open() {
      latest.children = new Map();
      above.push(latest);
    },
    close() {
      above.pop();
    },
    key: add,
    item(offset) {
      add(String(above.at(-1)?.children?.size ?? 0), offset);
    },
  });
  return root;
}

/** The parts of the yaml package's nodes that are read here; an alias has none of them. */
interface YamlNode {
  readonly range?: readonly number[] | null;
  readonly items?: readonly unknown[];
  readonly value?: unknown;
}

interface YamlPair {
  readonly key: YamlNode | null;
  readonly value: YamlNode | null;
}

function indexYaml(document: Document): Place {
  return indexYamlNode(document.contents as YamlNode | null, null, 0);
}

function indexYamlNode(node: YamlNode | null, keyOffset: number | null, above: number): Place {
  const offset = keyOffset ?? node?.range?.[0] ?? above;
  if (node?.items === undefined) return { offset, children: null };
  const children = new Map<string, Place>();
  for (const [index, item] of node.items.entries()) {
    if (isPair(item))
      children.set(String(item.key?.value ?? ""), indexYamlNode(item.value, item.key?.range?.[0] ?? null, offset));
    else children.set(String(index), indexYamlNode(item as YamlNode | null, null, offset));
  }
  return { offset, children };
}

function isPair(item: unknown): item is YamlPair {
  return typeof item === "object" && item !== null && "key" in item;
}

/**
 * A locator for diagnostics that were reported of files: reads again, relative to `cwd`, what they name, since texts are
 * not kept once a specification is read. Of documents that came from the network, no lines are known.
 */
export async function createFileLocator(
  locations: Iterable<Location | TextLocation>,
  cwd: string = process.cwd(),
): Promise<Locator> {
  const names = new Set(
    [...locations].filter((at) => positionOf(at) === null && !isUrl(at.document)).map((at) => at.document),
  );
  const documents: Pick<SourceDocument, "name" | "format" | "text">[] = [];
  for (const name of names) {
    const text = decodeText(await readFile(resolve(cwd, name)).catch(() => new Uint8Array()));
    if (text !== null && text !== "") documents.push({ name, text, format: formatOf(name, text) });
  }
  return createLocator(documents);
}
