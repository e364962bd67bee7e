import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import type { Json } from "../../generator/model/index.ts";
import type { SpecSet } from "../../generator/source/document.ts";
import { resolveRef, targetName } from "../../generator/source/refs.ts";
import { lines, makeSet } from "./spec.ts";

/** What a `$ref` in `from` gives: the target's location, or what was reported. */
function resolve(set: SpecSet, ref: string, from = "a.json"): string | readonly string[] {
  const sink = createSink();
  const found = resolveRef(set, ref, { document: from, pointer: "/here" }, sink);
  return found === null ? lines(sink.diagnostics) : `${found.at.document}#${found.at.pointer}`;
}

describe("references", () => {
  const set = makeSet({
    "a.json": {
      definitions: {
        Pet: { type: "object" },
        Alias: { $ref: "#/definitions/Pet" },
        Far: { $ref: "common/b.json#/definitions/Thing" },
        "a/b {c}": { type: "string" },
        Loop: { $ref: "#/definitions/Pool" },
        Pool: { $ref: "#/definitions/Loop" },
        Self: { $ref: "#/definitions/Self" },
        $ref: { type: "integer" },
      },
      paths: { "/x": { $ref: "common/b.json#/paths/~1y" } },
    },
    "common/b.json": {
      definitions: { Thing: { $ref: "../a.json#/definitions/Pet" }, Own: { type: "number" } },
      paths: { "/y": { get: { operationId: "Y_Get" } } },
    },
  });

  test.each([
    ["#/definitions/Pet", "a.json#/definitions/Pet"],
    ["#", "a.json#"],
    ["common/b.json", "common/b.json#"],
    ["./common/../a.json#/definitions/Pet", "a.json#/definitions/Pet"],
    ["common\\b.json#/definitions/Own", "common/b.json#/definitions/Own"],
    ["common/%62.json#/definitions/Own", "common/b.json#/definitions/Own"],
    ["#/definitions/a~1b%20%7Bc%7D", "a.json#/definitions/a~1b {c}"],
    ["#/definitions/a~1b {c}", "a.json#/definitions/a~1b {c}"],
  ])("%s is %s", (ref, target) => {
    expect(resolve(set, ref)).toBe(target);
  });

  test("chains end at the declaration, so that it has one id", () => {
    expect(resolve(set, "#/definitions/Alias")).toBe("a.json#/definitions/Pet");
    expect(resolve(set, "#/definitions/Far")).toBe("a.json#/definitions/Pet");
    expect(resolve(set, "#/definitions/Thing", "common/b.json")).toBe("a.json#/definitions/Pet");
  });

  test("a pointer may go through a reference", () => {
    expect(resolve(set, "#/paths/~1x/get/operationId")).toBe("common/b.json#/paths/~1y/get/operationId");
  });

  test("a definition may be called $ref", () => {
    expect(resolve(set, "#/definitions/$ref")).toBe("a.json#/definitions/$ref");
  });

  test.each([
    "#/definitions/Missing",
    "#/definitions/constructor",
    "#/definitions/Pet/type/0",
    "none.json#/x",
    "#anchor",
    "%E0%A4%A.json",
  ])("%s points at nothing", (ref) => {
    expect(resolve(set, ref)).toEqual([`ref/not-found a.json#/here "$ref" points at nothing: ${ref}`]);
  });

  test.each(["#/definitions/Loop", "#/definitions/Self"])("%s goes round", (ref) => {
    expect(resolve(set, ref)).toEqual([`ref/cycle a.json#/here "$ref" leads back to itself: ${ref}`]);
  });

  test("pointers through references cannot multiply the work", () => {
    const names = [..."abcdefghijklmnopqrstuvwxyz"];
    const chain = names.map((name, index): [string, Json] => [name, { $ref: `#/${names[index + 1] ?? "a"}/x/x/x` }]);
    expect(resolve(makeSet({ "a.json": Object.fromEntries(chain) }), "#/a/x/x/x")).toEqual([
      'ref/cycle a.json#/here "$ref" leads back to itself: #/a/x/x/x',
    ]);
  });

  test("what could not be loaded is not reported again", () => {
    const links = new Map<string, string | null>([
      ["broken.json", null],
      ["other-spelling.json", "common/b.json"],
    ]);
    expect(resolve({ ...set, links }, "broken.json#/x")).toEqual([]);
    expect(resolve({ ...set, links }, "other-spelling.json#/definitions/Own")).toBe("common/b.json#/definitions/Own");
  });
});

describe("names of referred documents", () => {
  test.each([
    ["specs/v1/a.json", "../common/b.json", "specs/common/b.json"],
    ["../up/a.json", "b.json", "../up/b.json"],
    ["../up/a.json", "../../c.json", "../../c.json"],
    ["a.json", "/etc/passwd", "/etc/passwd"],
    ["https://h.example/specs/v1/a.json", "../b.json", "https://h.example/specs/b.json"],
    ["https://h.example/a.json", "//other.example/b.json", "https://other.example/b.json"],
    ["a.json", "https://h.example/b.json", "https://h.example/b.json"],
    ["a.json", "", "a.json"],
  ])("in %s, %j is %s", (from, path, name) => {
    expect(targetName(from, path)).toBe(name);
  });

  test("a broken address has none", () => {
    expect(targetName("a.json", "https://")).toBeNull();
  });
});
