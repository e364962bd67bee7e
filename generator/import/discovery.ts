import type { Json } from "../model/index.ts";
import { isObject, type JsonObject } from "../source/document.ts";

/** Whether a document is a Google Discovery document, rather than OpenAPI. */
export function isDiscovery(root: Json): root is JsonObject {
  return isObject(root) && (Object.hasOwn(root, "discoveryVersion") || root["kind"] === "discovery#restDescription");
}

/** What an object of a Discovery document is; `names` are maps whose keys are the service's own. */
type Kind = "document" | "resource" | "method" | "schema" | "auth" | "scopes";

const dropped: ReadonlySet<string> = new Set(["enumDescriptions", "etag", "icons", "ownerName"]);

/** Where the value under a key is a map of such things, or one such thing. */
const children: Readonly<Record<Kind, Readonly<Record<string, { readonly of: Kind; readonly map: boolean }>>>> = {
  document: {
    auth: { of: "auth", map: false },
    parameters: { of: "schema", map: true },
    schemas: { of: "schema", map: true },
    resources: { of: "resource", map: true },
    methods: { of: "method", map: true },
  },
  resource: { resources: { of: "resource", map: true }, methods: { of: "method", map: true } },
  method: {
    parameters: { of: "schema", map: true },
    request: { of: "schema", map: false },
    response: { of: "schema", map: false },
  },
  schema: {
    properties: { of: "schema", map: true },
    additionalProperties: { of: "schema", map: false },
    items: { of: "schema", map: false },
  },
  auth: { oauth2: { of: "scopes", map: false } },
  scopes: {},
};

/**
 * The facts of a Discovery document, in the order of its keys: no descriptions but the labels of field behaviour that
 * some begin with, which are written nowhere else.
 */
export function discoveryFacts(root: JsonObject): JsonObject {
  return factsOf(root, "document") as JsonObject;
}

function factsOf(value: Json, kind: Kind): Json {
  if (!isObject(value)) return value;
  const kept: [string, Json][] = [];
  for (const [key, child] of Object.entries(value)) {
    const rules = children[kind];
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule?.map === true && isObject(child)) kept.push([key, mapFacts(child, rule.of)]);
    else if (rule !== undefined) kept.push([key, factsOf(child, rule.of)]);
    else if (kind === "scopes" && key === "scopes" && isObject(child)) kept.push([key, mapValues(child, () => ({}))]);
    else if (key === "description") kept.push(...labelled(child));
    else if (!dropped.has(key)) kept.push([key, child]);
  }
  return Object.fromEntries(kept);
}

function labelled(description: Json): [string, Json][] {
  const labels = typeof description === "string" ? fieldLabels(description) : [];
  return labels.length === 0 ? [] : [["description", labels.join(" ")]];
}

function mapFacts(value: JsonObject, of: Kind): JsonObject {
  return mapValues(value, (child) => factsOf(child, of));
}

function mapValues(value: JsonObject, change: (child: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, change(child)]));
}

const label =
  /^\s*(?:\[\s*(required|optional|output[ _]only|input[ _]only|immutable|identifier|unordered list)\s*\]|(required|optional|output[ _]only|input[ _]only|immutable|identifier|unordered list)\s*[.:])\s*/i;

/**
 * The labels that a description begins with, as AIP-203 spells them: "Output only. Immutable. The …" has two. Authors
 * also write `[Output Only]`, `REQUIRED:` and `OUTPUT_ONLY.`.
 */
export function fieldLabels(description: string): readonly string[] {
  const labels: string[] = [];
  let rest = description;
  for (let match = label.exec(rest); match !== null; match = label.exec(rest)) {
    const words = (match[1] ?? match[2] ?? "").toLowerCase().replace("_", " ");
    const text = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
    if (!labels.includes(text)) labels.push(text);
    rest = rest.slice(match[0].length);
  }
  return labels;
}
