import { describe, expect, test } from "vitest";
import type { SourceDocument } from "../../generator/source/document.ts";
import { createFileLocator, createLocator } from "../../generator/source/locate.ts";
import { formatPointer } from "../../generator/source/pointer.ts";
import { makeFolder } from "./folder.ts";

const json = `{
  "paths": {
    "/a/{b}": {
      "get": { "tags": ["x", "y"] }
    }
  },
  "twice": 1,
  "twice": { "in": 2 }
}
`;

const yaml = `# a comment
paths:
  /a/{b}:
    get:
      tags: [x, y]
      responses:
        200: &ok
          schema: {}
        201: *ok
`;

function document(format: "json" | "yaml", text: string): SourceDocument {
  return { name: `a.${format}`, format, text, root: null };
}

/** Where the steps lead, as `line:column`. */
async function place(format: "json" | "yaml", text: string, steps: readonly (string | number)[]): Promise<string> {
  const locate = await createLocator([document(format, text)]);
  const position = locate({ document: `a.${format}`, pointer: formatPointer(steps) });
  return position === null ? "nowhere" : `${position.line}:${position.column}`;
}

describe("lines and columns", () => {
  test.each([
    [[], "1:1"],
    [["paths"], "2:3"],
    [["paths", "/a/{b}", "get"], "4:7"],
    [["paths", "/a/{b}", "get", "tags", 1], "4:30"],
    [["twice", "in"], "8:14"],
  ])("in JSON, %j is at %s", async (steps, at) => {
    expect(await place("json", json, steps)).toBe(at);
  });

  test.each([
    [["paths"], "2:1"],
    [["paths", "/a/{b}", "get", "tags", 1], "5:17"],
    [["paths", "/a/{b}", "get", "responses", 200, "schema"], "8:11"],
    [["paths", "/a/{b}", "get", "responses", 201, "schema"], "9:9"],
  ])("in YAML, %j is at %s", async (steps, at) => {
    expect(await place("yaml", yaml, steps)).toBe(at);
  });

  test("what an overlay added is placed at the nearest thing that is there", async () => {
    expect(await place("json", json, ["paths", "/a/{b}", "get", "x-added", "deep"])).toBe("4:7");
  });

  test("carriage returns and wide characters are counted as editors do", async () => {
    expect(await place("json", '{\r\n  "é😀": 1, "b": 2\r\n}', ["b"])).toBe("2:13");
  });

  test("an unknown document has no lines", async () => {
    const locate = await createLocator([]);
    expect(locate({ document: "a.json", pointer: "/a" })).toBeNull();
  });

  test("files are read again for diagnostics, other addresses are not", async () => {
    const folder = makeFolder({ "specs/a.json": '{\n "a": 1 }' });
    const known = { document: "specs/a.json", pointer: "/a" };
    const others = [
      { document: "missing.json", pointer: "/a" },
      { document: "https://127.0.0.1:1/a.json", pointer: "/a" },
    ];
    const locate = await createFileLocator([known, ...others], folder);
    expect([known, ...others].map(locate)).toEqual([{ line: 2, column: 2 }, null, null]);
  });
});
