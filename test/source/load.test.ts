import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import type { SpecSet } from "../../generator/source/document.ts";
import { loadSpec, type LoadOptions } from "../../generator/source/load.ts";
import { resolveRef } from "../../generator/source/refs.ts";
import { makeFolder } from "./folder.ts";
import { lines } from "./spec.ts";

async function load(entry: string, options: LoadOptions): Promise<{ set: SpecSet | null; said: readonly string[] }> {
  const sink = createSink();
  const set = await loadSpec(entry, options, sink);
  return { set, said: lines(sink.diagnostics) };
}

const ref = (target: string) => ({ $ref: target });

describe("loading", () => {
  test("takes in what is referred to, from wherever that may be written, and each document once", async () => {
    const cwd = makeFolder({
      "api/a.json": {
        paths: { "/x": ref("paths.json#/x"), "/y": { get: { parameters: [ref("./shared/p.json#/p")] } } },
        definitions: { A: { properties: { examples: ref("shared/e.json"), n: ref("shared/../shared/p.json#/q") } } },
      },
      "api/paths.json": { x: { get: { responses: { 200: { schema: ref("shared/y.yaml#/Y") } } } } },
      "api/shared/p.json": { p: {}, q: ref("../a.json#/definitions/A") },
      "api/shared/e.json": {},
      "api/shared/y.yaml": "Y: {type: string}\n",
    });
    const { set, said } = await load("api/a.json", { cwd });
    expect(said).toEqual([]);
    expect([...(set?.documents.keys() ?? [])].sort()).toEqual([
      "api/a.json",
      "api/paths.json",
      "api/shared/e.json",
      "api/shared/p.json",
      "api/shared/y.yaml",
    ]);
    expect(set?.entries.map((entry) => entry.name)).toEqual(["api/a.json"]);
  });

  test("does not follow what only examples and values refer to", async () => {
    const away = ref("away.json");
    const cwd = makeFolder({
      "a.json": {
        paths: {
          "/x": {
            get: {
              "x-ms-examples": { one: away },
              responses: { 200: { examples: { j: away }, schema: { example: away, default: away, enum: [away] } } },
            },
          },
        },
        components: { examples: { one: away } },
      },
    });
    expect((await load("a.json", { cwd })).said).toEqual([]);
  });

  test("follows the mapping of a discriminator, but not names of schemas in it", async () => {
    const mapping = { cat: "cat.json#/Cat", dog: "Dog", cow: "#/components/schemas/Cow" };
    const cwd = makeFolder({
      "a.json": { components: { schemas: { A: { discriminator: { propertyName: "k", mapping } } } } },
      "cat.json": {},
    });
    const { set, said } = await load("a.json", { cwd });
    expect([said, set?.documents.size]).toEqual([[], 2]);
  });

  test("leaves the names in Discovery documents alone", async () => {
    const cwd = makeFolder({
      "a.json": { discoveryVersion: "v1", schemas: { A: { properties: { b: ref("Operation") } } } },
    });
    expect((await load("a.json", { cwd })).said).toEqual([]);
  });

  test("a file is one document by whatever name it is reached", async () => {
    const cwd = makeFolder({
      "specification/a.json": { definitions: { A: ref("one/t.json#/T"), B: ref("two/t.json#/T") } },
      "specification/one/t.json": { T: { type: "string" } },
    });
    symlinkSync(join(cwd, "specification/one"), join(cwd, "specification/two"));
    const { set } = await load("specification/a.json", { cwd });
    if (set === null) throw new Error("nothing was loaded");
    expect(set.documents.size).toBe(2);
    const at = { document: "specification/a.json", pointer: "" };
    const [one, two] = ["one/t.json#/T", "two/t.json#/T"].map((target) => resolveRef(set, target, at, createSink()));
    expect(two).toEqual(one);
    expect(one?.at).toEqual({ document: "specification/one/t.json", pointer: "/T" });
  });

  test("names are relative to the working directory, upwards too", async () => {
    const cwd = makeFolder({
      "specs/a.json": { definitions: { A: ref("b.json") } },
      "specs/b.json": {},
      "work/.keep": "",
    });
    const { set } = await load("../specs/a.json", { cwd: join(cwd, "work") });
    expect([...(set?.documents.keys() ?? [])]).toEqual(["../specs/a.json", "../specs/b.json"]);
  });

  test.each([
    ["a byte order mark", "\ufeff{}", "json"],
    ["carriage returns", '{\r\n"a": 1\r\n}', "json"],
    ["UTF-16, little end first", Buffer.from('\ufeff{"é": 1}', "utf16le"), "json"],
    ["UTF-16, big end first", Buffer.from('\ufeff{"é": 1}', "utf16le").swap16(), "json"],
  ])("reads JSON with %s", async (_, text, format) => {
    const { set, said } = await load("a.json", { cwd: makeFolder({ "a.json": text }) });
    expect([said, set?.entries[0]?.format]).toEqual([[], format]);
    expect(set?.entries[0]?.text.startsWith("{")).toBe(true);
  });

  test("tells the format by the first character where the name does not", async () => {
    const cwd = makeFolder({ json: ' {"a": 1}', yaml: "a: 1" });
    expect((await load("json", { cwd })).set?.entries[0]?.format).toBe("json");
    expect((await load("yaml", { cwd })).set?.entries[0]?.root).toEqual({ a: 1 });
  });

  test("YAML: keys become texts, merge keys merge, dates stay texts", async () => {
    const cwd = makeFolder({ "a.yaml": "base: &b {x: 1}\nfull: {<<: *b, 200: ok}\nversion: 2024-01-01\n" });
    expect((await load("a.yaml", { cwd })).set?.entries[0]?.root).toEqual({
      base: { x: 1 },
      full: { x: 1, 200: "ok" },
      version: "2024-01-01",
    });
  });
});

describe("the root folder", () => {
  const files = {
    "repo/specification/common/t.json": {},
    "repo/specification/svc/a.json": { definitions: { A: ref("../common/t.json") } },
    "repo/secret.json": {},
    "repo/specification/svc/up.json": { definitions: { A: ref("../../secret.json") } },
    "repo/plain/b.json": { definitions: { A: ref("sub/c.json"), B: ref("../secret.json") } },
    "repo/plain/sub/c.json": {},
  };

  test("is the folder called specification", async () => {
    const cwd = makeFolder(files);
    expect((await load("repo/specification/svc/a.json", { cwd })).said).toEqual([]);
    expect((await load("repo/specification/svc/up.json", { cwd })).said).toEqual([
      'ref/outside-root repo/specification/svc/up.json:4:7#/definitions/A/$ref "$ref" leaves the root folder: ../../secret.json',
    ]);
  });

  test("else is the entry's own", async () => {
    expect((await load("repo/plain/b.json", { cwd: makeFolder(files) })).said).toEqual([
      'ref/outside-root repo/plain/b.json:7:7#/definitions/B/$ref "$ref" leaves the root folder: ../secret.json',
    ]);
  });

  test("is what the user says", async () => {
    const { set, said } = await load("repo/plain/b.json", { cwd: makeFolder(files), root: "repo" });
    expect([said, set?.documents.size]).toEqual([[], 3]);
  });
});

describe("what is missing or broken", () => {
  test("the entry", async () => {
    const cwd = makeFolder({ "list.json": [1], "folder/x": "" });
    expect(await load("none.json", { cwd })).toEqual({
      set: null,
      said: ["source/not-found none.json There is no such document: none.json"],
    });
    expect((await load("list.json", { cwd })).said).toEqual([
      "source/not-a-spec list.json The outermost value is not an object",
    ]);
    expect((await load("folder", { cwd })).said).toEqual([
      "source/unreadable folder folder cannot be read: it is not a file",
    ]);
  });

  test("a referred document: the rest is still loaded, and it is said once", async () => {
    const cwd = makeFolder({
      "a.json": {
        definitions: { A: ref("gone.json#/A"), B: ref("gone.json#/B"), C: ref("bad.json"), D: ref("good.json") },
      },
      "bad.json": '{\n  "a": 1,\n}',
      "good.json": {},
    });
    const { set, said } = await load("a.json", { cwd });
    expect(said).toEqual([
      'ref/not-found a.json:4:7#/definitions/A/$ref "$ref" names a document that does not exist: gone.json',
      'source/syntax bad.json:3:1 This is not JSON: "}" stands where a key in double quotes is due',
    ]);
    expect([...(set?.documents.keys() ?? [])]).toEqual(["a.json", "good.json"]);
    const sink = createSink();
    if (set !== null) resolveRef(set, "gone.json#/A", { document: "a.json", pointer: "/x" }, sink);
    expect(sink.diagnostics).toEqual([]);
  });

  test("a name in other letters is suggested", async () => {
    const cwd = makeFolder({ "a.json": { definitions: { A: ref("common/types.json") } }, "common/Types.json": {} });
    const sink = createSink();
    await loadSpec("a.json", { cwd }, sink);
    const [said] = sink.diagnostics;
    // Where the file system does not tell letters apart, the document is there.
    expect(said?.fix ?? "found").toMatch(/^(found|write Types\.json: some systems tell upper from lower case)$/);
  });

  test("a mapped reference has its place", async () => {
    const discriminator = { propertyName: "k", mapping: { a: "gone.json#/A" } };
    const cwd = makeFolder({ "a.json": { components: { schemas: { A: { discriminator } } } } });
    expect((await load("a.json", { cwd })).said[0]).toMatch(
      /^ref\/not-found a\.json:8:13#\/components\/schemas\/A\/discriminator\/mapping\/a /,
    );
  });

  test("YAML, with its line", async () => {
    const cwd = makeFolder({ "a.yaml": "a: 1\nb: [1, 2\nc: 3\n", "b.yaml": "a: 1\nb:\n  x: 1\n  x: 2\n" });
    expect((await load("a.yaml", { cwd })).said[0]).toMatch(/^source\/syntax a\.yaml:3:1 This is not YAML: /);
    const { set, said } = await load("b.yaml", { cwd });
    expect(said).toEqual(['source/duplicate-key b.yaml:4:3 "x" is here twice; the last holds']);
    expect(set?.entries[0]?.root).toEqual({ a: 1, b: { x: 2 } });
  });

  test("bytes that are no text", async () => {
    const cwd = makeFolder({ "a.json": new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) });
    expect((await load("a.json", { cwd })).said).toEqual([
      "source/encoding a.json The text is neither UTF-8, nor UTF-16 with a byte order mark",
    ]);
  });
});
