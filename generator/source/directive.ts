import { posix } from "node:path";
import type { Json } from "../model/index.ts";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { isObject, withDocuments, type JsonObject, type SourceDocument, type SpecSet } from "./document.ts";
import { changeAt, merge } from "./edit.ts";
import { loadJsonPath, type JsonPath, type JsonPathProblem } from "./jsonPath.ts";
import { getPointer, isArray } from "./pointer.ts";
import type { Written } from "./readme.ts";
import { applyAssignment, parseTransform, withMember } from "./transform.ts";

/** A directive as a change of one document; null where there is nothing in it to change. */
type Change = (root: Json) => Json | null;

/** Directives that only silence other tools' checks. */
const silent = ["suppress", "supress"];

/**
 * Applies the directives of a readme.md that say what to change as data: removing and renaming operations, models and
 * properties, and setting values at a path. Transforms are JavaScript, which is never run; those that only assign
 * literals are read as data. The rest is reported, and has no effect.
 */
export async function applyDirectives(
  set: SpecSet,
  directives: readonly Written<JsonObject>[],
  sink: DiagnosticSink,
): Promise<SpecSet> {
  const effective = directives.filter(({ value }) => !silent.some((key) => Object.hasOwn(value, key)));
  if (effective.length === 0) return set;
  const compile = await loadJsonPath();
  const documents = new Map(set.documents);
  for (const { value, at } of effective) {
    const change = changeOf(value, compile);
    const names = change === null ? null : documentsOf(value["from"], documents);
    if (change === null || names === null) {
      const what = Object.keys(value).filter((key) => key !== "from" && key !== "reason");
      sink.report("readme/directive-ignored", at, `This directive has no effect: ${what.join(", ")}`);
      continue;
    }
    if (!applyChange(change, names, documents)) {
      sink.report(
        "readme/directive-unmatched",
        at,
        `There is nothing that this directive could change: ${subjectOf(value)}`,
      );
    }
  }
  return withDocuments(set, documents);
}

function applyChange(change: Change, names: readonly string[], documents: Map<string, SourceDocument>): boolean {
  let changed = false;
  for (const name of names) {
    const document = documents.get(name);
    const root = document === undefined ? null : change(document.root);
    if (document === undefined || root === null) continue;
    documents.set(name, { ...document, root });
    changed = true;
  }
  return changed;
}

/** What a directive is about, to be shown. */
function subjectOf(value: JsonObject): string {
  const subject = value["where"] ?? value["remove-operation"] ?? value["remove-model"] ?? value["where-model"] ?? value;
  return typeof subject === "string" ? subject : JSON.stringify(subject);
}

/** Names of the documents that `from` means; null where it means generated code, or another stage of another tool. */
function documentsOf(from: Json | undefined, documents: ReadonlyMap<string, SourceDocument>): readonly string[] | null {
  const names = [...documents.keys()];
  if (from === undefined || from === "swagger-document") return names;
  const wanted = texts(from);
  if (wanted.some((name) => !/\.(?:json|ya?ml)$/i.test(name))) return null;
  return names.filter((name) =>
    wanted.some((suffix) => name === suffix || name.endsWith(`/${posix.normalize(suffix)}`)),
  );
}

type Compile = (text: string) => JsonPath | JsonPathProblem;

function changeOf(directive: JsonObject, compile: Compile): Change | null {
  const { where, set, transform } = directive;
  if (where !== undefined && isObject(set)) return atPaths(where, compile, (value) => merge(value, set));
  if (typeof transform === "string") return transformChange(directive, transform, compile);
  const removed = directive["remove-operation"];
  if (typeof removed === "string") return (root) => changeAll(root, operationsOf(root, removed), () => undefined);
  const operation = renaming(directive["rename-operation"]);
  if (operation !== null) {
    const rename = (value: Json) => (isObject(value) ? withMember(value, "operationId", operation.to) : value);
    return (root) => changeAll(root, operationsOf(root, operation.from), rename);
  }
  return modelChange(directive);
}

/** A transform of what paths select, or of operations or models by name. */
function transformChange(directive: JsonObject, transform: string, compile: Compile): Change | null {
  const { where, "where-operation": operation, "where-model": model } = directive;
  const assignments = parseTransform(transform);
  if (assignments === null) return null;
  const change = (value: Json): Json => {
    let result: Json | null = value;
    for (const assignment of assignments) result = result === null ? null : applyAssignment(result, assignment);
    return result ?? value;
  };
  if (where !== undefined) return atPaths(where, compile, change);
  if (typeof operation === "string") return (root) => changeAll(root, operationsOf(root, operation), change);
  return typeof model === "string" ? (root) => changeAll(root, modelsOf(root, model), change) : null;
}

/** A change of definitions, and of their properties. Names that clients see change; names on the wire do not. */
function modelChange(directive: JsonObject): Change | null {
  const model = renaming(directive["rename-model"]);
  if (model !== null) return (root) => changeAll(root, modelsOf(root, model.from), (value) => named(value, model.to));
  const removedModel = directive["remove-model"];
  if (typeof removedModel === "string") return (root) => changeAll(root, modelsOf(root, removedModel), () => undefined);
  const where = directive["where-model"];
  if (typeof where !== "string") return null;
  const property = renaming(directive["rename-property"]);
  if (property !== null) {
    const place = (root: Json) => modelsOf(root, where).map((steps) => [...steps, "properties", property.from]);
    return (root) => changeAll(root, place(root), (value) => named(value, property.to));
  }
  const removed = directive["remove-property"];
  return typeof removed === "string"
    ? (root) => changeAll(root, modelsOf(root, where), (value) => without(value, removed))
    : null;
}

function named(value: Json, name: string): Json {
  return isObject(value) ? withMember(value, "x-ms-client-name", name) : value;
}

/** A model without a property, which is then not required either. */
function without(model: Json, property: string): Json {
  if (!isObject(model) || !isObject(model["properties"])) return model;
  const result = withMember(model, "properties", withMember(model["properties"], property, undefined));
  const { required } = model;
  return isArray(required)
    ? withMember(
        result,
        "required",
        required.filter((name) => name !== property),
      )
    : result;
}

/** A change of everything that the paths select. */
function atPaths(where: Json, compile: Compile, change: (value: Json) => Json | undefined): Change | null {
  const selects: JsonPath[] = [];
  for (const text of texts(where)) {
    const select = compile(quoteNames(text));
    if ("problem" in select) return null;
    selects.push(select);
  }
  return (root) =>
    changeAll(
      root,
      selects.flatMap((select) => select(root)),
      change,
    );
}

/** Paths in readme.md files write names with dashes without quotes, which RFC 9535 does not have. */
function quoteNames(path: string): string {
  return path.replace(/(["'])(?:(?!\1).)*\1|\.([A-Za-z_]\w*(?:-\w+)+)/g, (whole, _, name?: string) =>
    name === undefined ? whole : `['${name}']`,
  );
}

/** The tree with the values at these places changed; null where that changes nothing. */
function changeAll(
  root: Json,
  places: readonly (readonly string[])[],
  change: (value: Json) => Json | undefined,
): Json | null {
  let tree = root;
  let changed = false;
  for (const steps of places) {
    const old = getPointer(tree, steps);
    if (old === undefined) continue;
    const value = change(old);
    if (value === old) continue;
    tree = changeAt(tree, steps, () => value) ?? tree;
    changed = true;
  }
  return changed ? tree : null;
}

/** Steps to the operations of that id. */
function operationsOf(root: Json, id: string): readonly (readonly string[])[] {
  return ["paths", "x-ms-paths"].flatMap((container) => {
    const paths = getPointer(root, [container]);
    if (!isObject(paths)) return [];
    return Object.entries(paths).flatMap(([path, item]) => {
      const methods = isObject(item) ? Object.entries(item) : [];
      return methods.flatMap(([method, operation]) =>
        isObject(operation) && operation["operationId"] === id ? [[container, path, method]] : [],
      );
    });
  });
}

function modelsOf(root: Json, name: string): readonly (readonly string[])[] {
  return [
    ["definitions", name],
    ["components", "schemas", name],
  ].filter((steps) => getPointer(root, steps) !== undefined);
}

function renaming(value: Json | undefined): { readonly from: string; readonly to: string } | null {
  if (!isObject(value) || typeof value["from"] !== "string" || typeof value["to"] !== "string") return null;
  return { from: value["from"], to: value["to"] };
}

function texts(value: Json): readonly string[] {
  return (isArray(value) ? value : [value]).filter((item) => typeof item === "string");
}
