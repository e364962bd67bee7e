import { describe, expect, it } from "vitest";
import type { Json, Parameter } from "../../../generator/model/index.ts";
import { getThings, modelOf, definitions, operationOf, parameterOf, read, swagger, text } from "../openapi/read.ts";

const apart = (name: string, more: { readonly [key: string]: Json } = {}): Json => ({
  name,
  in: "query",
  type: "string",
  required: true,
  ...more,
});

/** `get /things` of a document that follows AutoRest's conventions. */
function things(parameters: readonly Json[], shared: { readonly [key: string]: Json } = {}): readonly Parameter[] {
  return operationOf(getThings({ parameters, "x-ms-examples": {} }, { parameters: shared }), "Things_Get").parameters;
}

describe("who gives a parameter", () => {
  it.each<[string, Json, { readonly [key: string]: Json }, string]>([
    ["written in place", apart("p"), {}, "operation"],
    ["written in place for the client", apart("p", { "x-ms-parameter-location": "client" }), {}, "client"],
    ["written apart", { $ref: "#/parameters/P" }, { P: apart("p") }, "client"],
    [
      "written apart for the client",
      { $ref: "#/parameters/P" },
      { P: apart("p", { "x-ms-parameter-location": "client" }) },
      "client",
    ],
    [
      "written apart for each call",
      { $ref: "#/parameters/P" },
      { P: apart("p", { "x-ms-parameter-location": "method" }) },
      "operation",
    ],
  ])("that is %s", (_, parameter, shared, scope) => {
    expect(things([parameter], shared)[0]?.scope).toBe(scope);
  });

  it("makes the client's parameters", () => {
    const result = getThings(
      { parameters: [{ $ref: "#/parameters/P" }, apart("q")], "x-ms-examples": {} },
      { parameters: { P: apart("p") } },
    );
    expect(result.service.clientParameters.map(({ name }) => name.wire)).toEqual(["p"]);
  });
});

describe("the api-version", () => {
  const version = (more: { readonly [key: string]: Json } = {}): Json => ({
    name: "api-version",
    in: "query",
    type: "string",
    required: true,
    ...more,
  });
  const document = (info: string, id: string, parameter: Json): Json =>
    swagger({
      info: { title: "Shop", version: info },
      paths: { [`/${id}`]: { get: { operationId: `${id}_Get`, parameters: [parameter], responses: { "200": {} } } } },
    });

  it.each(["api-version", "api-Version", "apiVersion", "x-ms-version"])(
    "comes from the client where it is called %s",
    (name) => {
      const result = read({ "shop.json": document("2020-01-01", "A", version({ name })) });
      expect(result.service.apiVersion).toBe("2020-01-01");
      expect(parameterOf(result, "A_Get", name)).toMatchObject({
        role: "apiVersion",
        scope: "client",
        type: text,
        constant: undefined,
        default: "2020-01-01",
      });
      expect(result.service.clientParameters).toHaveLength(1);
    },
  );

  it("comes from the client where its only value is the document's own", () => {
    const result = read({ "shop.json": document("2020-01-01", "A", version({ enum: ["2020-01-01"] })) });
    expect(parameterOf(result, "A_Get", "api-version")).toMatchObject({ scope: "client", constant: undefined });
  });

  it("is fixed where an operation asks for another", () => {
    const result = read({ "shop.json": document("2020-01-01", "A", version({ enum: ["2015-01-01"] })) });
    expect(parameterOf(result, "A_Get", "api-version")).toMatchObject({
      role: "apiVersion",
      scope: "operation",
      constant: "2015-01-01",
    });
    expect(result.service.clientParameters).toEqual([]);
  });

  it("is that of each document where documents of several are one service, which has the newest", () => {
    const result = read({
      "a.json": document("2019-01-01", "A", version()),
      "b.json": document("2020-01-01", "B", version()),
      "c.json": swagger({ info: { title: "C", version: "2030-01-01" } }),
    });
    expect(result.service.apiVersion).toBe("2020-01-01");
    expect(parameterOf(result, "A_Get", "api-version")).toMatchObject({ scope: "operation", constant: "2019-01-01" });
    expect(parameterOf(result, "B_Get", "api-version")).toMatchObject({ scope: "client", constant: undefined });
  });

  it("is none where that is said", () => {
    const result = read({ "shop.json": document("2020-01-01", "A", version({ "x-ms-api-version": false })) });
    expect(parameterOf(result, "A_Get", "api-version").role).toBe("plain");
  });
});

describe("what a parameter is for", () => {
  it.each<[string, Json, string]>([
    ["an id of the request", { name: "x-ms-client-request-id", in: "header", type: "string" }, "requestId"],
    [
      "an id of the request by its short name",
      { name: "client-request-id", in: "header", type: "string" },
      "requestId",
    ],
    [
      "an id of the request that says so",
      { name: "trace", in: "header", type: "string", "x-ms-client-request-id": true },
      "requestId",
    ],
    ["to have that id returned", { name: "return-client-request-id", in: "header", type: "boolean" }, "plain"],
    ["the time of the request", { name: "ocp-date", in: "header", type: "string" }, "date"],
    ["a date in the query", { name: "date", in: "query", type: "string" }, "plain"],
  ])("%s", (_, parameter, role) => {
    expect(things([parameter])[0]?.role).toBe(role);
  });

  it("includes the group that it belongs to", () => {
    const groups = [{ name: "Access" }, { postfix: "Options" }, {}, null].map((grouping, index) => ({
      ...{ name: `p${index}`, in: "query", type: "string" },
      ...(grouping === null ? {} : { "x-ms-parameter-grouping": grouping }),
    }));
    expect(things(groups).map(({ group }) => group)).toEqual(["Access", "Options", "Parameters", null]);
  });

  it("includes headers by prefix", () => {
    const header = { name: "x-ms-meta", in: "header", type: "string", "x-ms-header-collection-prefix": "x-ms-meta-" };
    expect(things([header])).toMatchObject([
      { object: "headerPrefix", headerPrefix: "x-ms-meta-", type: { kind: "map", values: text } },
    ]);
  });
});

describe("in which directions a property travels", () => {
  it.each<[string, { readonly [key: string]: Json }, string, boolean, boolean]>([
    ["nothing said", {}, "rcu", true, true],
    ["readOnly", { readOnly: true }, "r", false, true],
    ["writeOnly", { writeOnly: true }, "cu", true, false],
    ["read", { "x-ms-mutability": ["read"] }, "r", false, true],
    ["create and read", { "x-ms-mutability": ["create", "read"] }, "rc", true, true],
    ["update", { "x-ms-mutability": ["update"] }, "u", true, false],
    ["nothing at all", { "x-ms-mutability": [] }, "rcu", true, true],
    ["readOnly before all", { readOnly: true, "x-ms-mutability": ["create", "read"] }, "r", false, true],
  ])("%s", (_, schema, letters, input, output) => {
    const [property] = modelOf(
      definitions({ A: { type: "object", required: ["p"], properties: { p: { type: "string", ...schema } } } }),
      "A",
    ).properties;
    const { read: r, create: c, update: u } = property?.access ?? { read: false, create: false, update: false };
    expect(`${r ? "r" : ""}${c ? "c" : ""}${u ? "u" : ""}`).toBe(letters);
    expect([property?.requiredInput, property?.requiredOutput]).toEqual([input, output]);
  });

  it("may be said where the property's type is defined", () => {
    const result = definitions({
      State: { type: "object", readOnly: true, properties: { code: { type: "string" } } },
      A: { type: "object", properties: { state: { $ref: "#/definitions/State" } } },
    });
    expect(modelOf(result, "A").properties[0]?.access).toEqual({ read: true, create: false, update: false });
  });
});

it("knows what must not be shown", () => {
  const result = definitions({
    Key: { type: "string", "x-ms-secret": true },
    A: {
      type: "object",
      properties: {
        key: { $ref: "#/definitions/Key" },
        word: { type: "string", format: "password" },
        name: { type: "string" },
        own: { type: "string", "x-ms-secret": true },
      },
    },
  });
  expect(modelOf(result, "A").properties.map(({ secret }) => secret)).toEqual([true, true, false, true]);
});

it("calls a service of ARM as its provider is called in most paths", () => {
  const get = (id: string): Json => ({ get: { operationId: id, responses: { "200": {} } } });
  const root = "/subscriptions/{s}/providers/Microsoft.Shop";
  const paths = {
    [`${root}/a`]: get("A_Get"),
    [`${root}/b`]: get("B_Get"),
    "/providers/Microsoft.Other/c": get("C_Get"),
  };
  const { service } = read({
    "shop.json": swagger({ host: "management.azure.com", info: { title: "ShopClient", version: "1" }, paths }),
  });
  expect(service).toMatchObject({
    id: "Microsoft.Shop",
    title: "ShopClient",
    name: { wire: "Microsoft.Shop", words: ["shop"] },
  });
});
