import { describe, expect, it } from "vitest";
import type { Json, PathSegment, Service } from "../../../generator/model/index.ts";
import { openapi, operationOf, read, readSet, specSet, swagger } from "./read.ts";

function written(path: readonly PathSegment[]): string {
  return path
    .map((segment) => (segment.kind === "text" ? segment.text : `{${segment.encoding}:${segment.wire}}`))
    .join("");
}

function urls(service: Service): readonly string[] {
  return service.hosts.map(({ url }) => written(url));
}

const get = (id: string): Json => ({ get: { operationId: id, responses: { "200": {} } } });
const v2 = (members: { readonly [key: string]: Json }): Service =>
  read({
    "shop.json": { swagger: "2.0", info: { title: "Shop", version: "1" }, paths: { "/a": get("A_Get") }, ...members },
  }).service;
const v3 = (servers: Json): Service =>
  read({ "shop.json": openapi({ servers, paths: { "/a": get("A_Get") } }) }).service;

describe("the host of Swagger 2.0", () => {
  it.each<[string, { readonly [key: string]: Json }, string]>([
    ["is reached by https", { host: "shop.example" }, "https://shop.example"],
    [
      "is reached by https where that is possible",
      { host: "shop.example", schemes: ["http", "https"] },
      "https://shop.example",
    ],
    [
      "is reached by http where nothing else is",
      { host: "localhost:3000", schemes: ["http"] },
      "http://localhost:3000",
    ],
    ["has a base path", { host: "shop.example", basePath: "/v1/" }, "https://shop.example/v1"],
    ["has no base path of a slash", { host: "shop.example", basePath: "/" }, "https://shop.example"],
  ])("%s", (_, members, url) => {
    const service = v2(members);
    expect(urls(service)).toEqual([url]);
    expect(service.clientParameters).toEqual([]);
  });

  it("is asked for where there is none", () => {
    const service = v2({ basePath: "/v1" });
    expect(urls(service)).toEqual(["{none:endpoint}/v1"]);
    expect(service.clientParameters).toMatchObject([
      {
        name: { wire: "endpoint" },
        location: "host",
        scope: "client",
        required: true,
        type: { kind: "string", format: "uri" },
      },
    ]);
  });

  it("is Azure Resource Manager's where a readme.md says that it is one of its services", () => {
    const set = specSet({
      "shop.json": { swagger: "2.0", info: { title: "Shop", version: "1" }, paths: { "/a": get("A_Get") } },
    });
    const arm = readSet({ ...set, settings: { title: null, resourceManager: true } }).service;
    expect(urls(arm)).toEqual(["https://management.azure.com"]);
  });
});

describe("a host with parameters", () => {
  const account = { name: "account", in: "path", required: true, type: "string" };

  it("has a scheme before it unless that is refused", () => {
    const host = (more: { readonly [key: string]: Json }): Service =>
      v2({ "x-ms-parameterized-host": { hostTemplate: "{account}.shop.example", parameters: [account], ...more } });
    expect(urls(host({}))).toEqual(["https://{component:account}.shop.example"]);
    expect(host({}).clientParameters).toMatchObject([
      {
        name: { wire: "account" },
        location: "host",
        scope: "client",
        at: { pointer: "/x-ms-parameterized-host/parameters/0" },
      },
    ]);
    expect(
      urls(
        v2({
          "x-ms-parameterized-host": {
            hostTemplate: "{url}",
            useSchemePrefix: false,
            parameters: [{ ...account, name: "url" }],
          },
        }),
      ),
    ).toEqual(["{none:url}"]);
  });

  it("refers to parameters written apart, which belong to the client in any case", () => {
    const service = v2({
      basePath: "/v1",
      parameters: {
        Url: { ...account, name: "url", default: "https://shop.example", "x-ms-parameter-location": "method" },
      },
      "x-ms-parameterized-host": {
        hostTemplate: "{url}/shop",
        useSchemePrefix: false,
        parameters: [{ $ref: "#/parameters/Url" }],
      },
    });
    expect(urls(service)).toEqual(["{none:url}/shop/v1"]);
    expect(service.clientParameters).toMatchObject([
      { name: { wire: "url" }, scope: "client", default: "https://shop.example" },
    ]);
  });
});

describe("documents with different hosts", () => {
  it("keep in their operations' paths what goes behind the host they share", () => {
    const parameter = (name: string): Json => ({ name, in: "path", required: true, type: "string" });
    const document = (template: string, names: readonly string[], id: string): Json => ({
      swagger: "2.0",
      info: { title: "Shop", version: "1" },
      "x-ms-parameterized-host": { hostTemplate: template, useSchemePrefix: false, parameters: names.map(parameter) },
      paths: { "/a": get(id) },
    });
    const result = read({
      "a.json": document("{endpoint}", ["endpoint"], "A_Get"),
      "b.json": document("{endpoint}/indexes('{index}')", ["endpoint", "index"], "B_Get"),
    });
    expect(urls(result.service)).toEqual(["{none:endpoint}"]);
    expect(written(operationOf(result, "A_Get").path)).toBe("/a");
    expect(written(operationOf(result, "B_Get").path)).toBe("/indexes('{component:index}')/a");
    expect(operationOf(result, "B_Get").parameters).toMatchObject([
      { name: { wire: "index" }, location: "path", scope: "client" },
    ]);
    expect(result.service.clientParameters.map(({ location, name }) => [location, name.wire])).toEqual([
      ["host", "endpoint"],
      ["path", "index"],
    ]);
  });

  it("offer all of them where they share none", () => {
    const result = read({
      "a.json": swagger({ host: "a.example", paths: { "/a": get("A_Get") } }),
      "b.json": swagger({ host: "b.example", paths: { "/b": get("B_Get") } }),
      "c.json": swagger({ host: "unused.example", definitions: {} }),
    });
    expect(urls(result.service)).toEqual(["https://a.example", "https://b.example"]);
  });
});

describe("servers of OpenAPI 3", () => {
  it("are hosts, the first first", () => {
    expect(urls(v3([{ url: "https://a.example/v1/" }, { url: "https://b.example" }]))).toEqual([
      "https://a.example/v1",
      "https://b.example",
    ]);
  });

  it("have variables", () => {
    const service = v3([
      {
        url: "https://{region}.shop.example",
        variables: { region: { default: "eu", enum: ["eu", "us"], description: "Where." } },
      },
    ]);
    expect(urls(service)).toEqual(["https://{component:region}.shop.example"]);
    expect(service.clientParameters).toMatchObject([
      {
        name: { wire: "region" },
        location: "host",
        default: "eu",
        type: { kind: "named" },
        docs: { description: "Where." },
      },
    ]);
    expect(service.types).toMatchObject([{ kind: "enum", values: [{ value: "eu" }, { value: "us" }] }]);
  });

  it("may be relative to an address that the caller knows", () => {
    const service = v3([{ url: "/api" }]);
    expect(urls(service)).toEqual(["{none:endpoint}/api"]);
    expect(service.clientParameters).toMatchObject([{ name: { wire: "endpoint" } }]);
  });

  it("of single operations are theirs, if they can be called, which is said where not", () => {
    const item = (url: string) => ({ ...(get("A_Get") as object), servers: [{ url }] });
    const of = (url: string) => read({ "shop.json": openapi({ paths: { "/a": item(url) } }) });
    expect(urls(of("https://other.example/").service)).toEqual(["https://shop.example"]);
    expect(operationOf(of("https://other.example/"), "A_Get").host).toBe("https://other.example");
    expect(operationOf(of("https://shop.example/"), "A_Get").host).toBeNull();
    for (const url of ["/other", "http://other.example", "https://{x}.example"]) {
      expect(of(url).diagnostics).toMatchObject([
        { code: "server/operation", at: { pointer: "/paths/~1a/servers/0" } },
      ]);
    }
  });

  it("of all operations are those of the document, where it names none", () => {
    const path = { ...(get("A_Get") as object), servers: [{ url: "https://other.example" }] };
    const result = read({ "shop.json": { ...(openapi({ paths: { "/a": path } }) as object), servers: [] } });
    expect(urls(result.service)).toEqual(["https://other.example"]);
    expect(operationOf(result, "A_Get").host).toBeNull();
    expect(result.codes).toEqual([]);
  });

  it("may be absent", () => {
    expect(urls(v3([]))).toEqual(["{none:endpoint}"]);
  });
});
