import { describe, expect, it } from "vitest";
import type { AuthScheme, Json } from "../../../generator/model/index.ts";
import { openapi, operationOf, read, swagger, type Read } from "../openapi/read.ts";

const get = (id: string, more: { readonly [key: string]: Json } = {}): Json => ({
  get: { operationId: id, responses: { "200": {} }, ...more },
});
const reading = (members: { readonly [key: string]: Json }): Read =>
  read({ "shop.json": swagger({ paths: { "/a": get("A_Get") }, ...members }) });
const auth = (members: { readonly [key: string]: Json }): readonly AuthScheme[] => reading(members).service.auth;
const azure = {
  type: "oauth2",
  flow: "implicit",
  authorizationUrl: "https://login.example",
  scopes: { user_impersonation: "As you." },
};

describe("who calls", () => {
  it("is proved to Azure Resource Manager by a token, whatever is said", () => {
    const scopes = ["https://management.azure.com/.default"];
    expect(auth({ host: "management.azure.com", securityDefinitions: { azure_auth: azure } })).toEqual([
      { kind: "oauth2", scopes, tokens: "credential" },
    ]);
    expect(auth({ host: "management.azure.com" })).toEqual([{ kind: "oauth2", scopes, tokens: "credential" }]);
  });

  it.each<[string, { readonly [key: string]: Json }, readonly AuthScheme[]]>([
    ["nothing", {}, []],
    [
      "a token for scopes that are addresses",
      { securityDefinitions: { a: { type: "oauth2", scopes: { "https://shop.example/.default": "", read: "" } } } },
      [{ kind: "oauth2", scopes: ["https://shop.example/.default"], tokens: "credential" }],
    ],
    [
      "a token for the host, where only impersonation is asked for",
      { host: "graph.example.net", security: [{ a: ["user_impersonation"] }], securityDefinitions: { a: azure } },
      [{ kind: "oauth2", scopes: ["https://graph.example.net/.default"], tokens: "credential" }],
    ],
    [
      "a token, where the host is a name of no network",
      { host: "your-shop", securityDefinitions: { a: azure } },
      [{ kind: "oauth2", scopes: [], tokens: "credential" }],
    ],
    [
      "a key",
      { securityDefinitions: { a: { type: "apiKey", in: "header", name: "x-key" } } },
      [{ kind: "apiKey", name: "x-key", location: "header" }],
    ],
    ["a password", { securityDefinitions: { a: { type: "basic" } } }, [{ kind: "basic" }]],
    [
      "one of several ways",
      {
        security: [{ b: [] }, { a: [] }],
        securityDefinitions: {
          a: { type: "basic" },
          b: { type: "apiKey", in: "query", name: "k" },
          c: { type: "basic" },
        },
      },
      [{ kind: "apiKey", name: "k", location: "query" }, { kind: "basic" }],
    ],
    [
      "nothing, where the list of requirements is empty",
      { security: [], securityDefinitions: { a: { type: "basic" } } },
      [],
    ],
  ])("is proved by %s", (_, members, expected) => {
    expect(auth(members)).toEqual(expected);
  });

  it("cannot be proved by a key in a header that cannot be", () => {
    const result = reading({ securityDefinitions: { a: { type: "apiKey", in: "header", name: "Connection String" } } });
    expect(result.service.auth).toEqual([]);
    expect(result.codes).toEqual(["auth/unsupported"]);
  });

  it("cannot be proved by what is not defined", () => {
    expect(reading({ security: [{ ghost: [] }] }).codes).toEqual(["auth/unknown"]);
  });

  it("is proved as OpenAPI 3 says", () => {
    const securitySchemes = {
      a: { type: "http", scheme: "Bearer" },
      b: { type: "http", scheme: "basic" },
      c: { type: "oauth2", flows: { clientCredentials: { scopes: { "https://shop.example/.default": "" } } } },
      d: { $ref: "#/components/securitySchemes/a" },
      e: { type: "mutualTLS" },
    };
    const result = read({ "shop.json": openapi({ paths: { "/a": get("A_Get") }, components: { securitySchemes } }) });
    expect(result.service.auth).toEqual([
      { kind: "bearer" },
      { kind: "basic" },
      { kind: "oauth2", scopes: ["https://shop.example/.default"], tokens: "credential" },
    ]);
    expect(result.codes).toEqual(["auth/unsupported"]);
  });

  it("is proved as an overlay says, in place of the spec", () => {
    const said = [
      { kind: "oauth2", scopes: ["https://shop.example/.default"], tokens: "credential" },
      { kind: "sharedKey", variant: "batch" },
      { kind: "apiKey", name: "k", location: "query" },
      { kind: "basic" },
      { kind: "bearer" },
    ];
    expect(auth({ securityDefinitions: { a: { type: "basic" } }, "x-armature-auth": said })).toEqual(said);
  });

  it("is not proved by what an overlay misspells", () => {
    expect(
      reading({ "x-armature-auth": [{ kind: "magic" }, { kind: "sharedKey", variant: "shop" }, 3] }).codes,
    ).toEqual(Array(3).fill("extension/invalid"));
  });
});

describe("an operation", () => {
  const securityDefinitions = {
    a: { type: "oauth2", scopes: { "https://a.example/.default": "", "https://b.example/.default": "" } },
  };
  const security = [{ a: ["https://a.example/.default"] }];
  const one = (own: {
    readonly [key: string]: Json;
  }): { readonly authenticated: boolean; readonly scopes: readonly string[] | null } => {
    const { authenticated, scopes } = operationOf(
      reading({ paths: { "/a": get("A_Get", own) }, securityDefinitions, security }),
      "A_Get",
    );
    return { authenticated, scopes };
  };

  it("needs what the service needs, where it does not say", () => {
    expect(one({})).toEqual({ authenticated: true, scopes: null });
  });

  it("may need nothing", () => {
    expect(one({ security: [] })).toEqual({ authenticated: false, scopes: null });
  });

  it("may need other scopes", () => {
    expect(one({ security: [{ a: ["https://b.example/.default"] }] })).toEqual({
      authenticated: true,
      scopes: ["https://b.example/.default"],
    });
  });
});
