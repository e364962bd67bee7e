import { describe, expect, test } from "vitest";
import { createSink } from "../../../generator/diagnostics/sink.ts";
import type { Json } from "../../../generator/model/index.ts";
import { readDiscovery } from "../../../generator/read/google/index.ts";
import { documentOf, modelNamed, operationOf, read, setOf, withMethods } from "./document.ts";

const cloud = "https://auth.example/cloud-platform";
const drive = "https://auth.example/drive";

function scoped(...lists: readonly (readonly string[])[]): Json {
  return Object.fromEntries(
    lists.map((scopes, index) => [`m${index}`, { httpMethod: "GET", path: `m${index}`, scopes }]),
  );
}

describe("the service", () => {
  test("has the document's name, version and address", () => {
    const { service } = read({
      canonicalName: "Corner Shop",
      description: "Sells things.",
      documentationLink: "https://shop.example/docs",
      mtlsRootUrl: "https://mtls.shop.example/",
      endpoints: [
        { endpointUrl: "https://south.shop.example/", location: "south" },
        { endpointUrl: "https://east.shop.example/", location: "east" },
      ],
    });
    expect(service).toMatchObject({
      id: "shop",
      title: "Shop API",
      name: { wire: "shop", words: ["corner", "shop"] },
      apiVersion: "v1",
      docs: { description: "Sells things.", url: "https://shop.example/docs" },
      sources: ["shop.v1.json"],
    });
    expect(service.hosts.map(({ url }) => url)).toEqual(
      [
        "https://shop.example",
        "https://mtls.shop.example",
        "https://east.shop.example",
        "https://south.shop.example",
      ].map((text) => [{ kind: "text", text }]),
    );
  });

  test("an address that is none is an error", () => {
    expect(read({ rootUrl: "ftp://shop.example/" }).codes).toEqual(["discovery/no-root-url"]);
    expect(read({ rootUrl: null, baseUrl: "https://shop.example/shop/v1/" }).service.hosts).toEqual([
      { url: [{ kind: "text", text: "https://shop.example" }] },
    ]);
  });

  test("a user may name it", () => {
    const service = readDiscovery(setOf(documentOf({})), { name: "Bazaar" }, createSink());
    expect(service?.name).toEqual({ wire: "shop", words: ["bazaar"] });
  });

  test.each<[string, Json]>([
    ["a list", []],
    ["another kind", documentOf({ kind: "discovery#directoryList" })],
    ["another protocol", documentOf({ protocol: "rpc" })],
    ["no name", documentOf({ name: "" })],
    ["no version", documentOf({ version: "" })],
  ])("%s is no document", (_, root) => {
    const sink = createSink();
    expect(readDiscovery(setOf(root), {}, sink)).toBeNull();
    expect(sink.diagnostics.map(({ code }) => code)).toEqual(["discovery/not-a-document"]);
  });

  test("errors have a type of their own", () => {
    const { service } = read({});
    expect(service.errorType).toEqual({ kind: "named", id: "armature:google/GoogleError" });
    const ids = service.types.map(({ id }) => id);
    expect(ids).toEqual([
      "armature:google/GoogleError",
      "armature:google/GoogleErrorItem",
      "armature:google/GoogleErrorStatus",
    ]);
  });

  test("unknown members are mentioned, our own are not", () => {
    expect(read({ surprise: 1, "x-armature-docs": { summary: "A shop." } }).codes).toEqual([
      "discovery/unknown-member",
    ]);
    expect(read({ "x-armature-docs": { summary: "A shop." } }).service.docs.summary).toBe("A shop.");
  });
});

describe("authentication", () => {
  const key = { parameters: { key: { type: "string", location: "query" } } };

  test("asks for the fewest scopes that serve every method", () => {
    const reading = withMethods(
      scoped([drive, `${drive}.file`], [drive, `${drive}.readonly`], [`${drive}.apps`]) as never,
      key,
    );
    expect(reading.service.auth).toEqual([
      { kind: "oauth2", scopes: [drive, `${drive}.apps`], tokens: "authClient" },
      { kind: "apiKey", name: "key", location: "query" },
    ]);
    expect(operationOf(reading, "shop.things.m0").scopes).toEqual([drive, `${drive}.file`]);
  });

  test("prefers the platform's scope, and then the API's own, among equals", () => {
    expect(withMethods(scoped(["https://a.example/x", cloud]) as never).service.auth).toEqual([
      { kind: "oauth2", scopes: [cloud], tokens: "authClient" },
    ]);
    const own = "https://auth.example/shop.things";
    expect(withMethods(scoped(["https://a.example/x", own]) as never).service.auth).toEqual([
      { kind: "oauth2", scopes: [own], tokens: "authClient" },
    ]);
  });

  test("a method that asks for what the service asks for says nothing", () => {
    const reading = withMethods(scoped([cloud], []) as never);
    expect([0, 1].map((index) => operationOf(reading, `shop.things.m${index}`).scopes)).toEqual([null, null]);
  });

  test("scopes of the document hold where methods have none; an overlay decides", () => {
    const auth = { oauth2: { scopes: { [cloud]: {} } } };
    expect(read({ auth }).service.auth).toEqual([{ kind: "oauth2", scopes: [cloud], tokens: "authClient" }]);
    expect(read({ auth, "x-armature-auth": [{ kind: "bearer" }] }).service.auth).toEqual([{ kind: "bearer" }]);
  });
});

test("parameters of every method are kept apart, with their roles", () => {
  const text = { type: "string", location: "query" };
  const names = ["$.xgafv", "access_token", "alt", "callback", "fields", "key", "oauth_token", "prettyPrint"];
  const others = ["quotaUser", "uploadType", "upload_protocol", "userIp"];
  const reading = withMethods(
    { get: { httpMethod: "GET", path: "a" } },
    { parameters: Object.fromEntries([...names, ...others].map((name) => [name, text])) },
  );
  expect(operationOf(reading, "shop.things.get").parameters).toEqual([]);
  expect(reading.service.commonParameters.map(({ name, role, scope }) => `${name.wire} ${role} ${scope}`)).toEqual([
    "$.xgafv plain operation",
    "access_token credential operation",
    "alt responseFormat operation",
    "callback responseFormat operation",
    "fields responseFields operation",
    "key credential operation",
    "oauth_token credential operation",
    "prettyPrint plain operation",
    "quotaUser plain operation",
    "uploadType uploadProtocol operation",
    "upload_protocol uploadProtocol operation",
    "userIp plain operation",
  ]);
});

describe("order", () => {
  const part = { type: "object", properties: { b: { type: "string", enum: ["X", "Y"] }, a: { type: "string" } } };
  const members = {
    schemas: { Thing: part, Other: part },
    parameters: {
      key: { type: "string", location: "query" },
      alt: { type: "string", location: "query", enum: ["json"] },
    },
    resources: {
      things: {
        methods: {
          list: { httpMethod: "GET", path: "a" },
          get: { httpMethod: "GET", path: "b", response: { $ref: "Thing" } },
        },
      },
      others: { methods: { get: { httpMethod: "GET", path: "c" } } },
    },
  };

  test("of keys makes no difference", () => {
    const shuffled = JSON.parse(JSON.stringify(members), (_, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as typeof members;
    expect(Object.keys(shuffled)).not.toEqual(Object.keys(members));
    expect(JSON.stringify(read(shuffled).service)).toBe(JSON.stringify(read(members).service));
  });

  test("does not come from the document's name", () => {
    const name = (document: string): unknown =>
      readDiscovery(setOf(documentOf(members), document), {}, createSink())?.types.map(({ id }) => id);
    expect(name("/elsewhere/b.json")).toEqual(name("a.json"));
  });
});

test("values of the wrong kind count as absent, and are reported", () => {
  const reading = withMethods(
    { get: { httpMethod: "GET", path: "a", parameters: ["no"], scopes: "no", deprecated: "no", description: 7 } },
    {
      schemas: {
        A: { type: "object", properties: { p: 3, q: { type: "string", enum: [1, "X"], enumDeprecated: "no" } } },
      },
    },
  );
  expect(new Set(reading.codes)).toEqual(new Set(["discovery/malformed"]));
  expect(operationOf(reading, "shop.things.get")).toMatchObject({ parameters: [], deprecated: false });
  expect(modelNamed(reading, "A").properties.map(({ name }) => name.wire)).toEqual(["q"]);
});
