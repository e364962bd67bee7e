import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import type { Json } from "../../generator/model/index.ts";
import { applyOverlays } from "../../generator/source/overlay.ts";
import { loadOverlays, parseOverlay } from "../../generator/source/overlayFile.ts";
import { makeFolder } from "./folder.ts";
import { lines, makeSet } from "./spec.ts";

const head = 'overlay: 1.0.0\ninfo: { title: Fixes, version: "1" }\n';

/** The root that an overlay's actions make of another, and what was said. */
async function apply(root: Json, actions: string, others: Readonly<Record<string, Json>> = {}, more = "") {
  const sink = createSink();
  const set = makeSet({ "specs/a.json": root, ...others });
  const before = JSON.stringify([...set.documents.values()]);
  const overlay = await parseOverlay("specs/o.yaml", `${head}${more}actions:\n${actions}`, sink);
  const changed = overlay === null ? set : applyOverlays(set, [overlay], sink);
  expect(JSON.stringify([...set.documents.values()])).toBe(before);
  return { root: changed.entries[0]?.root, set, changed, said: lines(sink.diagnostics) };
}

describe("overlays", () => {
  test("merge objects, and add to lists", async () => {
    const pet = { type: "object", properties: { name: { type: "string", enum: ["a"] } }, required: ["name"] };
    const actions = `
  - target: $.definitions.Pet
    description: why
    update:
      x-note: 1
      required: [age]
      properties:
        name: { enum: [b], minLength: 1 }
        age: { type: integer }
  - target: $.tags
    update: { name: new }
  - target: $.tags
    update: [{ name: x }, { name: y }]
  - target: $.info.version
    update: "2"
`;
    const { root, said } = await apply(
      { info: { version: "1" }, tags: [{ name: "old" }], definitions: { Pet: pet } },
      actions,
    );
    expect(said).toEqual([]);
    expect(root).toEqual({
      info: { version: "2" },
      tags: [{ name: "old" }, { name: "new" }, { name: "x" }, { name: "y" }],
      definitions: {
        Pet: {
          type: "object",
          properties: { name: { type: "string", enum: ["a", "b"], minLength: 1 }, age: { type: "integer" } },
          required: ["name", "age"],
          "x-note": 1,
        },
      },
    });
  });

  test("remove all that matches, however it is nested or numbered", async () => {
    const actions = `
  - target: $.list[0,2,10]
    remove: true
  - target: $..secret
    remove: true
    update: { ignored: true }
  - target: $.paths[*][?@.operationId=='B'].parameters[?@.name=='x']
    remove: true
`;
    const list = Array.from({ length: 12 }, (_, index) => index);
    const paths = {
      "/a": {
        get: { operationId: "A", parameters: [{ name: "x" }] },
        put: { operationId: "B", parameters: [{ name: "x" }, { name: "y" }] },
      },
    };
    const { root, said } = await apply({ list, secret: { secret: 1 }, deep: [{ secret: 1, open: 2 }], paths }, actions);
    expect(said).toEqual([]);
    expect(root).toEqual({
      list: [1, 3, 4, 5, 6, 7, 8, 9, 11],
      deep: [{ open: 2 }],
      paths: {
        "/a": {
          get: { operationId: "A", parameters: [{ name: "x" }] },
          put: { operationId: "B", parameters: [{ name: "y" }] },
        },
      },
    });
  });

  test("apply one after the other, each to what the last one made", async () => {
    const { root } = await apply(
      { a: {} },
      "  - { target: $.a, update: { b: { c: 1 } } }\n  - { target: $.a.b, update: { d: 2 } }\n  - { target: $.a.b.c, remove: true }\n",
    );
    expect(root).toEqual({ a: { b: { d: 2 } } });
  });

  test("share what they do not change", async () => {
    const { set, changed } = await apply({ a: { x: 1 }, b: { y: 1 } }, "  - { target: $.a, update: { z: 1 } }\n", {
      "specs/b.json": { c: 1 },
    });
    const [before, after] = [set, changed].map((each) => each.entries[0]?.root as Record<string, unknown>);
    expect(after?.["a"]).not.toBe(before?.["a"]);
    expect(after?.["b"]).toBe(before?.["b"]);
    expect(changed.documents.get("specs/b.json")).toBe(set.documents.get("specs/b.json"));
  });

  test("change the entry, else what it refers to, else nothing, which is said", async () => {
    const others = { "specs/b.json": { definitions: { B: {}, A: {} } } };
    const actions =
      "  - { target: $.definitions.A, update: { x: 1 } }\n  - { target: $.definitions.B, update: { x: 1 } }\n  - target: $.definitions.C\n    update: {}\n  - { target: $.definitions.D, remove: true, x-armature-optional: true }\n";
    const { root, changed, said } = await apply({ definitions: { A: {} } }, actions, others);
    expect(root).toEqual({ definitions: { A: { x: 1 } } });
    expect(changed.documents.get("specs/b.json")?.root).toEqual({ definitions: { A: {}, B: { x: 1 } } });
    expect(said).toEqual(["overlay/unmatched specs/o.yaml:6:13 Nothing matches $.definitions.C"]);
  });

  test("change only the document that they extend", async () => {
    const others = { "specs/b.json": { a: {} } };
    const action = "  - { target: $.a, update: { x: 1 } }\n";
    const { root, changed } = await apply({ a: {} }, action, others, "extends: ./b.json\n");
    expect([root, changed.documents.get("specs/b.json")?.root]).toEqual([{ a: {} }, { a: { x: 1 } }]);
    expect((await apply({ a: {} }, action, others, "extends: c.json\n")).said).toEqual([
      "overlay/other-document specs/o.yaml:3:10 This overlay is for c.json, which is not read here",
    ]);
  });

  test("do not put objects in place of single values", async () => {
    expect((await apply({ a: "text" }, "  - target: $.a\n    update: { x: 1 }\n")).said).toEqual([
      'overlay/invalid specs/o.yaml:4:13 $.a selects a single value, which "update" would replace by a list or object',
    ]);
  });

  test("keys called __proto__ are data", async () => {
    const { root } = await apply({ a: {} }, '  - { target: $.a, update: { "__proto__": { polluted: 1 } } }\n');
    expect(JSON.stringify(root)).toBe('{"a":{"__proto__":{"polluted":1}}}');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe("overlay files", () => {
  test.each([
    ["[]", 'overlay/invalid o.yaml:1:1 An overlay is a map with "overlay", "info" and "actions"'],
    [
      "overlay: 2.0.0\ninfo: {title: t, version: v}\nactions: []",
      'overlay/invalid o.yaml:1:10 "overlay" must be 1.0.0, the version of the format, and not 2.0.0',
    ],
    ["overlay: 1.0.0\nactions: []", 'overlay/invalid o.yaml:1:1 "info" must have "title" and "version"'],
    [`${head}actions: {}`, 'overlay/invalid o.yaml:3:10 "actions" must be a list'],
    [
      `${head}action: []\nactions: []`,
      'overlay/invalid o.yaml:3:1 "action" is not known here; these are: overlay, info, extends, actions',
    ],
    [`${head}actions:\n  - remove: true`, 'overlay/invalid o.yaml:4:5 "target" is missing'],
    [`${head}actions:\n  - target: $.a`, 'overlay/invalid o.yaml:4:5 An action needs "update", or "remove: true"'],
    [
      `${head}actions:\n  - { target: $.a, removed: true }`,
      '"removed" is not known here; these are: target, description, update, remove',
    ],
    [
      `${head}actions:\n  - { target: "a.b", remove: true }`,
      "overlay/invalid o.yaml:4:15 This is no JSONPath (RFC 9535): ",
    ],
    [
      `${head}actions:\n  - target: "$.a[?(@.b == 1]"\n    remove: true`,
      "overlay/invalid o.yaml:4:13 This is no JSONPath (RFC 9535): ",
    ],
    ["a: [", "source/syntax o.yaml:1:5 "],
  ])("%j is not one", async (text, message) => {
    const sink = createSink();
    await parseOverlay("o.yaml", text, sink);
    expect(lines(sink.diagnostics)[0]).toContain(message);
  });

  test("are read in order, JSON ones too; missing ones are said", async () => {
    const json = { overlay: "1.0.0", info: { title: "t", version: "1" }, actions: [{ target: "$", update: { x: 1 } }] };
    const cwd = makeFolder({ "o/b.json": json, "o/a.yaml": `${head}actions: []\n` });
    const sink = createSink();
    const overlays = await loadOverlays(["o/b.json", "o/none.yaml", "o/a.yaml"], sink, cwd);
    expect(overlays.map((overlay) => overlay.name)).toEqual(["o/b.json", "o/a.yaml"]);
    expect(lines(sink.diagnostics)).toEqual(["source/not-found o/none.yaml There is no such file: o/none.yaml"]);
  });
});
