import { describe, expect, test } from "vitest";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { loadSpec } from "../../generator/source/load.ts";
import { makeFolder } from "./folder.ts";
import { lines } from "./spec.ts";

const spec = {
  swagger: "2.0",
  paths: {
    "/clocks": { get: { operationId: "Clocks_List" }, post: { operationId: "Clocks_Create" } },
  },
  "x-ms-paths": { "/clocks?op=reset": { post: { operationId: "Clocks_Reset" } } },
  definitions: {
    Clock: {
      type: "object",
      required: ["zone", "time"],
      properties: { zone: { type: "string" }, time: { type: "string" } },
    },
    "Time-Zone": { type: "string", "x-ms-enum": { name: "Old" } },
  },
};

/** What a readme.md's directives (YAML list items) make of the specification, and what is said of them. */
async function direct(...items: readonly string[]) {
  const readme = ["```yaml", "input-file: [a.json, b.json]", "directive:", ...items, "```"].join("\n");
  const sink = createSink();
  const set = await loadSpec(
    "readme.md",
    { cwd: makeFolder({ "readme.md": readme, "a.json": spec, "b.json": { definitions: { Clock: {} } } }) },
    sink,
  );
  const [a, b] = (set?.entries ?? []).map((entry) => entry.root);
  return { a: a as unknown as typeof spec & Record<string, never>, b, said: lines(sink.diagnostics) };
}

describe("directives", () => {
  test("remove and rename operations, in both kinds of paths", async () => {
    const { a, said } = await direct(
      "  - remove-operation: Clocks_Create",
      "  - remove-operation: Clocks_Reset",
      "  - rename-operation: { from: Clocks_List, to: Clocks_All }",
    );
    expect(said).toEqual([]);
    expect(a.paths).toEqual({ "/clocks": { get: { operationId: "Clocks_All" } } });
    expect(a["x-ms-paths"]).toEqual({ "/clocks?op=reset": {} });
  });

  test("name models and properties for clients, never on the wire", async () => {
    const { a, b, said } = await direct(
      "  - from: a.json",
      "    rename-model: { from: Clock, to: Watch }",
      "  - where-model: Clock",
      "    rename-property: { from: zone, to: timeZone }",
    );
    expect(said).toEqual([]);
    expect(a.definitions.Clock).toMatchObject({
      "x-ms-client-name": "Watch",
      properties: { zone: { type: "string", "x-ms-client-name": "timeZone" } },
    });
    expect(b).toEqual({ definitions: { Clock: {} } });
  });

  test("remove models, and properties with their requirement", async () => {
    const { a, b } = await direct(
      "  - from: b.json",
      "    remove-model: Clock",
      "  - from: a.json",
      "    where-model: Clock",
      "    remove-property: zone",
    );
    expect(a.definitions.Clock).toEqual({
      type: "object",
      required: ["time"],
      properties: { time: { type: "string" } },
    });
    expect(b).toEqual({ definitions: {} });
  });

  test("set values at a path, and read transforms that only assign", async () => {
    const { a, said } = await direct(
      "  - from: swagger-document",
      "    where: $.definitions.Clock.properties.zone",
      "    set: { maxLength: 5 }",
      "  - where: [$.definitions.Time-Zone.x-ms-enum, \"$.definitions['Time-Zone'].x-ms-enum\"]",
      "    transform: $.name = 'New'; delete $.none",
      "  - where: $.definitions.Time-Zone",
      "    transform: >",
      '      $["x-ms-client-name"] = "TimeZone";',
    );
    expect(a.definitions.Clock.properties.zone).toEqual({ type: "string", maxLength: 5 });
    expect(a.definitions["Time-Zone"]).toEqual({
      type: "string",
      "x-ms-enum": { name: "New" },
      "x-ms-client-name": "TimeZone",
    });
    expect(said).toEqual([]);
  });

  test("transform operations and models by name", async () => {
    const { a, said } = await direct(
      "  - where-operation: Clocks_List",
      "    transform: $.deprecated = true",
      "  - where-model: Clock",
      '    transform: $["x-ms-client-name"] = "Watch"; delete $.required',
      "  - where-operation: Clocks_List",
      "    transform: $.tags.push(1)",
    );
    expect(said).toEqual([
      "readme/directive-ignored readme.md:8:5 This directive has no effect: where-operation, transform",
    ]);
    expect(a.paths["/clocks"].get).toEqual({ operationId: "Clocks_List", deprecated: true });
    expect(a.definitions.Clock).toMatchObject({ "x-ms-client-name": "Watch" });
    expect(a.definitions.Clock).not.toHaveProperty("required");
  });

  test("that are JavaScript, or of other tools, are said and left out", async () => {
    const { a, said } = await direct(
      "  - where: $.definitions.Clock",
      "    transform: $.evil = (() => 1)()",
      "  - from: source-file-csharp",
      "    where: $",
      '    transform: $.x = "y"',
      "  - change-object-ref-to-string: { path: x }",
      "  - suppress: R1",
      "  - where: $.definitions[",
      "    set: { a: 1 }",
    );
    expect(a).toEqual(spec);
    expect(said).toEqual([
      "readme/directive-ignored readme.md:4:5 This directive has no effect: where, transform",
      "readme/directive-ignored readme.md:6:5 This directive has no effect: where, transform",
      "readme/directive-ignored readme.md:9:5 This directive has no effect: change-object-ref-to-string",
      "readme/directive-ignored readme.md:11:5 This directive has no effect: where, set",
    ]);
  });

  test("that find nothing are said", async () => {
    const { said } = await direct(
      "  - remove-operation: Clocks_None",
      "  - where: $.definitions.None",
      "    set: { a: 1 }",
      "  - from: none.json",
      "    remove-model: Clock",
    );
    expect(said).toEqual([
      "readme/directive-unmatched readme.md:4:5 There is nothing that this directive could change: Clocks_None",
      "readme/directive-unmatched readme.md:5:5 There is nothing that this directive could change: $.definitions.None",
      "readme/directive-unmatched readme.md:7:5 There is nothing that this directive could change: Clock",
    ]);
  });
});
