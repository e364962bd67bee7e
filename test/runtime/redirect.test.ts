import { beforeEach, describe, expect, test } from "vitest";
import {
  asData,
  asString,
  call,
  onHost,
  toJson,
  type HttpMethod,
  type RequestSpec,
} from "../../templates/runtime/src/index.ts";
import { clientOf, serve } from "./support/clients.ts";
import type { TestServer } from "./support/server.ts";

let home: TestServer;
let foreign: TestServer;
let location: (number: number) => string;
let status: number;

beforeEach(async () => {
  foreign = await serve(() => ({ body: { from: "foreign" } }));
  home = await serve(({ url }, _, number) =>
    url.startsWith("/start") || url.startsWith("/loop")
      ? { status, headers: { location: location(number) }, body: "moved" }
      : { body: { from: url } },
  );
  status = 307;
  location = () => "/end";
});

const credential = (): Record<string, string> => ({ authorization: "Bearer secret", "x-api-key": "secret" });

const start = (request: Partial<RequestSpec> = {}, options = {}) =>
  call(clientOf(home.url, { credential, headers: { "x-own": "secret" }, ...options }), {
    method: "GET",
    path: "/start",
    encode: toJson,
    as: asData,
    ...request,
  });

describe("a redirect to the same origin", () => {
  test.each<[number, HttpMethod, string, string]>([
    [301, "GET", "GET", ""],
    [301, "POST", "GET", ""],
    [302, "POST", "GET", ""],
    [302, "PUT", "PUT", "1"],
    [303, "POST", "GET", ""],
    [303, "PUT", "GET", ""],
    [303, "GET", "GET", ""],
    [307, "POST", "POST", "1"],
    [308, "PUT", "PUT", "1"],
    [308, "GET", "GET", ""],
  ])("%i of %s is followed by %s", async (code, method, then, body) => {
    status = code;
    expect(await start({ method, body: method === "GET" ? undefined : 1 })).toEqual({ from: "/end" });
    expect(home.requests[1]).toMatchObject({ method: then, body, url: "/end" });
    expect(home.requests[1]?.headers).toMatchObject({ authorization: "Bearer secret", "x-own": "secret" });
  });

  test("is an answer where the request takes it for one", async () => {
    status = 302;
    const sent = start({ method: "PUT", also: [301, 302], as: asString });
    expect(await sent.withResponse()).toMatchObject({ status: 302, headers: { location: "/end" }, data: "moved" });
    await expect(start({ method: "PUT", also: [404] })).resolves.toEqual({ from: "/end" });
    expect(home.requests.map(({ url }) => url)).toEqual(["/start", "/start", "/end"]);
  });

  test.each([
    ["/a/b?c", "/a/b?c"],
    ["?x=1", "/start?x=1"],
    ["end", "/end"],
  ])("may be relative: %s", async (to, url) => {
    location = () => to;
    if (url.startsWith("/start")) location = (number) => (number === 0 ? to : "/end");
    await start();
    expect(home.requests[1]?.url).toBe(url);
  });

  test("is bounded", async () => {
    location = () => "/start";
    await expect(start()).rejects.toMatchObject({ name: "TransportError", reason: "redirect" });
    expect(home.requests).toHaveLength(10);
    home.requests.length = 0;
    location = (number) => `/loop${number}`;
    await expect(start()).rejects.toMatchObject({ reason: "redirect" });
    expect(home.requests).toHaveLength(10);
  });
});

describe("a redirect to another origin", () => {
  beforeEach(() => {
    location = () => `${foreign.url}/there`;
  });

  test("is followed without anything secret", async () => {
    const request = { headers: { "x-ms-secret": "secret", Range: "bytes=0-1", "If-Match": "e" }, contentType: "a/b" };
    expect(await start(request)).toEqual({ from: "foreign" });
    expect(JSON.stringify(foreign.requests)).not.toContain("secret");
    expect(foreign.requests[0]?.headers).toMatchObject({
      accept: "application/json",
      range: "bytes=0-1",
    });
    for (const name of ["if-match", "x-own", "x-ms-secret", "content-type"])
      expect(foreign.requests[0]?.headers).not.toHaveProperty(name);
  });

  test("does not get the key of a query", async () => {
    const { apiKey } = await import("../../templates/runtime/src/index.ts");
    await start({}, { credential: apiKey("secret", { query: "key" }) });
    expect(home.requests[0]?.url).toBe("/start?key=secret");
    expect(JSON.stringify(foreign.requests)).not.toContain("secret");
  });

  test.each<HttpMethod>(["POST", "PUT", "DELETE", "PATCH"])("is not followed by %s", async (method) => {
    await expect(start({ method, body: { password: "secret" } })).rejects.toMatchObject({ reason: "redirect" });
    expect(foreign.requests).toEqual([]);
  });

  test("is followed with the credential where the origin is trusted", async () => {
    await start({ method: "POST", body: 1 }, { trustedOrigins: [foreign.url] });
    expect(foreign.requests[0]).toMatchObject({
      method: "POST",
      body: "1",
      headers: { authorization: "Bearer secret" },
    });
  });

  test("and back again has the credential again", async () => {
    await foreign.stop();
    foreign = await serve(() => ({ status: 302, headers: { location: `${home.url}/end` } }));
    expect(await start()).toEqual({ from: "/end" });
    expect(foreign.requests[0]?.headers).not.toHaveProperty("authorization");
    expect(home.requests[1]?.headers.authorization).toBe("Bearer secret");
  });

  test.each(["file:///etc/passwd", "javascript:1", "ftp://a.example/", "http://", "data:text/plain,a"])(
    "is refused: %s",
    async (to) => {
      location = () => to;
      await expect(start()).rejects.toThrow(/url|redirect/);
      expect(home.requests).toHaveLength(1);
    },
  );

  test("is refused where it leaves https", async () => {
    const fetches: string[] = [];
    const fake = async (url: string): Promise<Response> => {
      fetches.push(url);
      return new Response(null, { status: 302, headers: { location: "http://a.example/" } });
    };
    const client = clientOf("https://a.example", { fetch: fake, allowInsecure: false, credential });
    await expect(call(client, { as: asData, method: "GET", path: "/" })).rejects.toThrow();
    expect(fetches).toEqual(["https://a.example/"]);
  });
});

describe("an address in place of the path", () => {
  test("of the same origin has the credential", async () => {
    await start({ url: `${home.url}/poll`, path: undefined });
    await start({ url: "/relative?a=1", path: undefined, query: { b: 2 } });
    expect(home.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ["/poll", "Bearer secret"],
      ["/relative?a=1&b=2", "Bearer secret"],
    ]);
  });

  test("of another origin has none, and is only read", async () => {
    expect(await start({ url: `${foreign.url}/poll` })).toEqual({ from: "foreign" });
    expect(JSON.stringify(foreign.requests)).not.toContain("secret");
    await expect(start({ url: `${foreign.url}/poll`, method: "POST" })).rejects.toMatchObject({ reason: "redirect" });
    expect(foreign.requests).toHaveLength(1);
  });

  test("of another origin gets of the headers only what says which form and part is wanted", async () => {
    const options = { headers: { "x-own": "1", "User-Agent": "mine" } };
    const headers = { "If-None-Match": "e", RANGE: "bytes=0-1", cookie: "a=b" };
    const accept = "text/plain";
    await start({ url: `${foreign.url}/part`, headers, accept, contentType: "a/b" }, options);
    await start({ url: `${foreign.url}/whole` }, options);
    await start({ url: "/own", path: undefined, headers, accept }, options);
    const own = ["accept", "range", "if-none-match", "cookie", "x-own", "content-type", "authorization"];
    const seen = [...foreign.requests, ...home.requests].map((request) =>
      own.filter((name) => request.headers[name] !== undefined),
    );
    expect(seen).toEqual([
      ["accept", "range"],
      ["accept"],
      ["accept", "range", "if-none-match", "cookie", "x-own", "authorization"],
    ]);
    expect(foreign.requests.map((request) => request.headers.accept)).toEqual([accept, "application/json"]);
    expect(foreign.requests.map((request) => request.headers["user-agent"])).not.toContain("mine");
  });

  test.each(["ftp://x/", "http://[", "file:///a"])("is refused: %s", async (url) => {
    await expect(start({ url })).rejects.toMatchObject({ name: "ArgumentError", parameter: "url" });
  });

  test("is refused over http, unless asked for", async () => {
    const client = clientOf("https://a.example", { allowInsecure: false, credential });
    const sent = call(client, { as: asData, method: "GET", url: `${foreign.url}/poll` });
    await expect(sent).rejects.toMatchObject({ name: "ArgumentError", parameter: "url" });
    expect(foreign.requests).toEqual([]);
  });
});

describe("an operation on another host of its service", () => {
  const upload = { method: "POST", path: "/files", body: "x", as: asData } as const;

  test("is sent there, with the credential", async () => {
    const client = clientOf(home.url, { credential });
    await call(onHost(client, `${foreign.url}/upload`), upload);
    await call(onHost(client, `${foreign.url}/upload`), upload);
    await call(client, upload);
    expect(foreign.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ["/upload/files", "Bearer secret"],
      ["/upload/files", "Bearer secret"],
    ]);
    expect(home.requests.map(({ url }) => url)).toEqual(["/files"]);
    expect(client.state.origins).toHaveLength(2);
  });

  test("is sent where the caller says that the service is", async () => {
    const client = clientOf(home.url, { credential, endpoint: home.url });
    await call(onHost(client, `${foreign.url}/upload`), upload);
    expect(foreign.requests).toEqual([]);
    expect(home.requests.map(({ url }) => url)).toEqual(["/files"]);
  });
});

test("a request that needs no credential has none", async () => {
  await start({ path: "/open", credential: false });
  expect(home.requests[0]?.headers).not.toHaveProperty("authorization");
});
