import { describe, expect, it } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import type { Json } from "../../generator/model/index.ts";
import { overlayDocs, readCancel, readIdempotent, readSchema, readWaits } from "../../generator/read/extensions.ts";
import type { JsonObject, Located } from "../../generator/source/document.ts";

function node(value: JsonObject): Located<JsonObject> {
  return { value, at: { document: "shop.json", pointer: "/x" } };
}

describe("x-armature-waits", () => {
  it("are read with all that they say", () => {
    const sink = createSink();
    const waits = readWaits(
      node({
        "x-armature-waits": [
          {
            name: "waitUntilReady",
            summary: "Waits.",
            description: "For long.",
            property: ["properties", "state"],
            until: ["Ready"],
            failed: ["Broken"],
            cancel: { operationId: "Things_Stop", arguments: { id: { parameter: "id" } } },
          },
          { name: "waitUntilGone", property: "state", untilAbsent: true },
        ],
      }),
      sink,
    );
    expect(waits).toEqual([
      {
        name: { wire: "waitUntilReady", words: ["wait", "until", "ready"] },
        property: ["properties", "state"],
        until: ["Ready"],
        failed: ["Broken"],
        untilAbsent: false,
        cancel: { operation: "Things_Stop", arguments: [{ parameter: "id", from: { kind: "parameter", wire: "id" } }] },
        docs: { summary: "Waits.", description: "For long.", url: null },
      },
      {
        name: { wire: "waitUntilGone", words: ["wait", "until", "gone"] },
        property: ["state"],
        until: [],
        failed: [],
        untilAbsent: true,
        cancel: null,
        docs: { summary: null, description: null, url: null },
      },
    ]);
    expect(sink.diagnostics).toEqual([]);
  });

  it.each<[string, Json, string]>([
    ["no list", {}, "/x/x-armature-waits"],
    ["no object", ["waitUntilReady"], "/x/x-armature-waits/0"],
    ["no name", [{ property: "s", until: ["a"] }], "/x/x-armature-waits/0/name"],
    ["nothing to wait for", [{ name: "w", property: "s" }], "/x/x-armature-waits/0/until"],
    ["no property", [{ name: "w", until: ["a"] }], "/x/x-armature-waits/0/property"],
    ["a property that is no path", [{ name: "w", property: ["a", 1], until: ["a"] }], "/x/x-armature-waits/0/property"],
    ["states that are no list", [{ name: "w", property: "s", until: "a" }], "/x/x-armature-waits/0/until"],
    ["states that are no texts", [{ name: "w", property: "s", until: ["a", 1] }], "/x/x-armature-waits/0/until"],
  ])("are refused with %s", (_, waits, pointer) => {
    const sink = createSink();
    readWaits(node({ "x-armature-waits": waits }), sink);
    expect(sink.diagnostics[0]).toMatchObject({
      code: "extension/invalid",
      severity: "error",
      at: { document: "shop.json", pointer },
    });
  });
});

describe("x-armature-cancel", () => {
  it("takes arguments from parameters and from fields of the answer", () => {
    const sink = createSink();
    const cancel = {
      operationId: "Stop",
      arguments: { a: { parameter: "x" }, b: { field: "name" }, c: { field: ["meta", "id"] } },
    };
    expect(readCancel(node({ "x-armature-cancel": cancel }), sink)).toEqual({
      operation: "Stop",
      arguments: [
        { parameter: "a", from: { kind: "parameter", wire: "x" } },
        { parameter: "b", from: { kind: "field", path: ["name"] } },
        { parameter: "c", from: { kind: "field", path: ["meta", "id"] } },
      ],
    });
    expect(sink.hasErrors).toBe(false);
  });

  it.each<[string, Json, string]>([
    ["no operation", { arguments: {} }, "/x/x-armature-cancel"],
    ["no object", "Stop", "/x/x-armature-cancel"],
    ["an argument from nowhere", { operationId: "Stop", arguments: { a: {} } }, "/x/x-armature-cancel/arguments/a"],
  ])("is refused with %s", (_, cancel, pointer) => {
    const sink = createSink();
    readCancel(node({ "x-armature-cancel": cancel }), sink);
    expect(sink.diagnostics).toMatchObject([{ code: "extension/invalid", at: { pointer } }]);
  });

  it("is none where it is not there", () => {
    expect(readCancel(node({}), createSink())).toBeNull();
  });
});

it("reads words, sureness and schemas", () => {
  const docs = { summary: "One.", description: "Two.", url: null };
  expect(overlayDocs({ "x-armature-docs": { description: "Ours.", url: "https://shop.example" } }, docs)).toEqual({
    summary: "One.",
    description: "Ours.",
    url: "https://shop.example",
  });
  expect(overlayDocs({ "x-armature-docs": "Ours." }, docs)).toBe(docs);
  expect([true, false, "yes"].map((value) => readIdempotent({ "x-armature-idempotent": value }))).toEqual([
    true,
    false,
    null,
  ]);
  const schema = readSchema(node({ "x-armature-result": { schema: { type: "string" } } }), "x-armature-result");
  expect(schema).toEqual({
    value: { type: "string" },
    at: { document: "shop.json", pointer: "/x/x-armature-result/schema" },
  });
  expect(readSchema(node({}), "x-armature-metadata")).toBeNull();
});
