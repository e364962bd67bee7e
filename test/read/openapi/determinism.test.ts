import { describe, expect, it } from "vitest";
import type { Json } from "../../../generator/model/index.ts";
import { compareVersions, newestOf } from "../../../generator/read/openapi/versions.ts";
import { read, swagger, type Documents } from "./read.ts";

const order = {
  type: "object",
  properties: { z: { type: "string", enum: ["b", "a"] }, a: { $ref: "#/definitions/Customer" } },
};
const operation = (id: string): Json => ({
  operationId: id,
  tags: ["t"],
  parameters: [
    { name: "z", in: "query", type: "string" },
    { name: "a", in: "query", type: "string" },
  ],
  responses: { "200": { description: "", schema: { $ref: "#/definitions/Order" } }, default: { description: "" } },
});
const document = swagger({
  "x-ms-note": true,
  paths: { "/b": { put: operation("B_Put"), get: operation("B_Get") }, "/a": { get: operation("A_Get") } },
  definitions: {
    Order: order,
    Customer: { type: "object", discriminator: "kind", properties: { kind: { type: "string" } } },
    Regular: { allOf: [{ $ref: "#/definitions/Customer" }] },
    Guest: { allOf: [{ $ref: "#/definitions/Customer" }] },
  },
});

/** The same document with the keys of its maps of things the other way round; members of one thing stay. */
function turned(root: Json): Json {
  const node = root as { readonly [key: string]: { readonly [key: string]: Json } };
  const turn = (map: { readonly [key: string]: Json }): Json => Object.fromEntries(Object.entries(map).toReversed());
  const paths = Object.fromEntries(
    Object.entries(node["paths"] ?? {}).map(([path, item]) => [path, turn(item as { readonly [key: string]: Json })]),
  );
  return { ...(root as object), paths: turn(paths), definitions: turn(node["definitions"] ?? {}) };
}

describe("the model", () => {
  it("does not depend on the order of paths and definitions", () => {
    expect(JSON.stringify(read({ "shop.json": turned(document) }).service)).toBe(
      JSON.stringify(read({ "shop.json": document }).service),
    );
  });

  it("keeps the order of what has one", () => {
    const { service } = read({ "shop.json": document });
    expect(service.groups[0]?.operations[0]?.parameters.map(({ name }) => name.wire)).toEqual(["z", "a"]);
    const types = new Map(service.types.map((type) => [type.name.wire, type]));
    expect(types.get("Order")).toMatchObject({ properties: [{ name: { wire: "z" } }, { name: { wire: "a" } }] });
    expect(types.get("OrderZ")).toMatchObject({ values: [{ value: "b" }, { value: "a" }] });
    expect([...types.keys()]).toEqual(["Customer", "Guest", "Order", "OrderZ", "Regular"]);
  });

  it("is the same twice", () => {
    const documents: Documents = { "shop.json": document };
    expect(read(documents)).toEqual(read(documents));
  });
});

describe("api-versions", () => {
  it.each([
    ["2024-09-01", "2024-10-01"],
    ["2024-09-01-preview", "2024-09-01"],
    ["2023-05-01", "2024-09-02-preview"],
    ["2024-07-01.9.0", "2024-07-01.20.0"],
    ["7.6-preview.1", "7.6"],
    ["7.5", "7.6-preview.1"],
    ["1.0-preview.2", "1.0-preview.10"],
    ["9", "10"],
    ["v1beta", "v1"],
    ["v1", "v2alpha"],
  ])("%s is older than %s", (older, newer) => {
    expect(compareVersions(older, newer)).toBeLessThan(0);
    expect(compareVersions(newer, older)).toBeGreaterThan(0);
    expect(newestOf([newer, older])).toBe(newer);
  });
});
