import { describe, expect, test } from "vitest";
import {
  checkList,
  checkNumber,
  checkText,
  ArgumentError,
  call,
  cookie,
  createClient,
  deepObject,
  form,
  formObject,
  headerPrefix,
  join,
  toJson,
  toMediaType,
  multipart,
  tokenCredential,
  type RequestSpec,
  type Rule,
  type WriteBody,
  asData,
} from "../../templates/runtime/src/index.ts";
import { clientOf, failure, serve, type TestClient } from "./support/clients.ts";
import type { Received } from "./support/server.ts";

/** What the server gets of a request. */
async function sent(request: Partial<RequestSpec>, options?: Parameters<typeof clientOf>[1]): Promise<Received> {
  const server = await serve(() => ({ status: 204 }));
  await call(clientOf(server.url, options), { method: "GET", path: "/x", as: asData, ...request });
  const [received] = server.requests;
  return received ?? expect.fail("nothing was sent");
}

/** The refusal of a request, of which nothing may be sent. */
async function refused(
  request: Partial<RequestSpec>,
  options?: Parameters<typeof clientOf>[1],
): Promise<ArgumentError> {
  const server = await serve(() => ({ status: 204 }));
  const error = await failure(
    call(clientOf(server.url, options), { method: "GET", path: "/x", as: asData, ...request }),
  );
  expect(server.requests).toEqual([]);
  expect(error).toBeInstanceOf(ArgumentError);
  return error as ArgumentError;
}

describe("a path", () => {
  test.each([
    ["/a/{x}", "b c/d?e#f%", "/a/b%20c%2Fd%3Fe%23f%25"],
    ["/a/{+x}/e", "b/c d?/ü", "/a/b/c%20d%3F/%C3%BC/e"],
    ["/{+x}", "/b/c", "/b/c"],
    ["/{!x}", "b/%2Fc", "/b/%2Fc"],
    ["/{!x}/e", "/subscriptions/1", "/subscriptions/1/e"],
    ["/a/{x}", "...", "/a/..."],
    ["/a/{x}", ".hidden", "/a/.hidden"],
    ["/a/{x}:cancel", 7, "/a/7:cancel"],
    ["/a/{x}", false, "/a/false"],
    ["/a/{x}", ["b", "c"], "/a/b%2Cc"],
  ])("%s with %j", async (path, x, url) => {
    expect((await sent({ path, args: { x } })).url).toBe(url);
  });

  const shapes = [
    "",
    ".",
    "..",
    "a/../b",
    "a/..",
    "./a",
    "%2e%2e",
    "%2E",
    "a/%2e%2E",
    "..%2fa",
    "..\\a",
    "a\\..",
    "..%5ca",
  ];
  const controls = ["a\nb", "a\0b", "\x7f", "a\r"];

  test.each([...shapes, ...controls])("refuses %j in any encoding", async (x) => {
    for (const path of ["/a/{x}", "/a/{+x}", "/a/{!x}"]) {
      expect(await refused({ path, args: { x } })).toMatchObject({ parameter: "x", rule: "path" });
    }
  });

  test.each(["a b", "a?b", "a#b", "a\\b", "%0a", "a%00"])("refuses %j where it is already encoded", async (x) => {
    expect(await refused({ path: "/a/{!x}", args: { x } })).toMatchObject({ parameter: "x", rule: "path" });
  });

  test("refuses values that make a dot segment together", async () => {
    expect(await refused({ path: "/a/{!x}{!y}", args: { x: "%2", y: "e." } })).toBeInstanceOf(ArgumentError);
    expect(await refused({ path: "/{x}./b", args: { x: "." } })).toBeInstanceOf(ArgumentError);
  });

  test("refuses what is missing", async () => {
    for (const args of [undefined, {}, { x: null }]) {
      expect(await refused({ path: "/{x}", args })).toMatchObject({ parameter: "x" });
    }
  });

  test("takes what the client knows", async () => {
    const server = await serve(() => ({ status: 204 }));
    const client = clientOf(server.url, {}, { parameters: { sub: "s", group: "g" } });
    await call(client, { as: asData, method: "GET", path: "/{sub}/{group}", args: { group: "own", sub: undefined } });
    expect(server.requests[0]?.url).toBe("/s/own");
  });
});

describe("an endpoint", () => {
  const make = (endpoint: string, parameters: object = {}, options = {}): TestClient =>
    createClient(options, { service: "t", endpoint, parameters, sign: tokenCredential }) as TestClient;

  test.each([
    ["https://a.example/", {}, "https://a.example"],
    ["https://a.example/base/", {}, "https://a.example/base"],
    ["{!url}", { url: "https://a.example:8443/base" }, "https://a.example:8443/base"],
    ["https://{account}.{region}.example", { account: "acc", region: "west-1" }, "https://acc.west-1.example"],
    ["https://a.example/{path}", { path: "b/c" }, "https://a.example/b%2Fc"],
  ])("%s", (template, parameters, endpoint) => {
    expect(make(template, parameters).endpoint).toBe(endpoint);
  });

  test.each(["a/b", "evil.example/", "a@b", "a:b", "a#", "a?", "a\\", "", "a b", "a%2fb"])(
    "refuses %j as a part of a host",
    (account) => {
      expect(() => make("https://{account}.example", { account })).toThrow(ArgumentError);
    },
  );

  test.each(["http://a.example", "ftp://a.example", "a.example", "", "javascript:alert(1)"])("refuses %j", (url) => {
    expect(() => make("{!url}", { url })).toThrow(ArgumentError);
    expect(() => make(url || "x")).toThrow(ArgumentError);
  });

  test("may be http where that is asked for", () => {
    expect(make("http://a.example", {}, { allowInsecure: true }).endpoint).toBe("http://a.example");
    expect(() => make("file:///etc", {}, { allowInsecure: true })).toThrow(ArgumentError);
  });
});

describe("a query", () => {
  test.each([
    [{ a: 1, b: "x y&z=+", c: true, d: null, e: undefined, f: "" }, "/x?a=1&b=x%20y%26z%3D%2B&c=true&f="],
    [{ a: ["1", 2, undefined, "3,"] }, "/x?a=1&a=2&a=3%2C"],
    [{ a: [] }, "/x"],
    [{ a: join([], ","), b: join(["1", null, 2], "|"), c: join(undefined, ",") }, "/x?a=&b=1%7C%7C2"],
    [deepObject("f", { a: 1, b: { c: "d" }, e: [1, 2] }), "/x?f%5Ba%5D=1&f%5Bb%5D%5Bc%5D=d&f%5Be%5D=1&f%5Be%5D=2"],
    [deepObject("f", ["a", { b: [{ c: 1 }], d: null }]), "/x?f%5B0%5D=a&f%5B1%5D%5Bb%5D%5B0%5D%5Bc%5D=1"],
    [{ ...deepObject("f", 7), ...deepObject("g", "") }, "/x?f=7&g="],
    [formObject({ a: 1, b: null }), "/x?a=1"],
    [{ ...formObject(undefined), ...deepObject("n", null) }, "/x"],
    [{ $filter: "a eq 'b'" }, "/x?%24filter=a%20eq%20%27b%27"],
    [{ n: 12345678901234567890n }, "/x?n=12345678901234567890"],
  ])("%o", async (query, url) => {
    expect((await sent({ query })).url).toBe(url);
  });

  test("is added to one that is there", async () => {
    expect((await sent({ path: "/x?comp=list", query: { a: 1 } })).url).toBe("/x?comp=list&a=1");
  });
});

describe("headers", () => {
  test("are those of the request, the client and the call, the later before the earlier", async () => {
    const server = await serve(() => ({ status: 204 }));
    const client = clientOf(server.url, {
      headers: { a: "client", b: "client", "x-c": "client", "User-Agent": "mine" },
    });
    await call(
      client,
      { as: asData, method: "GET", path: "/x", headers: { B: "request", n: 1, t: true, none: undefined } },
      { headers: { "X-C": "call", A: undefined } },
    );
    expect(server.requests[0]?.headers).toMatchObject({
      b: "request",
      "x-c": "call",
      n: "1",
      t: "true",
      "user-agent": "mine",
    });
    expect(server.requests[0]?.headers).not.toHaveProperty("a");
    expect(server.requests[0]?.headers).not.toHaveProperty("none");
  });

  test.each(["a\r\nb: c", "a\nb", "a\0", "ä€", "\u{1f600}", "\x7f"])("refuse %j", async (value) => {
    expect(await refused({ headers: { "If-Match": value } })).toMatchObject({ parameter: "If-Match", rule: "header" });
    expect(await refused({}, { headers: { "x-own": value } })).toMatchObject({ parameter: "x-own" });
    expect(await refused({ accept: value })).toMatchObject({ parameter: "accept" });
    expect(await refused({ contentType: value, body: 1 })).toMatchObject({ parameter: "content-type" });
  });

  test.each(["a b", "a\r\nb", "a:b", "ä"])(
    "refuse the name %j",
    async (key) => {
      expect(await refused({ headers: headerPrefix("x-ms-meta-" + key, { a: "b" }) })).toMatchObject({
        rule: "header",
      });
    },
    1000,
  );

  test("refuse names and values wherever they come from, and of a credential, too", async () => {
    expect(await refused({}, { headers: { "x-own:": "1" } })).toMatchObject({ parameter: "x-own:", rule: "header" });
    for (const signature of [{ "x-key": "a\r\nx-evil: 1" }, { "x key": "a" }, { authorization: "Bearer \u{1f511}" }]) {
      expect(await refused({}, { credential: () => signature })).toMatchObject({
        parameter: Object.keys(signature)[0],
        rule: "header",
      });
    }
    const server = await serve(() => ({ status: 204 }));
    const made = call(
      clientOf(server.url),
      { method: "GET", path: "/x", as: asData },
      { headers: { "x-call\n": "1" } },
    );
    await expect(made).rejects.toMatchObject({ name: "ArgumentError", parameter: "x-call\n", rule: "header" });
    expect(server.requests).toEqual([]);
  });

  test("may have a prefix, and be latin-1", async () => {
    const { headers } = await sent({
      headers: { ...headerPrefix("x-m-", { a: "1", B: "é" }), ...cookie({ c: "1", d: "a b", e: null }) },
    });
    expect(headers).toMatchObject({ "x-m-a": "1", "x-m-b": "é", cookie: "c=1; d=a%20b" });
  });
});

describe("a body", () => {
  const post = async (request: Partial<RequestSpec>): Promise<readonly [type: string | undefined, body: string]> => {
    const { headers, body } = await sent({ method: "POST", ...request });
    return [headers["content-type"], body];
  };

  const json = "application/json";
  const patch = "application/merge-patch+json";
  const odata = "application/json; odata=minimalmetadata";

  test.each([
    [{ body: { a: [1, null], b: undefined } }, json, '{"a":[1,null]}'],
    [{ body: null }, json, "null"],
    [{ body: "text" }, json, '"text"'],
    [{ body: false }, json, "false"],
    [{ body: new Date(0) }, json, '"1970-01-01T00:00:00.000Z"'],
    [{ body: { a: 1 }, contentType: patch }, patch, '{"a":1}'],
    [{ body: { a: 1 }, headers: { "Content-Type": odata } }, odata, '{"a":1}'],
    [{ contentType: odata }, odata, ""],
    [{}, undefined, ""],
  ] as const)("as JSON, or in the media type that is not known before: %o", async (request, type, body) => {
    for (const encode of [toJson, toMediaType]) expect(await post({ ...request, encode })).toEqual([type, body]);
  });

  test("as JSON is what it says, whatever its media type", async () => {
    expect(await post({ body: "a", contentType: "text/plain", encode: toJson })).toEqual(["text/plain", '"a"']);
  });

  const type = "application/x-www-form-urlencoded";
  test.each([
    [{ body: "text", contentType: "text/plain" }, "text/plain", "text"],
    [{ body: new Uint8Array([65, 66]), contentType: "application/octet-stream" }, "application/octet-stream", "AB"],
    [{ body: new Uint8Array([65, 66]), contentType: json }, json, "AB"],
    [{ body: new Uint8Array([91, 93]), contentType: "text/json" }, "text/json", "[]"],
    [{ body: new URLSearchParams({ a: "b" }) }, `${type};charset=UTF-8`, "a=b"],
    [{ body: new Blob(["AB"]), contentType: "image/png" }, "image/png", "AB"],
    [{ body: new Blob(["AB"], { type: "image/jpeg" }) }, "image/jpeg", "AB"],
    [{}, undefined, ""],
    [{ body: form({ a: "b c", d: [1, 2], e: null }) }, type, "a=b+c&d=1&d=2"],
    [{ body: form({ a: { b: 1 } }) }, type, "a=%7B%22b%22%3A1%7D"],
  ] as const)("as it is, also where its media type is not known before: %o", async (request, sentType, body) => {
    for (const encode of [undefined, toMediaType]) {
      expect(await post({ ...request, encode })).toEqual([sentType, body]);
    }
  });

  test("as it is, though it could be JSON: a file that holds some may be given as text", async () => {
    expect(await post({ body: '{"a":1}', contentType: json })).toEqual([json, '{"a":1}']);
    expect(await post({ body: '{"a":1}' })).toEqual(["text/plain;charset=UTF-8", '{"a":1}']);
  });

  test("in a way of its own may say what it is", async () => {
    const encode: WriteBody = (given, headers) => {
      headers["content-type"] ??= "application/xml";
      return `<${String(given)}/>`;
    };
    expect(await post({ body: "a", encode })).toEqual(["application/xml", "<a/>"]);
    expect(await post({ body: "a", contentType: "a/b", encode })).toEqual(["a/b", "<a/>"]);
  });

  test("may be a stream", async () => {
    const body = new Blob(["a", "b"]).stream();
    expect(await post({ body, contentType: "application/octet-stream" })).toEqual(["application/octet-stream", "ab"]);
  });

  test("of parts holds files, objects and lists", async () => {
    const file = new File(["<x>"], 'na"me\r\n.txt', { type: "text/x" });
    const body = multipart(
      { text: "a", n: [1, 2], file, bytes: new Uint8Array([66]), object: { c: 1 }, none: null },
      { bytes: "a/b" },
    );
    const [type = "", text] = await post({ body });
    const boundary = /^multipart\/form-data; boundary=([\w-]{20,})$/.exec(type)?.[1] ?? expect.fail(type);
    expect(text.split(`--${boundary}`)).toEqual([
      "",
      '\r\nContent-Disposition: form-data; name="text"\r\n\r\na\r\n',
      '\r\nContent-Disposition: form-data; name="n"\r\n\r\n1\r\n',
      '\r\nContent-Disposition: form-data; name="n"\r\n\r\n2\r\n',
      '\r\nContent-Disposition: form-data; name="file"; filename="na%22me%0D%0A.txt"\r\nContent-Type: text/x\r\n\r\n<x>\r\n',
      '\r\nContent-Disposition: form-data; name="bytes"; filename="bytes"\r\nContent-Type: a/b\r\n\r\nB\r\n',
      '\r\nContent-Disposition: form-data; name="object"\r\nContent-Type: application/json\r\n\r\n{"c":1}\r\n',
      "--\r\n",
    ]);
  });

  test("of parts refuses media types that would end their header", () => {
    expect(() => multipart({ a: "b" }, { a: "text/plain\r\nx: y" })).toThrow(ArgumentError);
  });
});

describe("rules", () => {
  const name = "x";
  test.each<[Omit<Rule, "name">, unknown, unknown]>([
    [{ check: checkText, minLength: 2 }, "a", "ab"],
    [{ check: checkText, maxLength: 2 }, "abc", "ab"],
    [{ check: checkText, pattern: "^[a-z]+$" }, "A", "a"],
    [{ check: checkNumber, minimum: 0 }, -1, 0],
    [{ check: checkNumber, maximum: 5 }, 6, 5],
    [{ check: checkNumber, exclusiveMinimum: 0 }, 0, 0.1],
    [{ check: checkNumber, exclusiveMaximum: 5 }, 5, 4],
    [{ check: checkNumber, multipleOf: 0.1 }, 0.35, 0.3],
    [{ check: checkNumber, multipleOf: 3 }, 4, 9],
    [{ check: checkList, minItems: 1 }, [], [1]],
    [{ check: checkList, maxItems: 1 }, [1, 2], [1]],
    [{ check: checkList, uniqueItems: true }, [{ a: 1 }, { a: 1 }], [{ a: 1 }, { a: 2 }]],
    [{ check: checkText, minLength: 1 }, "", "a"],
    [{ required: true }, undefined, 0],
    [{ required: true }, null, ""],
  ])("%o", async (rule, bad, good) => {
    const error = await refused({ args: { x: bad }, rules: [{ name, ...rule }] });
    expect(error).toMatchObject({ parameter: "x", rule: Object.keys(rule).at(-1) });
    expect(error.message).toContain("x");
    await sent({ args: { x: good }, rules: [{ name, ...rule }] });
  });

  test("do not hold for what is absent", async () => {
    await sent({ args: {}, rules: [{ name, check: checkText, minLength: 5, pattern: "^a$" }] });
  });

  test("hold for the client's parameters too", async () => {
    const client = clientOf("http://127.0.0.1:1", {}, { parameters: { x: "long" } });
    const made = call(client, {
      as: asData,
      method: "GET",
      path: "/",
      rules: [{ name, check: checkText, maxLength: 3 }],
    });
    await expect(made).rejects.toMatchObject({ parameter: "x", rule: "maxLength" });
  });
});
