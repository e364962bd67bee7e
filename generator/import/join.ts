import type { Json } from "../model/index.ts";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { isObject, type JsonObject, type SourceDocument } from "../source/document.ts";
import { formatPointer, isArray } from "../source/pointer.ts";

/** Keys whose members are definitions; they find their places one by one. */
const containers: ReadonlySet<string> = new Set(["components", "definitions", "parameters", "responses"]);

/** Keys whose members add up. */
const lists: ReadonlySet<string> = new Set(["paths", "x-ms-paths", "tags"]);

/**
 * The facts of one input file with the paths of another. All that holds for a document as a whole (its address, its
 * security, its version) must be the same, since in one document it holds for every path; what differs is reported.
 */
export function joinDocuments(
  joined: JsonObject,
  facts: JsonObject,
  from: SourceDocument,
  sink: DiagnosticSink,
): JsonObject {
  // What holds for every path of a file without paths matters to nobody: it is there for its definitions.
  if (![facts["paths"], facts["x-ms-paths"]].some((paths) => isObject(paths) && Object.keys(paths).length > 0))
    return joined;
  const members = new Map(Object.entries(joined));
  const fail = (steps: readonly string[], message: string): void =>
    sink.report("import/entries-differ", { document: from.name, pointer: formatPointer(steps) }, message);
  for (const [key, value] of Object.entries(facts)) {
    const known = members.get(key);
    if (containers.has(key)) continue;
    if (key === "paths" || key === "x-ms-paths") {
      if (isObject(value))
        members.set(
          key,
          joinPaths(isObject(known) ? known : {}, value, (path, why) => fail([key, path], why)),
        );
    } else if (key === "tags" && isArray(value)) {
      members.set(key, joinTags(isArray(known) ? known : [], value));
    } else if (JSON.stringify(comparable(key, value)) !== JSON.stringify(comparable(key, known))) {
      fail([key], `"${key}" is not what the other input files have`);
    }
  }
  for (const key of Object.keys(joined)) {
    if (!containers.has(key) && !lists.has(key) && !Object.hasOwn(facts, key)) {
      fail([], `"${key}" is missing here, but other input files have it`);
    }
  }
  return Object.fromEntries(members);
}

/** Of `info`, only the version counts: each file has a title of its own. */
function comparable(key: string, value: unknown): unknown {
  return key === "info" && typeof value === "object" && value !== null && "version" in value ? value.version : value;
}

/** A path may be spread over files, but not one method of it. */
function joinPaths(known: JsonObject, added: JsonObject, fail: (path: string, message: string) => void): JsonObject {
  const paths = new Map(Object.entries(known));
  for (const [path, item] of Object.entries(added)) {
    const other = paths.get(path);
    if (!isObject(other) || !isObject(item)) {
      paths.set(path, item);
      continue;
    }
    const shared = Object.keys(item).filter((key) => Object.hasOwn(other, key));
    if (shared.some((key) => JSON.stringify(item[key]) !== JSON.stringify(other[key]))) {
      fail(path, `Another input file says something else of ${path}: ${shared.join(", ")}`);
    }
    paths.set(path, { ...other, ...item });
  }
  return Object.fromEntries(paths);
}

function joinTags(known: readonly Json[], added: readonly Json[]): readonly Json[] {
  const seen = new Set(known.map((tag) => JSON.stringify(tag)));
  return [...known, ...added.filter((tag) => !seen.has(JSON.stringify(tag)))];
}
