import { describe, expect, it } from "vitest";
import type { Json, Operation, PathSegment } from "../../../generator/model/index.ts";
import { parsePathKey, parseTemplate } from "../../../generator/read/openapi/templates.ts";
import { operationOf, read, swagger } from "./read.ts";

function written(path: readonly PathSegment[]): string {
  return path
    .map((segment) => (segment.kind === "text" ? segment.text : `{${segment.encoding}:${segment.wire}}`))
    .join("");
}

function operations(paths: Json, more: Json = {}): readonly Operation[] {
  return read({ "shop.json": swagger({ paths, "x-ms-paths": more }) }).service.groups.flatMap(
    (group) => group.operations,
  );
}

const get = (id: string, parameters: readonly Json[] = []): Json => ({
  get: { operationId: id, parameters, responses: { "200": {} } },
});

describe("a path", () => {
  it("is taken apart at its parameters", () => {
    expect(parseTemplate("/a(b={b},c={c})/d", () => "component")).toEqual([
      { kind: "text", text: "/a(b=" },
      { kind: "parameter", wire: "b", encoding: "component" },
      { kind: "text", text: ",c=" },
      { kind: "parameter", wire: "c", encoding: "component" },
      { kind: "text", text: ")/d" },
    ]);
  });

  it("says how its parameters are encoded", () => {
    const parameters = [
      { name: "scope", in: "path", type: "string", required: true, "x-ms-skip-url-encoding": true },
      { name: "id", in: "path", type: "string", required: true },
    ];
    expect(
      operations({ "/{scope}/things/{id}": get("Things_Get", parameters) }).map(({ path }) => written(path)),
    ).toEqual(["/{none:scope}/things/{component:id}"]);
  });

  it("may be shared by reference", () => {
    const result = read(
      {
        "shop.json": swagger({ paths: { "/things": { $ref: "more.json#/items/Things" } } }),
        "more.json": { items: { Things: get("Things_Get") } },
      },
      ["shop.json"],
    );
    expect(operationOf(result, "Things_Get").at).toEqual({ document: "more.json", pointer: "/items/Things/get" });
  });
});

describe("a query in the key of a path", () => {
  it("is a constant parameter, so that operations on one path stay apart", () => {
    const more = { "/things?comp=list&deep": get("Things_List"), "/things?comp=count": get("Things_Count") };
    const [count, list] = operations({ "/things": get("Things_Root") }, more);
    expect(count?.parameters).toMatchObject([
      { name: { wire: "comp" }, location: "query", constant: "count", scope: "operation", required: true },
    ]);
    expect(list?.parameters.map(({ name, constant }) => [name.wire, constant])).toEqual([
      ["comp", "list"],
      ["deep", ""],
    ]);
    expect(written(list?.path ?? [])).toBe("/things");
  });

  it("is there once where a parameter says the same", () => {
    const parameter = { name: "comp", in: "query", type: "string", required: true, enum: ["list"] };
    const [list] = operations({}, { "/things?comp=list": get("Things_List", [parameter]) });
    expect(list?.parameters).toHaveLength(1);
    expect(list?.parameters[0]?.at.pointer).toBe("/x-ms-paths/~1things?comp=list/get/parameters/0");
  });

  it("moves a parameter of the path that stands in it", () => {
    const parameter = { name: "which", in: "path", type: "string", required: true };
    const [list] = operations({}, { "/things?id={which}": get("Things_List", [parameter]) });
    expect(list?.parameters).toMatchObject([{ name: { wire: "id", words: ["which"] }, location: "query" }]);
  });

  it("leaves a parameter that it only repeats alone", () => {
    const parameter = { name: "id", in: "query", type: "string", required: true };
    const [list] = operations({}, { "/things?id={id}": get("Things_List", [parameter]) });
    expect(list?.parameters).toMatchObject([{ name: { wire: "id" }, location: "query", constant: undefined }]);
  });

  it.each([
    ["/a#one", { path: "/a", query: [] }],
    ["a", { path: "/a", query: [] }],
    ["/a?", { path: "/a", query: [] }],
    [
      "/a?b=1&b=2#c?d",
      {
        path: "/a",
        query: [
          ["b", "1"],
          ["b", "2"],
        ],
      },
    ],
    [
      "/a?b=%20x&c=%zz",
      {
        path: "/a",
        query: [
          ["b", " x"],
          ["c", "%zz"],
        ],
      },
    ],
  ])("%s", (key, expected) => {
    expect(parsePathKey(key)).toEqual(expected);
  });
});

it("leaves out methods that no client sends", () => {
  const result = read({
    "shop.json": swagger({
      paths: { "/a": { trace: { operationId: "A_Trace", responses: {} }, ...(get("A_Get") as object) } },
    }),
  });
  expect(result.service.groups.flatMap((group) => group.operations.map(({ id }) => id))).toEqual(["A_Get"]);
  expect(result.codes).toEqual(["operation/method"]);
});
