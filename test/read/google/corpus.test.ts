import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createSink } from "../../../generator/diagnostics/sink.ts";
import type { Json, Operation, Service } from "../../../generator/model/index.ts";
import { readDiscovery } from "../../../generator/read/google/index.ts";
import { isObject, type JsonObject } from "../../../generator/source/document.ts";
import { setOf } from "./document.ts";

const folder = join(import.meta.dirname, "../../../../shared/specs/google");
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];

interface Sample {
  readonly root: JsonObject;
  readonly service: Service;
  readonly operations: readonly Operation[];
  /** Codes of what was reported, each once. */
  readonly codes: readonly string[];
}

const samples = new Map<string, Sample>();

function sampleOf(file: string): Sample {
  const known = samples.get(file);
  if (known !== undefined) return known;
  const root = JSON.parse(readFileSync(join(folder, file), "utf8")) as JsonObject;
  const sink = createSink();
  const service = readDiscovery(setOf(root, file), {}, sink);
  if (service === null) throw new Error(`${file} was not read`);
  const codes = [...new Set(sink.diagnostics.map(({ code }) => code))].sort();
  const sample = { root, service, operations: service.groups.flatMap((group) => group.operations), codes };
  samples.set(file, sample);
  return sample;
}

function membersOf(value: Json | undefined): readonly JsonObject[] {
  return isObject(value) ? Object.values(value).filter(isObject) : [];
}

/** Every method of the raw document. */
function rawMethods(resource: JsonObject): readonly JsonObject[] {
  return [...membersOf(resource["methods"]), ...membersOf(resource["resources"]).flatMap(rawMethods)];
}

/** Ids of all types that are used anywhere in a value. */
function usedTypes(value: unknown, into: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  if ("kind" in value && value.kind === "named" && "id" in value && typeof value.id === "string") into.add(value.id);
  for (const child of Object.values(value)) usedTypes(child, into);
}

describe("published Discovery documents", () => {
  test.runIf(files.length === 0)("are not on this machine: ../shared/specs/google is missing, so none was read", () => {
    expect(files).toEqual([]);
  });

  test.each(files)("%s loses no method, parameter or schema", (file) => {
    const { root, service, operations } = sampleOf(file);
    const methods = rawMethods(root);
    const byId = new Map(operations.map((operation) => [operation.id, operation]));
    expect(operations).toHaveLength(methods.length);
    const written = methods.map((method) => [
      method["id"],
      Object.keys(isObject(method["parameters"]) ? method["parameters"] : {}).sort(),
    ]);
    const found = methods.map(({ id }) => [
      id,
      byId
        .get(String(id))
        ?.parameters.map(({ name }) => name.wire)
        .sort(),
    ]);
    expect(found).toEqual(written);
    const ids = new Set(service.types.map(({ id }) => id));
    for (const name of Object.keys(isObject(root["schemas"]) ? root["schemas"] : {}))
      expect(ids).toContain(`#/schemas/${name}`);
  });

  test.each(files)("%s uses only types that are declared, and links only to operations that exist", (file) => {
    const { service, operations } = sampleOf(file);
    const ids = service.types.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const used = new Set<string>();
    usedTypes(service, used);
    const declared = new Set(ids);
    expect([...used].filter((id) => !declared.has(id))).toEqual([]);
    const links = operations.flatMap(({ longRunning, watch }) =>
      [longRunning, watch].flatMap((running) => {
        if (running === null) return [];
        const get = running.poll.kind === "operation" ? running.poll.get : null;
        return [get, running.cancel, running.read].flatMap((link) => link?.operation ?? []);
      }),
    );
    const known = new Set(operations.map(({ id }) => id));
    expect(links.filter((id) => !known.has(id))).toEqual([]);
  });

  test.runIf(files.length > 0)("have names of types that no two of a service share", () => {
    const clashes = files.flatMap((file) => {
      const names = sampleOf(file).service.types.map(({ name }) => name.words.join(""));
      return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${file} ${name}`);
    });
    expect(clashes).toEqual([]);
  });

  test.runIf(files.length > 0)("come to these numbers", () => {
    const all = files.map(sampleOf);
    const count = (test: (operation: Operation) => boolean): number =>
      all.reduce((sum, { operations }) => sum + operations.filter(test).length, 0);
    expect({
      documents: all.length,
      operations: count(() => true),
      paged: count(({ paging }) => paging !== null),
      whole: count(({ paging }) => paging !== null && paging.items.length === 0),
      longRunning: count(({ longRunning }) => longRunning !== null),
      compute: count(
        ({ longRunning }) => longRunning?.poll.kind === "operation" && longRunning.poll.style === "compute",
      ),
      watched: count(({ watch }) => watch !== null),
      uploads: count(({ mediaUpload }) => mediaUpload !== null),
      downloads: count(({ mediaDownload }) => mediaDownload),
    }).toMatchInlineSnapshot(`
        {
          "compute": 125,
          "documents": 86,
          "downloads": 8,
          "longRunning": 727,
          "operations": 3581,
          "paged": 682,
          "uploads": 15,
          "watched": 95,
          "whole": 2,
        }
      `);
  });

  test.runIf(files.length > 0)("give reason for nothing but remarks", () => {
    expect([...new Set(files.flatMap((file) => sampleOf(file).codes))].sort()).toEqual([
      "discovery/not-polled",
      "discovery/paging-whole",
      "discovery/required-by-some",
    ]);
  });
});
