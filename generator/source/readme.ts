import type { Node } from "yaml";
import type { Json } from "../model/index.ts";
import type { DiagnosticSink, TextLocation } from "../diagnostics/diagnostic.ts";
import { evaluateCondition } from "./condition.ts";
import { isObject, type JsonObject } from "./document.ts";
import { findFences, type Fence } from "./fences.ts";
import { isArray } from "./pointer.ts";
import { textLocation } from "./position.ts";
import { readYaml, type YamlText } from "./yaml.ts";

/** A value that was written in a readme.md. */
export interface Written<T> {
  readonly value: T;
  /** Name of the readme.md; addresses in it are relative to its folder. */
  readonly document: string;
  readonly at: TextLocation;
}

/** What a literate readme.md says for one tag. */
export interface LiterateConfig {
  readonly tag: string | null;
  /** As written, each once, in order; `$(this-folder)/` is taken off. */
  readonly inputFiles: readonly Written<string>[];
  readonly directives: readonly Written<JsonObject>[];
  readonly title: string | null;
  /** Whether the service is part of Azure Resource Manager; null where the file does not say. */
  readonly resourceManager: boolean | null;
}

/** Gives the text of a file that a readme.md requires, with its name; null after reporting that there is none. */
export type ReadRequired = (
  required: Written<string>,
) => Promise<{ readonly name: string; readonly text: string } | null>;

interface Gathered {
  readonly inputFiles: Map<string, Written<string>>;
  readonly directives: Written<JsonObject>[];
  readonly scalars: Map<string, string>;
}

const maxRequired = 50;

/**
 * Reads a literate readme.md: the yaml blocks whose condition holds for the tag, and what they `require`. Of settings
 * that are there twice the last holds; lists of input files and directives add up. The tag is the given one, else what
 * the blocks say that do not depend on it.
 */
export async function readLiterate(
  name: string,
  text: string,
  tag: string | null,
  readRequired: ReadRequired,
  sink: DiagnosticSink,
): Promise<LiterateConfig> {
  const files = new Map([[name, text]]);
  const undecided = await gather(name, text, new Map(), { files, readRequired, sink });
  const chosen = tag ?? undecided.scalars.get("tag") ?? null;
  const settings = new Map(undecided.scalars);
  if (chosen === null) settings.delete("tag");
  else settings.set("tag", chosen);
  const config =
    chosen === null
      ? await ofFlags(name, text, undecided, { files, readRequired, sink })
      : await gather(name, text, settings, { files, readRequired, sink });
  if (tag !== null && !knowsTag(files.values(), tag)) {
    sink.report(
      "readme/unknown-tag",
      textLocation(name, text, 0),
      `Nothing in this file is for the tag ${tag}`,
      tagAdvice(files.values()),
    );
  } else if (config.inputFiles.size === 0) {
    const message = chosen === null ? "There are no input files" : `There are no input files for the tag ${chosen}`;
    sink.report("readme/no-input", textLocation(name, text, 0), message, tagAdvice(files.values()));
  }
  return {
    tag: chosen,
    inputFiles: [...config.inputFiles.values()],
    directives: config.directives,
    title: config.scalars.get("title") ?? null,
    resourceManager: resourceManagerOf(config.scalars),
  };
}

function resourceManagerOf(scalars: ReadonlyMap<string, string>): boolean | null {
  const type = scalars.get("openapi-type");
  if (type !== undefined) return type === "arm";
  const azureArm = scalars.get("azure-arm");
  return azureArm === undefined ? null : azureArm === "true";
}

interface Context {
  /** Every readme that was read, by name. */
  readonly files: Map<string, string>;
  readonly readRequired: ReadRequired;
  readonly sink: DiagnosticSink;
}

/** Settings that conditions may compare. Those named like a language or tool are never set, so their blocks are out. */
const comparable = ["tag", "openapi-type", "openapi-subtype"];

async function gather(
  name: string,
  text: string,
  settings: ReadonlyMap<string, string>,
  context: Context,
  flags: readonly string[] = [],
): Promise<Gathered> {
  const gathered: Gathered = { inputFiles: new Map(), directives: [], scalars: new Map() };
  await gatherFile(name, text, pick(settings, [...comparable, ...flags]), gathered, new Set([name]), context);
  return gathered;
}

/**
 * What a file says that has no tag but several packages, each behind a flag of its own (`$(package-locks)`), which names
 * its tag: all of them together. The file's own say where it needs no flags.
 */
async function ofFlags(name: string, text: string, plain: Gathered, context: Context): Promise<Gathered> {
  if (plain.inputFiles.size > 0) return plain;
  const together: Gathered = { inputFiles: new Map(), directives: [], scalars: new Map(plain.scalars) };
  for (const flag of flagsOf(text)) {
    const flagged = await gather(name, text, new Map([[flag, "true"]]), context, [flag]);
    const tag = flagged.scalars.get("tag");
    const settings = new Map([...flagged.scalars, [flag, "true"]]);
    const found = tag === undefined ? flagged : await gather(name, text, settings, context, [flag]);
    for (const [key, file] of found.inputFiles) together.inputFiles.set(key, file);
    for (const each of found.directives) if (!isKnown(together.directives, each)) together.directives.push(each);
    for (const [key, value] of found.scalars) if (key !== "tag") together.scalars.set(key, value);
  }
  return together;
}

const isKnown = (known: readonly Written<JsonObject>[], { document, at }: Written<JsonObject>): boolean =>
  known.some((other) => other.document === document && JSON.stringify(other.at) === JSON.stringify(at));

/** Flags of packages that blocks depend on by themselves, in order. */
function flagsOf(text: string): readonly string[] {
  const flags = findFences(text).map(({ condition }) => /^\s*\$\((package[\w.-]*)\)\s*$/.exec(condition)?.[1]);
  return [...new Set(flags.filter((flag) => flag !== undefined))];
}

async function gatherFile(
  name: string,
  text: string,
  settings: ReadonlyMap<string, string>,
  gathered: Gathered,
  seen: Set<string>,
  context: Context,
): Promise<void> {
  for (const fence of name.endsWith(".md") ? findFences(text) : [{ condition: "", line: 0, text, offset: 0 }]) {
    if (!holds(name, text, fence, settings, context.sink)) continue;
    const within = { text, offset: fence.offset };
    const read = await readYaml(name, fence.text, { uniqueKeys: false, within }, context.sink);
    if (read === null) continue;
    const block = readBlock(read, name);
    for (const required of block.required) {
      const file = seen.size < maxRequired ? await context.readRequired(required) : null;
      if (file === null || seen.has(file.name)) continue;
      seen.add(file.name);
      context.files.set(file.name, file.text);
      await gatherFile(file.name, file.text, settings, gathered, seen, context);
    }
    for (const file of block.inputFiles) {
      const key = `${name}\n${file.value}`;
      if (!gathered.inputFiles.has(key)) gathered.inputFiles.set(key, file);
    }
    gathered.directives.push(...block.directives);
    for (const [key, value] of block.scalars) gathered.scalars.set(key, value);
  }
}

function holds(
  name: string,
  text: string,
  fence: Fence,
  settings: ReadonlyMap<string, string>,
  sink: DiagnosticSink,
): boolean {
  const holds = evaluateCondition(fence.condition, settings);
  if (holds === null)
    sink.report("readme/condition", textLocation(name, text, fence.line), `This is no condition: ${fence.condition}`);
  return holds === true;
}

interface Block {
  readonly inputFiles: readonly Written<string>[];
  readonly required: readonly Written<string>[];
  readonly directives: readonly Written<JsonObject>[];
  readonly scalars: ReadonlyMap<string, string>;
}

function readBlock({ document, root, at }: YamlText, name: string): Block {
  const settings = isObject(root) ? root : {};
  const list = (key: string): readonly Written<Json>[] => {
    const value = settings[key];
    if (value === undefined || value === null) return [];
    return (isArray(value) ? value : [value]).map((item, index) => {
      const node = document.getIn(isArray(value) ? [key, index] : [key], true) as Node | undefined;
      return { value: item, document: name, at: at(node) };
    });
  };
  const paths = (key: string) =>
    list(key).flatMap((item) => (typeof item.value === "string" ? [{ ...item, value: inFolder(item.value) }] : []));
  const scalars = Object.entries(settings).flatMap(([key, value]) => {
    if (typeof value === "string" || typeof value === "boolean") return [[key, String(value)] as const];
    // A tag such as 1.60 is a number to YAML, but its digits count.
    const node = typeof value === "number" ? (document.get(key, true) as { readonly source?: string }) : null;
    return node === null ? [] : [[key, node.source ?? String(value)] as const];
  });
  return {
    inputFiles: paths("input-file"),
    required: paths("require"),
    directives: list("directive").flatMap((item) => (isObject(item.value) ? [{ ...item, value: item.value }] : [])),
    scalars: new Map(scalars),
  };
}

function inFolder(path: string): string {
  return path.replace(/^\$\(this-folder\)[\\/]/, "");
}

function pick(settings: ReadonlyMap<string, string>, keys: readonly string[]): ReadonlyMap<string, string> {
  return new Map([...settings].filter(([key]) => keys.includes(key)));
}

const tagComparison = /\$\(tag\)\s*==\s*(?:'([^']*)'|"([^"]*)")/g;

/** The tags that conditions compare with, in order. */
function knownTags(texts: Iterable<string>): ReadonlySet<string> {
  const conditions = [...texts].flatMap(findFences).map((fence) => fence.condition);
  return new Set(
    conditions.flatMap((text) => [...text.matchAll(tagComparison)].map((match) => match[1] ?? match[2] ?? "")),
  );
}

function knowsTag(texts: Iterable<string>, tag: string): boolean {
  return knownTags(texts).has(tag);
}

function tagAdvice(texts: Iterable<string>): string {
  const tags = [...knownTags(texts)];
  const shown = tags.slice(0, 5).join(", ");
  return tags.length === 0
    ? 'add a yaml block with "input-file"'
    : `choose a tag: ${shown}${tags.length > 5 ? ", …" : ""}`;
}
