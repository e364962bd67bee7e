import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { generatePackage } from "../../generator/generate.ts";
import { parseLock } from "../../generator/lock/parse.ts";
import { formatLock, lockName } from "../../generator/lock/text.ts";
import { keyCandidates, typeKeys } from "../../generator/plan/nameLock.ts";
import type { Declaration, Service } from "../../generator/model/index.ts";
import { readService } from "../../generator/service.ts";
import { makeFolder } from "../source/folder.ts";

const alias = (id: string): Declaration => ({
  ...{ kind: "alias", id, name: { wire: id, words: [id] }, type: { kind: "unknown" }, xml: null, deprecated: false },
  constraints: {
    pattern: null,
    minLength: null,
    maxLength: null,
    minimum: null,
    maximum: null,
    multipleOf: null,
  } as never,
  docs: { summary: null, description: null, url: null },
  at: { document: "", pointer: "" },
});

const keys = (...ids: readonly string[]): readonly string[] => [...typeKeys(ids.map(alias)).values()];

describe("keys of types", () => {
  test("are pointers, with as much of the path as tells them apart", () => {
    expect(keys("/some/where/a.json#/definitions/Pet", "#/schemas/Pet")).toEqual([
      "#/definitions/Pet",
      "#/schemas/Pet",
    ]);
    expect(keys("x/a.json#/d/Pet", "x/b.json#/d/Pet", "x/b.json#/d/Owner")).toEqual([
      ...["a.json#/d/Pet", "b.json#/d/Pet", "#/d/Owner"],
    ]);
    expect(keys("x/a.json#/d/Pet", "y/a.json#/d/Pet")).toEqual(["x/a.json#/d/Pet", "y/a.json#/d/Pet"]);
    expect(keyCandidates("x/y/a.json#/d/Pet")).toEqual([
      ...["#/d/Pet", "a.json#/d/Pet", "y/a.json#/d/Pet", "x/y/a.json#/d/Pet"],
    ]);
  });
});

type Paths = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A service whose operations have these ids, by path and method. */
async function serviceOf(paths: Paths, title = "Garden"): Promise<Service> {
  const responses = { 200: { description: "ok" } };
  const items = Object.entries(paths).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, operationId]) => [method, { operationId, responses }])),
  ]);
  const spec = { swagger: "2.0", info: { title, version: "1" }, host: "a.example", paths: Object.fromEntries(items) };
  const sink = createSink();
  const service = await readService("spec.json", { cwd: makeFolder({ "spec.json": spec }) }, sink);
  if (service === null || sink.hasErrors) throw new Error("the specification of the test has errors");
  return service;
}

const about = { name: "garden", title: "Garden", version: "1.0.0", runtimeVersion: "1" };

function make(service: Service, published?: Awaited<ReturnType<typeof parseLock>>) {
  const services = [{ service, preview: false }];
  const { files, changes } = generatePackage({ ...about, services, published: published ?? undefined });
  return { files: new Map(files), changes };
}

/** Modules with what they export, of the second specification behind the first. */
async function after(first: Paths, ...later: readonly Paths[]) {
  let made = make(await serviceOf(first));
  for (const paths of later) {
    const lock = await parseLock(lockName, made.files.get(lockName) ?? "", createSink());
    expect(lock).not.toBeNull();
    made = make(await serviceOf(paths), lock);
  }
  const modules = [...made.files].filter(([path]) => /^src\/1\/(?!client|index|models)/.test(path));
  const exported = modules.map(([path, text]) => [
    path.slice("src/1/".length, -".ts".length),
    [...text.matchAll(/^(?:export function (\w+)|  (?!type)(?:\w+ as )?(\w+),$)/gm)].map(([, a, b]) => a ?? b).sort(),
  ]);
  return {
    modules: Object.fromEntries(exported),
    changes: made.changes.map(({ kind, message }) => `${kind}: ${message}`),
  };
}

describe("an operation", () => {
  test("is what it calls, whatever it is called", async () => {
    const { modules } = await after({ "/a": { get: "A_One" } }, { "/a": { get: "A_Two" }, "/b": { get: "A_One" } });
    // The published name still calls /a.
    expect(modules).toEqual({ a: ["one", "one2", "two"] });
  });

  test("keeps its name where only its address changes", async () => {
    const { modules, changes } = await after({ "/a": { get: "A_One" } }, { "/c": { get: "A_One" } });
    expect(modules).toEqual({ a: ["one"] });
    expect(changes).toEqual([]);
  });

  test("may change its names of parameters in the path", async () => {
    const { modules, changes } = await after({ "/a/b": { get: "A_One" } }, { "/a/b": { get: "B_One" } });
    expect(modules).toEqual({ a: ["one"], b: ["one"] });
    expect(changes).toEqual(["deprecated: a.one is called b.one now; the old name stays, deprecated"]);
  });

  test("gets its name back where it is renamed back, and keeps every name it had", async () => {
    const [one, two] = [{ "/a": { get: "A_One" } }, { "/a": { get: "B_Two" } }];
    expect((await after(one, two, { "/a": { get: "A_Three" } })).modules).toEqual({ a: ["one", "three"], b: ["two"] });
    expect((await after(one, two, one)).modules).toEqual({ a: ["one"], b: ["two"] });
  });

  test("leaves its name free when it is gone", async () => {
    const { modules, changes } = await after(
      { "/a": { get: "A_One", post: "A_Other" } },
      { "/a": { post: "A_Other" } },
      { "/a": { post: "A_Other" }, "/n": { put: "A_one" } },
    );
    expect(modules).toEqual({ a: ["one", "other"] });
    expect(changes).toEqual([]);
  });
});

describe("a client", () => {
  test("keeps its name where the title changes, and types keep theirs", async () => {
    const first = make(await serviceOf({ "/a": { get: "A_One" } }));
    const lock = await parseLock(lockName, first.files.get(lockName) ?? "", createSink());
    const { files, changes } = make(await serviceOf({ "/a": { get: "A_One" } }, "Orchard"), lock);
    expect(files.get("src/1/client.ts")).toContain("interface GardenClientOptions");
    expect(changes).toEqual([]);
  });

  test("whose entry point is not made any more is gone, which is said once", async () => {
    const first = make(await serviceOf({ "/a": { get: "A_One" } }));
    const lock = (first.files.get(lockName) ?? "").replace('"1": {', '"0": {');
    const { changes, files } = make(
      await serviceOf({ "/a": { get: "A_One" } }),
      await parseLock(lockName, lock, createSink()),
    );
    expect(changes).toMatchObject([{ kind: "gone", steps: ["0"] }]);
    expect(files.get(lockName)).toBe(first.files.get(lockName));
  });
});

test("names that are those of an object's own members are names like others", async () => {
  const service = await serviceOf({ "/a": { get: "__proto__" }, "/b": { get: "constructor_toString" } });
  const first = make(service);
  const lock = await parseLock(lockName, first.files.get(lockName) ?? "", createSink());
  expect(make(service, lock)).toEqual(first);
});

test("a lock without entry points is a lock", async () => {
  expect(await parseLock(lockName, formatLock(new Map()), createSink())).toEqual(new Map());
});
