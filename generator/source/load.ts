import { resolve } from "node:path";
import type { Location } from "../model/index.ts";
import type { DiagnosticSink, TextLocation } from "../diagnostics/diagnostic.ts";
import {
  defaultRoot,
  findByCase,
  nameOf,
  readDocument,
  type AccessOptions,
  type Fetched,
  type ReadTrace,
} from "./access.ts";
import type { SourceDocument, SpecSet } from "./document.ts";
import { applyDirectives } from "./directive.ts";
import { isObject } from "./document.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { createLocator } from "./locate.ts";
import { decodeText, parseDocument } from "./parse.ts";
import { formatPointer } from "./pointer.ts";
import { withPosition } from "./position.ts";
import { readLiterate, type LiterateConfig, type Written } from "./readme.ts";
import { findRef } from "./inspect.ts";
import { isUrl, targetName } from "./refs.ts";

export interface LoadOptions {
  /** Names of documents are relative to it. The process's own where absent. */
  readonly cwd?: string | undefined;
  /** The folder that no `$ref` leaves; {@link defaultRoot} where absent. */
  readonly root?: string | undefined;
  /** Which tag of a literate readme.md to read; its default where absent. */
  readonly tag?: string | undefined;
  /** Origins that connections may be made to, beside that of an entry which is a URL. */
  readonly allowOrigins?: readonly string[] | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly trace?: ReadTrace | undefined;
}

/**
 * Loads a specification and everything it refers to, so that reading it needs neither disk nor network: a JSON or YAML
 * file, a URL, or a literate readme.md. Null where the entry itself could not be loaded. Documents that `$ref`s name and
 * that are missing or broken are reported, and left out.
 */
export async function loadSpec(entry: string, options: LoadOptions, sink: DiagnosticSink): Promise<SpecSet | null> {
  const loaded = await loadWithBytes(entry, options, sink);
  return loaded === null ? null : loaded.set;
}

/** A specification, and the bytes that its documents were decoded from, by name. */
export interface LoadedBytes {
  readonly set: SpecSet;
  readonly bytes: ReadonlyMap<string, Uint8Array>;
}

/** {@link loadSpec} for who must prove what was read. */
export async function loadWithBytes(
  entry: string,
  options: LoadOptions,
  sink: DiagnosticSink,
): Promise<LoadedBytes | null> {
  const loading = startLoading(entry, options, sink);
  const name = isUrl(entry) ? entry : nameOf(resolve(loading.access.cwd, entry), loading.access.cwd);
  if (!/\.md$/i.test(name)) {
    const document = await loadEntry(name, { document: name, pointer: "" }, loading);
    if (document === null) return null;
    await loadReferenced(loading);
    return { set: specSet([document], null, loading), bytes: loading.bytes };
  }
  const config = await loadReadme(name, options.tag ?? null, loading);
  if (config === null) return null;
  const entries: SourceDocument[] = [];
  for (const file of config.inputFiles) {
    const target = targetName(file.document, file.value);
    const document = target === null ? null : await loadEntry(target, file.at, loading);
    if (document !== null && !entries.includes(document)) entries.push(document);
  }
  if (entries.length === 0) return null;
  await loadReferenced(loading);
  const set = await applyDirectives(specSet(entries, config, loading), config.directives, sink);
  return { set, bytes: loading.bytes };
}

interface Loading {
  readonly access: AccessOptions;
  readonly sink: DiagnosticSink;
  readonly documents: Map<string, SourceDocument>;
  readonly bytes: Map<string, Uint8Array>;
  readonly links: Map<string, string | null>;
  /** Names by identity: a file is one document however its name is spelled. */
  readonly identities: Map<string, string>;
  /** Documents that are parsed, and whose references are still to be loaded. */
  readonly queue: { readonly document: SourceDocument; readonly refs: readonly string[] }[];
}

function startLoading(entry: string, options: LoadOptions, sink: DiagnosticSink): Loading {
  const cwd = resolve(options.cwd ?? ".");
  const ownOrigin = isUrl(entry) && URL.canParse(entry) ? [new URL(entry).origin] : [];
  const root = options.root === undefined ? defaultRoot(resolve(cwd, entry)) : resolve(cwd, options.root);
  return {
    access: {
      cwd,
      root,
      allowOrigins: [...ownOrigin, ...(options.allowOrigins ?? [])],
      limits: { ...defaultLimits, ...options.limits },
      // Naming the global loads it, which takes as long as all the rest of a run without a network.
      fetch: options.fetch ?? ((...request) => fetch(...request)),
      trace: options.trace,
    },
    sink,
    documents: new Map(),
    bytes: new Map(),
    links: new Map(),
    identities: new Map(),
    queue: [],
  };
}

function specSet(entries: readonly SourceDocument[], config: LiterateConfig | null, loading: Loading): SpecSet {
  const settings = { title: config?.title ?? null, resourceManager: config?.resourceManager ?? null };
  const set = { entries, documents: loading.documents, tag: config?.tag ?? null, settings };
  return loading.links.size === 0 ? set : { ...set, links: loading.links };
}

async function loadReadme(name: string, tag: string | null, loading: Loading): Promise<LiterateConfig | null> {
  const fetched = await readDocument(name, loading.access);
  const text = fetched.kind === "bytes" ? decodeText(fetched.bytes) : null;
  if (fetched.kind !== "bytes") reportEntry(name, { document: name, pointer: "" }, fetched, loading.sink);
  else if (text === null)
    loading.sink.report("source/encoding", { document: name, pointer: "" }, "The text is not UTF-8");
  return text === null
    ? null
    : readLiterate(name, text, tag, (required) => readRequired(required, loading), loading.sink);
}

async function readRequired(
  required: Written<string>,
  loading: Loading,
): Promise<{ name: string; text: string } | null> {
  const name = targetName(required.document, required.value);
  const fetched = name === null ? null : await readDocument(name, loading.access);
  const text = fetched?.kind === "bytes" ? decodeText(fetched.bytes) : null;
  if (name !== null && text !== null) return { name, text };
  loading.sink.report("readme/require", required.at, `This file cannot be read: ${required.value}`);
  return null;
}

async function loadEntry(name: string, at: Location | TextLocation, loading: Loading): Promise<SourceDocument | null> {
  const fetched = await readDocument(name, loading.access);
  if (fetched.kind !== "bytes") {
    reportEntry(name, at, fetched, loading.sink);
    return null;
  }
  const document = await admit(name, fetched, loading);
  if (document === null || isObject(document.root)) return document;
  loading.sink.report(
    "source/not-a-spec",
    { document: document.name, pointer: "" },
    "The outermost value is not an object",
  );
  return null;
}

function reportEntry(name: string, at: Location | TextLocation, fetched: Fetched, sink: DiagnosticSink): void {
  if (fetched.kind === "missing") sink.report("source/not-found", at, `There is no such document: ${name}`);
  if (fetched.kind === "outside") sink.report("ref/outside-root", at, `This is outside the root folder: ${name}`);
  if (fetched.kind === "remote") sink.report("ref/remote", at, `No connection is allowed to ${fetched.origin}`);
  if (fetched.kind === "failed") sink.report("source/unreadable", at, `${name} cannot be read: ${fetched.reason}`);
}

/** Takes a document's bytes into the set, unless it is there by another name. */
async function admit(
  name: string,
  fetched: Fetched & { kind: "bytes" },
  loading: Loading,
): Promise<SourceDocument | null> {
  const known = loading.identities.get(fetched.identity);
  if (known !== undefined) {
    if (known !== name) loading.links.set(name, known);
    return loading.documents.get(known) ?? null;
  }
  loading.identities.set(fetched.identity, name);
  const parsed = await parseDocument(name, fetched.bytes, loading.access.limits, loading.sink);
  if (parsed === null) {
    loading.links.set(name, null);
    return null;
  }
  loading.documents.set(name, parsed.document);
  loading.bytes.set(name, fetched.bytes);
  loading.queue.push(parsed);
  return parsed.document;
}

/** Loads what the queue refers to, in rounds: the files of a round are read together, and taken in in order. */
async function loadReferenced(loading: Loading): Promise<void> {
  while (loading.queue.length > 0) {
    const wanted = new Map<string, { readonly from: SourceDocument; readonly ref: string }>();
    for (const { document, refs } of loading.queue.splice(0)) {
      for (const ref of refs) {
        const name = targetName(document.name, ref);
        if (name === null || loading.documents.has(name) || loading.links.has(name)) continue;
        if (!wanted.has(name)) wanted.set(name, { from: document, ref });
      }
    }
    if (loading.documents.size + wanted.size > loading.access.limits.documents) {
      const [first] = wanted.values();
      if (first !== undefined)
        await reportRef(
          "source/limit",
          first.from,
          first.ref,
          `There are more than ${loading.access.limits.documents} documents`,
          loading,
        );
      return;
    }
    const fetched = await Promise.all([...wanted.keys()].map((name) => readDocument(name, loading.access)));
    for (const [index, [name, { from, ref }]] of [...wanted].entries()) {
      const answer = fetched[index];
      if (answer?.kind === "bytes") await admit(name, answer, loading);
      else if (answer !== undefined) await refuse(name, from, ref, answer, loading);
    }
  }
}

async function refuse(
  name: string,
  from: SourceDocument,
  ref: string,
  fetched: Fetched,
  loading: Loading,
): Promise<void> {
  loading.links.set(name, null);
  if (fetched.kind === "missing") {
    const similar = findByCase(name, loading.access);
    const fix = similar === null ? undefined : `write ${similar}: some systems tell upper from lower case`;
    await reportRef("ref/not-found", from, ref, `"$ref" names a document that does not exist: ${ref}`, loading, fix);
  }
  if (fetched.kind === "outside")
    await reportRef("ref/outside-root", from, ref, `"$ref" leaves the root folder: ${ref}`, loading);
  if (fetched.kind === "remote")
    await reportRef("ref/remote", from, ref, `"$ref" needs a connection to ${fetched.origin}: ${ref}`, loading);
  if (fetched.kind === "failed")
    await reportRef("source/unreadable", from, ref, `${ref} cannot be read: ${fetched.reason}`, loading);
}

/** Reports at the first place where a document refers to `ref`, with its line, since the set may come to nothing. */
async function reportRef(
  code: "ref/not-found" | "ref/outside-root" | "ref/remote" | "source/limit" | "source/unreadable",
  from: SourceDocument,
  ref: string,
  message: string,
  loading: Loading,
  fix?: string,
): Promise<void> {
  const at = { document: from.name, pointer: formatPointer(findRef(from.root, ref) ?? []) };
  const locate = await createLocator([from]);
  loading.sink.report(code, withPosition(at, locate(at)), message, fix);
}
