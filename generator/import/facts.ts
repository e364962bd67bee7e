import type { Json } from "../model/index.ts";
import { isObject, type JsonObject } from "../source/document.ts";
import { isArray } from "../source/pointer.ts";
import { positions, type Kind, type Rule } from "./positions.ts";

/** What to do with references on the way. */
export interface RefPolicy {
  /** The `$ref` to write for one that is read, of the kind that stands there. */
  readonly rewrite: (ref: string, kind: Kind) => string;
  /** What stands there instead of a `$ref`; null to keep the (rewritten) `$ref`. */
  readonly inline: (ref: string, kind: Kind) => Json | null;
}

/**
 * The facts of a part of an OpenAPI document, in the order of their keys: without descriptions, summaries, titles,
 * examples, and the like. Pure; shares what did not change.
 */
export function factsOf(value: Json, kind: Kind, refs: RefPolicy): Json {
  if (!isObject(value)) return value;
  if (kind === "scopes") return Object.fromEntries(Object.keys(value).map((scope) => [scope, ""]));
  if (kind === "discriminator") return discriminatorFacts(value, refs);
  const ref = value["$ref"];
  if (typeof ref === "string" && Object.hasOwn(value, "$ref")) {
    const replacement = refs.inline(ref, kind);
    if (replacement !== null) return replacement;
  } else if (kind === "callback") {
    return mapValues(value, (child) => factsOf(child, "pathItem", refs));
  }
  const rules = positions[kind];
  const kept: [string, Json][] = [];
  for (const [key, child] of Object.entries(value)) {
    if (key === "$ref" && typeof child === "string") {
      kept.push([key, refs.rewrite(child, kind)]);
      continue;
    }
    const rule = (Object.hasOwn(rules, key) ? rules[key] : undefined) ?? ruleForUnknown(key, child);
    if (rule.is !== "drop") kept.push([key, applyRule(rule, child, refs)]);
  }
  return Object.fromEntries(kept);
}

function applyRule(rule: Exclude<Rule, { is: "drop" }>, value: Json, refs: RefPolicy): Json {
  if (rule.is === "data") return value;
  if (rule.is === "pointer") return typeof value === "string" ? refs.rewrite(value, "schema") : value;
  if (rule.is === "map") return isObject(value) ? mapValues(value, (child) => factsOf(child, rule.of, refs)) : value;
  return isArray(value) ? value.map((item) => factsOf(item, rule.of, refs)) : factsOf(value, rule.of, refs);
}

const dataRule: Rule = { is: "data" };
const dropRule: Rule = { is: "drop" };

/** Extensions that nobody here knows stay where they cannot hold sentences: names, numbers, flags, and lists of them. */
function ruleForUnknown(key: string, value: Json): Rule {
  return !key.startsWith("x-") || key.startsWith("x-ms-") || isPlain(value) ? dataRule : dropRule;
}

function isPlain(value: Json): boolean {
  if (isArray(value)) return value.every((item) => !isArray(item) && isPlain(item));
  return typeof value === "string" ? !/\s\S+\s/.test(value) : typeof value !== "object" || value === null;
}

/** OpenAPI 3's discriminator is an object whose mapping may refer to schemas; Swagger's is a string, and not here. */
function discriminatorFacts(value: JsonObject, refs: RefPolicy): Json {
  const { mapping } = value;
  if (!isObject(mapping)) return value;
  const target = (text: Json): Json =>
    typeof text === "string" && /[#/]|\.(?:json|ya?ml)$/i.test(text) ? refs.rewrite(text, "schema") : text;
  return { ...value, mapping: mapValues(mapping, target) };
}

function mapValues(value: JsonObject, change: (child: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, change(child)]));
}
