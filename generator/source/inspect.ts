import type { Json } from "../model/index.ts";
import { isObject } from "./document.ts";
import type { Limits } from "./limits.ts";
import { isArray } from "./pointer.ts";
import { splitRef } from "./refs.ts";

export interface Inspection {
  /** Addresses of other documents in `$ref`s, as written, each once, in the order of the text. */
  readonly refs: readonly string[];
  readonly keys: number;
  /** Which limit the tree breaks, as a sentence; null where it keeps them all. */
  readonly problem: string | null;
}

/** Keywords whose members are named by the author: a schema property called `examples` is a schema. */
export const mapKeywords: ReadonlySet<string> = new Set([
  "$defs",
  "callbacks",
  "definitions",
  "dependentSchemas",
  "headers",
  "parameters",
  "paths",
  "patternProperties",
  "properties",
  "requestBodies",
  "responses",
  "schemas",
  "securityDefinitions",
  "securitySchemes",
  "webhooks",
  "x-ms-paths",
]);

/** Keywords whose values are data: a `$ref` in there is not one to follow. */
const dataKeywords: ReadonlySet<string> = new Set(["const", "default", "enum", "example", "examples", "x-ms-examples"]);

/** `keyword`: an object of the specification's own keys. `map`: the author's. `data`: neither. */
type Mode = "keyword" | "map" | "data";

interface Walk {
  readonly refs: Set<string>;
  readonly limits: Limits;
  keys: number;
  nodes: number;
  problem: string | null;
}

/** Goes over a tree once, before anything else reads it: checks its limits, and collects what else must be loaded. */
export function inspectTree(root: Json, limits: Limits): Inspection {
  const walk: Walk = { refs: new Set(), limits, keys: 0, nodes: 0, problem: null };
  // In a Discovery document, a "$ref" is the name of a schema in the same document.
  const isDiscovery =
    isObject(root) && (Object.hasOwn(root, "discoveryVersion") || root["kind"] === "discovery#restDescription");
  visit(root, isDiscovery ? "data" : "keyword", 0, walk);
  return { refs: [...walk.refs], keys: walk.keys, problem: walk.problem };
}

function visit(value: Json, mode: Mode, depth: number, walk: Walk): void {
  walk.nodes += 1;
  if (walk.nodes > walk.limits.nodes) walk.problem ??= `It has more than ${walk.limits.nodes} values`;
  if (typeof value !== "object" || value === null) {
    if (typeof value === "number" && !Number.isFinite(value))
      walk.problem ??= "It contains a number that JSON cannot hold";
    return;
  }
  if (depth > walk.limits.depth) walk.problem ??= `It is nested more than ${walk.limits.depth} levels deep`;
  if (walk.problem !== null) return;
  if (isArray(value)) {
    for (const item of value) visit(item, mode === "data" ? "data" : "keyword", depth + 1, walk);
    return;
  }
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    const child = value[key];
    if (child === undefined) continue;
    walk.keys += 1;
    // The members of a map are objects: a text called "$ref" stands for the map as a whole.
    if (mode === "keyword" || (mode === "map" && key === "$ref")) collectRefs(key, child, walk.refs);
    visit(child, modeOf(key, mode), depth + 1, walk);
  }
}

function modeOf(key: string, mode: Mode): Mode {
  if (mode === "data") return "data";
  if (mode === "map") return "keyword";
  if (mapKeywords.has(key)) return "map";
  return dataKeywords.has(key) ? "data" : "keyword";
}

function collectRefs(key: string, child: Json, refs: Set<string>): void {
  if (key === "$ref" && typeof child === "string") addRef(child, refs);
  // OpenAPI 3: the values of a discriminator's mapping are references where they look like one.
  if (key === "discriminator" && isObject(child) && isObject(child["mapping"])) {
    for (const target of Object.values(child["mapping"])) {
      if (typeof target === "string" && /[#/]|\.(?:json|ya?ml)$/i.test(target)) addRef(target, refs);
    }
  }
}

function addRef(ref: string, refs: Set<string>): void {
  const { path } = splitRef(ref);
  if (path !== "") refs.add(path);
}

/** The steps to the first `$ref` (or mapped reference) whose address is `path`; null where there is none. */
export function findRef(value: Json, path: string): readonly string[] | null {
  if (typeof value === "string") return splitRef(value).path === path ? [] : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, child] of Object.entries(value)) {
    const rest = findRef(child, path);
    if (rest !== null) return [key, ...rest];
  }
  return null;
}
