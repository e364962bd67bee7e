import { splitWords, type Json, type Name } from "../../model/index.ts";
import { isObject } from "../../source/document.ts";
import { childOf, parsePointer } from "../../source/pointer.ts";
import { pathContainers } from "../azure/paths.ts";
import { clientName, enumHints } from "../azure/schemas.ts";
import { textOf } from "../values.ts";

/*
 * Names for schemas that have none. A name follows from the place alone, so it is the same whatever is read first.
 */

/** One contribution to a name: its spelling, and the words that a client name may replace. */
interface Part {
  readonly wire: string;
  readonly words: readonly string[];
}

/** Where a walk down a pointer has arrived. */
interface Walk {
  readonly steps: readonly string[];
  index: number;
  node: Json | undefined;
}

/**
 * The name of the schema at `pointer`: its definition's, else composed from what encloses it. `file` is what a document
 * is called that is no specification but a part of one, such as a single response.
 */
export function nameAt(root: Json, pointer: string, file: string): Name {
  const steps = parsePointer(pointer) ?? [];
  const walk: Walk = { steps, index: 0, node: root };
  const isPart = !isObject(root) || (root["swagger"] === undefined && root["openapi"] === undefined);
  const container = containerParts(walk);
  const parts = [...(isPart && container.length === 0 ? fileParts(walk, file) : container), ...schemaParts(walk)];
  const [first] = parts;
  const hinted = isObject(walk.node) ? enumHints(walk.node)?.name : null;
  const isDefinition = parts.length === 1 && definitionDepth(steps) === steps.length;
  if (hinted) return { wire: isDefinition ? (first?.wire ?? hinted) : hinted, words: splitWords(hinted) };
  if (first === undefined) return { wire: "Value", words: ["value"] };
  if (parts.length === 1) return first;
  return { wire: parts.map((part) => part.wire).join(""), words: parts.flatMap((part) => part.words) };
}

/** How many steps lead to a definition: 2 in Swagger 2.0, 3 in OpenAPI 3; 0 where the pointer enters none. */
function definitionDepth(steps: readonly string[]): number {
  if (steps[0] === "definitions" || steps[0] === "$defs") return 2;
  return steps[0] === "components" && steps[1] === "schemas" ? 3 : 0;
}

/** Whether a pointer names a definition, a `$defs` member included, and not something inside or outside of one. */
export function isDefinition(pointer: string): boolean {
  return /^\/(definitions|components\/schemas)\/[^/]+$|\/\$defs\/[^/]+$/.test(pointer);
}

function step(walk: Walk): string {
  const key = walk.steps[walk.index] ?? "";
  walk.node = walk.node === undefined ? undefined : childOf(walk.node, key);
  walk.index += 1;
  return key;
}

function skip(walk: Walk, count: number): string {
  let key = "";
  for (let done = 0; done < count; done += 1) key = step(walk);
  return key;
}

function part(text: string, preferred: string | null = null): Part {
  return { wire: pascal(text), words: splitWords(preferred ?? text) };
}

/** Letters and digits only, each run starting with a capital: `odata.nextLink` is `OdataNextLink`. */
export function pascal(text: string): string {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .map((run) => run.charAt(0).toUpperCase() + run.slice(1))
    .join("");
}

function preferredName(node: Json | undefined): string | null {
  return isObject(node) ? clientName(node) : null;
}

function named(walk: Walk, text: string): Part {
  return part(text, preferredName(walk.node));
}

/** What the way from the root to a schema contributes. */
function containerParts(walk: Walk): readonly Part[] {
  const { steps } = walk;
  const depth = definitionDepth(steps);
  if (depth > 0 && steps.length >= depth) return [definitionPart(walk, skip(walk, depth))];
  if (pathContainers.includes(steps[0] ?? "")) return pathParts(walk);
  if (steps[0] === "components") return [shared(walk, skip(walk, 3))];
  if (steps[0] === "parameters" || steps[0] === "responses") return [shared(walk, skip(walk, 2))];
  return [];
}

/** Members of an operation, a response or a schema: what leads to something in it. */
const inside: ReadonlySet<string> = new Set(
  (
    "additionalProperties allOf anyOf content headers items oneOf parameters patternProperties prefixItems properties " +
    "requestBody responses schema"
  ).split(" "),
);

/** In a file of named things, the name of one; in one that is a thing itself, the file's. */
function fileParts(walk: Walk, file: string): readonly Part[] {
  let key = file;
  while (walk.index < walk.steps.length && !inside.has(walk.steps[walk.index] ?? "")) key = step(walk);
  return [isObject(walk.node) && textOf(walk.node, "in") !== null ? shared(walk, key) : named(walk, key)];
}

function definitionPart(walk: Walk, key: string): Part {
  const words = preferredName(walk.node);
  return { wire: key, words: splitWords(words ?? key) };
}

/** A parameter, response or header that operations share: named for what it is, not for one of its users. */
function shared(walk: Walk, key: string): Part {
  return named(walk, (isObject(walk.node) ? textOf(walk.node, "name") : null) ?? key);
}

function pathParts(walk: Walk): readonly Part[] {
  const path = skip(walk, 2);
  if (walk.steps[walk.index] === "parameters") {
    skip(walk, 2);
    return [shared(walk, path)];
  }
  const method = step(walk);
  const operation = walk.node;
  const id = isObject(operation) ? textOf(operation, "operationId") : null;
  const parts = (id ?? composeId(method, path)).split("_").map((piece) => part(piece));
  const member = step(walk);
  if (member === "requestBody") return [...parts, part("Request")];
  if (member === "parameters") {
    step(walk);
    const isBody = isObject(walk.node) && walk.node["in"] === "body";
    return [...parts, isBody ? part("Request") : shared(walk, "parameter")];
  }
  if (member === "responses") {
    const code = step(walk);
    return [...parts, part(answerWord(operation, code))];
  }
  return parts;
}

function answerWord(operation: Json | undefined, code: string): string {
  if (code.startsWith("2")) return "Response";
  const responses = isObject(operation) ? operation["responses"] : undefined;
  const hasSuccess = isObject(responses) && Object.keys(responses).some((key) => key.startsWith("2"));
  if (code === "default") return hasSuccess ? "Error" : "Response";
  return `Response${code}`;
}

/** What an operation without an id is called: `get /pets/{id}` is `getPetsById`. */
export function composeId(method: string, path: string): string {
  const pieces = path.split(/[/?&]/).filter((piece) => piece !== "");
  const words = pieces.map((piece) => pascal(piece.includes("{") ? `By ${piece.replace(/[{}]/g, " ")}` : piece));
  return method.toLowerCase() + words.join("");
}

/** A title that names, and is no sentence: one to four words. */
function isNameLike(title: string): boolean {
  return /^[A-Za-z][\w-]*( [\w-]+){0,3}$/.test(title) && title.length <= 40;
}

/** What the way inside a schema contributes. */
function schemaParts(walk: Walk): readonly Part[] {
  const parts: Part[] = [];
  while (walk.index < walk.steps.length) {
    const key = step(walk);
    const next = schemaStep(walk, key);
    if (next !== null) parts.push(next);
  }
  return parts;
}

function schemaStep(walk: Walk, key: string): Part | null {
  switch (key) {
    case "properties":
    case "headers":
    case "$defs":
    case "definitions":
      return named(walk, step(walk));
    case "items":
      return part("Item");
    case "additionalProperties":
    case "unevaluatedProperties":
      return part("Value");
    case "patternProperties":
      step(walk);
      return part("Value");
    case "prefixItems":
      return part(`Item${Number(step(walk)) + 1}`);
    case "oneOf":
    case "anyOf": {
      const index = Number(step(walk)) + 1;
      const title = isObject(walk.node) ? textOf(walk.node, "title") : null;
      return part(title !== null && isNameLike(title) ? title : `Option${index}`);
    }
    case "allOf":
    case "content":
      step(walk);
      return null;
    case "schema":
      return null;
    default:
      // No place that a specification gives a meaning to: the last step says most.
      return walk.index === walk.steps.length ? named(walk, key) : null;
  }
}
