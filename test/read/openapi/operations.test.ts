import { describe, expect, it } from "vitest";
import type { Json } from "../../../generator/model/index.ts";
import { openapi, operationOf, read, readSet, specSet, swagger, type Read } from "./read.ts";

function reading(
  nodes: readonly { readonly [key: string]: Json }[],
  document: typeof swagger | typeof openapi = swagger,
): Read {
  const paths = Object.fromEntries(
    nodes.map((node, index) => [`/p${index}`, { get: { responses: { "200": {} }, ...node } }]),
  );
  return read({ "shop.json": document({ paths }) });
}

function names(result: Read): readonly string[] {
  return result.service.groups.flatMap((group) =>
    group.operations.map(({ id, name }) => `${id}: ${group.name.words.join(" ")} / ${name.words.join(" ")}`),
  );
}

describe("the names of an operation", () => {
  it("come from both halves of its id", () => {
    const result = reading([{ operationId: "ManagedShops_AbortLatestOperation" }, { operationId: "Shops_Get_All" }]);
    expect(names(result)).toEqual([
      "ManagedShops_AbortLatestOperation: managed shops / abort latest operation",
      "Shops_Get_All: shops / get all",
    ]);
    expect(result.service.groups[0]?.name).toEqual({ wire: "ManagedShops", words: ["managed", "shops"] });
    expect(operationOf(result, "ManagedShops_AbortLatestOperation").name.wire).toBe("AbortLatestOperation");
  });

  it("come from a tag, else from the service, where an id has no halves", () => {
    expect(
      names(reading([{ operationId: "listPets", tags: ["Pets", "More"] }, { operationId: "ping" }], openapi)),
    ).toEqual(["listPets: pets / list pets", "ping: shop / ping"]);
  });

  it("are not cut at underscores that only separate words", () => {
    expect(
      names(
        reading(
          [
            { operationId: "read_items_of_user", tags: ["items"] },
            { operationId: "pets_list", tags: ["Pets"] },
          ],
          openapi,
        ),
      ),
    ).toEqual(["read_items_of_user: items / read items of user", "pets_list: pets / list"]);
  });

  it("are without the tag that an id begins with, whatever parts them", () => {
    expect(
      names(
        reading(
          [
            { operationId: "repos/get-content", tags: ["repos"] },
            { operationId: "dns-records-for-a-zone-list", tags: ["DNS Records for a Zone"] },
            { operationId: "chat.post" },
            { operationId: "listRepos", tags: ["list"] },
            { operationId: "repos-", tags: ["repos"] },
          ],
          openapi,
        ),
      ),
    ).toEqual([
      "dns-records-for-a-zone-list: dns records for a zone / list",
      "chat.post: chat / post",
      "listRepos: list / list repos",
      "repos-: repos / repos",
      "repos/get-content: repos / get content",
    ]);
  });

  it("may be given by x-ms-client-name", () => {
    expect(
      names(
        reading([
          { operationId: "A_Get", "x-ms-client-name": "Shops_Fetch" },
          { operationId: "A_Put", "x-ms-client-name": "Store" },
        ]),
      ),
    ).toEqual(["A_Get: shops / fetch", "A_Put: a / store"]);
  });

  it("are composed where there is no id, which is said", () => {
    const parameters = [{ name: "petId", in: "path", required: true, schema: { type: "string" } }];
    const paths = { "/pets/{petId}/toys": { get: { parameters, responses: { "200": {} } } } };
    const result = read({ "shop.json": openapi({ paths }) });
    expect(names(result)).toEqual(["getPetsByPetIdToys: shop / get pets by pet id toys"]);
    expect(result.codes).toEqual(["operation/no-id"]);
  });
});

describe("operations", () => {
  it("are sorted by group and id, whatever the order of the paths", () => {
    const ids = ["B_Two", "A_One", "B_One", "a_Other"];
    const forward = reading(ids.map((operationId) => ({ operationId, "x-ms-note": 1 })));
    expect(forward.service.groups.map(({ name, operations }) => [name.wire, operations.map(({ id }) => id)])).toEqual([
      ["A", ["A_One", "a_Other"]],
      ["B", ["B_One", "B_Two"]],
    ]);
  });

  it("say what can be sent again", () => {
    const paths = {
      "/a": Object.fromEntries(
        ["get", "put", "delete", "head", "options", "post", "patch"].map((method) => [
          method,
          { operationId: `A_${method}`, responses: { "200": {} } },
        ]),
      ),
      "/b": { post: { operationId: "B_post", "x-armature-idempotent": true, responses: { "200": {} } } },
    };
    const result = read({ "shop.json": swagger({ paths }) });
    const again = result.service.groups.flatMap((group) =>
      group.operations.filter(({ idempotent }) => idempotent).map(({ id }) => id),
    );
    expect(again).toEqual(["A_delete", "A_get", "A_head", "A_options", "A_put", "B_post"]);
  });

  it("carry prose, and an overlay's words in its place", () => {
    const result = reading([
      {
        operationId: "A_Get",
        summary: "Reads.",
        description: "Reads it.",
        externalDocs: { url: "https://shop.example/a" },
        deprecated: true,
      },
      {
        operationId: "B_Get",
        summary: "Reads.",
        "x-armature-docs": { description: "In our words.", url: "https://shop.example/b" },
      },
      { operationId: "C_Get", externalDocs: { url: "javascript:alert(1)" } },
    ]);
    expect(operationOf(result, "A_Get")).toMatchObject({
      deprecated: true,
      docs: { summary: "Reads.", description: "Reads it.", url: "https://shop.example/a" },
    });
    expect(operationOf(result, "B_Get").docs).toEqual({
      summary: "Reads.",
      description: "In our words.",
      url: "https://shop.example/b",
    });
    expect(operationOf(result, "C_Get").docs.url).toBeNull();
  });
});

describe("ids that occur twice", () => {
  const get = (id: string): Json => ({ get: { operationId: id, responses: { "200": {} } } });

  it("get a number, which is said", () => {
    const result = read({ "shop.json": swagger({ paths: { "/b": get("A_Get"), "/a": get("A_Get") } }) });
    expect(result.service.groups.flatMap((group) => group.operations.map(({ id, at }) => [id, at.pointer]))).toEqual([
      ["A_Get", "/paths/~1a/get"],
      ["A_Get_2", "/paths/~1b/get"],
    ]);
    expect(result.codes).toEqual(["operation/duplicate-id"]);
  });

  it("are one operation where several documents repeat it", () => {
    const result = read({
      "a.json": swagger({ paths: { "/a": get("A_Get") } }),
      "b.json": swagger({ paths: { "/a": get("A_Get") } }),
    });
    expect(result.service.groups.flatMap((group) => group.operations.map(({ id }) => id))).toEqual(["A_Get"]);
    expect(result.codes).toEqual([]);
  });
});

describe("a service", () => {
  it.each([
    ["BatchServiceClient", "Batch", ["batch"]],
    ["Azure Pet Shop API", "AzurePetShop", ["azure", "pet", "shop"]],
    ["Client", "Client", ["client"]],
  ])("is called as its title %s says", (title, id, words) => {
    const result = read({ "shop.json": swagger({ info: { title, version: "1" } }) });
    expect(result.service).toMatchObject({ id, title, name: { wire: id, words } });
  });

  it("takes what its caller says instead", () => {
    const set = specSet({ "shop.json": swagger({}) });
    const { service } = readSet(set, { overrides: { id: "store", title: "Store", apiVersion: "9" } });
    expect(service).toMatchObject({ id: "store", title: "Store", apiVersion: "9" });
  });

  it("keeps its api-version's parameter with the client where its caller says another", () => {
    const parameter = { name: "api-version", in: "query", type: "string" };
    const set = specSet({
      "shop.json": swagger({
        paths: { "/a": { get: { operationId: "A_Get", parameters: [parameter], responses: {} } } },
      }),
    });
    const result = readSet(set, { overrides: { apiVersion: "2021-01-01" } });
    expect(operationOf(result, "A_Get").parameters).toMatchObject([{ role: "apiVersion", scope: "client" }]);
  });

  it("carries the prose of its document", () => {
    const info = { title: "Shop", version: "1", summary: "In short.", description: "At length." };
    const result = read({ "shop.json": swagger({ info, externalDocs: { url: "https://shop.example/docs" } }) });
    expect(result.service.docs).toEqual({
      summary: "In short.",
      description: "At length.",
      url: "https://shop.example/docs",
    });
  });
});
