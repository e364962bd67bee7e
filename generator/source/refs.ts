import { posix } from "node:path";
import type { Json, Location } from "../model/index.ts";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { findAnchor } from "./anchors.ts";
import { childLocation, isObject, type Located, type SourceDocument, type SpecSet } from "./document.ts";
import { childOf, parsePointer } from "./pointer.ts";

/** The two halves of a `$ref`: the document's address as written (empty for the same one), and the fragment. */
export interface RefParts {
  readonly path: string;
  readonly fragment: string;
}

export function splitRef(ref: string): RefParts {
  const hash = ref.indexOf("#");
  return hash < 0 ? { path: ref, fragment: "" } : { path: ref.slice(0, hash), fragment: ref.slice(hash + 1) };
}

/** Whether a document's name or a `$ref` is an absolute URL. One letter before the colon is a drive, not a scheme. */
export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(text);
}

/**
 * The name of the document that `path`, as written in a `$ref` of the document `from`, means; null where it is no
 * address. Pure: what the name leads to on a disk with links is in {@link SpecSet.links}.
 */
export function targetName(from: string, path: string): string | null {
  if (path === "") return from;
  if (isUrl(path) || isUrl(from)) {
    const base = isUrl(from) ? from : undefined;
    return URL.canParse(path, base) ? withoutHash(new URL(path, base)) : null;
  }
  // Some authors write backslashes; every tool on their machines took them for slashes.
  const decoded = decode(path)?.replaceAll("\\", "/");
  if (decoded === undefined) return null;
  return decoded.startsWith("/") ? posix.normalize(decoded) : posix.normalize(posix.join(posix.dirname(from), decoded));
}

/** How many `$ref`s one lookup may follow in all; real chains have two or three. */
const maxHops = 64;

/** Shared by one lookup's recursion, since `$ref`s inside pointers could otherwise branch without end. */
interface Budget {
  left: number;
}

/**
 * What a `$ref` written at `at` points at, following chains; null after reporting where it points at nothing or back at
 * itself. The result's location is that of the target, so one declaration has one id wherever it is referred to from.
 */
export function resolveRef(set: SpecSet, ref: string, at: Location, diagnostics: DiagnosticSink): Located | null {
  const found = follow(set, ref, at.document, { left: maxHops });
  if (found.kind === "found") return found.located;
  if (found.kind === "cycle") diagnostics.report("ref/cycle", at, `"$ref" leads back to itself: ${ref}`);
  if (found.kind === "missing") diagnostics.report("ref/not-found", at, `"$ref" points at nothing: ${ref}`);
  return null;
}

type Lookup =
  { readonly kind: "found"; readonly located: Located } | { readonly kind: "missing" | "cycle" | "reported" };

function follow(set: SpecSet, ref: string, from: string, budget: Budget): Lookup {
  if (budget.left === 0) return { kind: "cycle" };
  budget.left -= 1;
  const { path, fragment } = splitRef(ref);
  const document = findDocument(set, targetName(from, path));
  if (document === null || document === "reported") return { kind: document ?? "missing" };
  const pointer = decodeFragment(fragment);
  const steps = parsePointer(pointer) ?? findAnchor(document.root, pointer);
  if (steps === null) return { kind: "missing" };
  return walk(set, { value: document.root, at: { document: document.name, pointer: "" } }, steps, budget);
}

/** Goes down the steps. A `$ref` on the way is followed where the step is not beside it, and so is one at the end. */
function walk(set: SpecSet, start: Located, steps: readonly string[], budget: Budget): Lookup {
  let here = start;
  for (let index = 0; index <= steps.length; index += 1) {
    const step = steps[index];
    const child = step === undefined ? undefined : childOf(here.value, step);
    if (step !== undefined && child !== undefined) {
      here = { value: child, at: childLocation(here.at, step) };
      continue;
    }
    const ref = refOf(here.value);
    if (ref === null) return step === undefined ? { kind: "found", located: here } : { kind: "missing" };
    const next = follow(set, ref, here.at.document, budget);
    if (next.kind !== "found" || step === undefined) return next;
    here = next.located;
    index -= 1;
  }
  return { kind: "found", located: here };
}

/** The `$ref` of an object that is one; null for anything else. */
export function refOf(value: Json): string | null {
  if (!isObject(value) || !Object.hasOwn(value, "$ref")) return null;
  const ref = value["$ref"];
  return typeof ref === "string" ? ref : null;
}

/** The document of that name or spelling; `reported` where it could not be loaded, which has been said. */
export function findDocument(set: SpecSet, name: string | null): SourceDocument | "reported" | null {
  if (name === null) return null;
  const direct = set.documents.get(name);
  if (direct !== undefined) return direct;
  const link = set.links?.get(name);
  if (link === null) return "reported";
  return link === undefined ? null : (set.documents.get(link) ?? null);
}

function withoutHash(url: URL): string {
  url.hash = "";
  return url.href;
}

/** The JSON pointer that a fragment means (RFC 6901 section 6); as it is where its percent-encoding is broken. */
export function decodeFragment(fragment: string): string {
  return decode(fragment) ?? fragment;
}

/** Percent-decoded text; null where the encoding is broken. */
function decode(text: string): string | null {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
