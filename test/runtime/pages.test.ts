import { describe, expect, expectTypeOf, test } from "vitest";
import {
  collect,
  pages,
  type Page,
  type Pages,
  type PagingSpec,
  type RequestSpec,
  toJson,
  asData,
} from "../../templates/runtime/src/index.ts";
import { clientOf, failure, serve } from "./support/clients.ts";
import type { TestServer } from "./support/server.ts";

const links: PagingSpec = { items: ["value"], link: ["nextLink"] };
const tokens: PagingSpec = {
  items: ["resources"],
  token: ["nextPageToken"],
  parameter: "pageToken",
  pageSize: "pageSize",
};

/** A server that gives these bodies one after the other; `{url}` in them is its address. */
async function bodies(...all: readonly unknown[]): Promise<TestServer> {
  const server = await serve((_, __, number) => ({
    headers: { "content-type": "application/json", "x-page": String(number) },
    body: JSON.stringify(all[number] ?? { error: "there is no such page" }).replaceAll("{url}", server.url),
  }));
  return server;
}

const list = (server: TestServer, spec: PagingSpec, request: Partial<RequestSpec> = {}, options = {}): Pages<number> =>
  pages<number>(
    clientOf(server.url, { credential: () => ({ authorization: "secret" }), ...options }),
    { method: "GET", path: "/list", encode: toJson, as: asData, ...request },
    spec,
  );

const sent = (server: TestServer): string[] => server.requests.map(({ method, url }) => `${method} ${url}`);

describe("a listing by links", () => {
  test("gives the items of all pages, reading each when it is needed", async () => {
    const server = await bodies({ value: [1, 2], nextLink: "{url}/list?page=2&x=%20" }, { value: [3], nextLink: "" });
    const listing = list(server, links, { query: { filter: "1" } });
    expectTypeOf(listing).toEqualTypeOf<Pages<number>>();
    expect(server.requests).toEqual([]);
    const seen: [number, number][] = [];
    for await (const item of listing) seen.push([item, server.requests.length]);
    expect(seen).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
    ]);
    expect(sent(server)).toEqual(["GET /list?filter=1", "GET /list?page=2&x=%20"]);
    expect(server.requests[1]?.headers.authorization).toBe("secret");
  });

  test.each([
    ["?page=2", "/list?page=2"],
    ["/other", "/other"],
    ["next/2", "/next/2"],
  ])("may be relative to the page: %s", async (nextLink, url) => {
    const server = await bodies({ value: [], nextLink }, { value: [1] });
    expect(await collect(list(server, links))).toEqual([1]);
    expect(server.requests[1]?.url).toBe(url);
  });

  test("is read with GET and without a body, whatever the first request was", async () => {
    const server = await bodies({ value: [], nextLink: "{url}/next" }, { value: [1] });
    await collect(list(server, links, { method: "POST", body: { filter: 1 }, headers: { "x-a": "b" } }));
    expect(server.requests[1]).toMatchObject({ method: "GET", url: "/next", body: "", headers: { "x-a": "b" } });
    expect(server.requests[1]?.headers).not.toHaveProperty("content-type");
  });

  test.each([
    ["/2?skip=a%20b", "/2?skip=a%20b&api-version=1"],
    ["/2?api-version=7&skip=a+b", "/2?api-version=1&skip=a+b"],
    ["/2?skip=1&API-Version=7&a=b", "/2?skip=1&api-version=1&a=b"],
    ["/2", "/2?api-version=1"],
  ])("is read in the version of the first page: %s", async (nextLink, url) => {
    const server = await bodies({ value: [], nextLink }, { value: [1] });
    await collect(list(server, links, { query: { "api-version": "1", a: "1.0" } }));
    expect(server.requests[1]?.url).toBe(url);
  });

  test("on another origin is read without the credential", async () => {
    const foreign = await serve(() => ({ body: { value: [2] } }));
    const server = await bodies({ value: [1], nextLink: `${foreign.url}/next` });
    const query = { "api-version": "1" };
    expect(await collect(list(server, links, { query }, { headers: { "x-own": "secret" } }))).toEqual([1, 2]);
    expect(JSON.stringify(foreign.requests)).not.toContain("secret");
    expect(sent(foreign)).toEqual(["GET /next"]);
  });

  test.each(["http://[", "file:///etc/passwd"])("that is no address is an error: %s", async (nextLink) => {
    const server = await bodies({ value: [1], nextLink });
    await expect(collect(list(server, links))).rejects.toThrow();
    expect(server.requests).toHaveLength(1);
  });

  test("by pages gives body, response and where to go on", async () => {
    const server = await bodies({ value: [1], nextLink: "{url}/2", count: 9 }, { value: [2], nextLink: null });
    const all: Page<number>[] = [];
    for await (const page of list(server, links).byPage()) all.push(page);
    expect(all).toMatchObject([
      {
        items: [1],
        continuationToken: `${server.url}/2`,
        body: { count: 9 },
        response: { status: 200, headers: { "x-page": "0" } },
      },
      { items: [2], continuationToken: undefined },
    ]);
  });

  test("goes on where another process stopped", async () => {
    const server = await bodies({ value: [2] });
    const listing = list(server, links, { query: { a: 1 } });
    const { value } = await listing.byPage({ continuationToken: `${server.url}/list?page=2` }).next();
    expect(value).toMatchObject({ items: [2] });
    expect(sent(server)).toEqual(["GET /list?page=2"]);
  });
});

describe("a listing by tokens", () => {
  test("puts the token into the query", async () => {
    const server = await bodies({ resources: [1], nextPageToken: "a&b" }, { resources: [2], nextPageToken: "" });
    expect(await collect(list(server, tokens, { query: { filter: "f" } }))).toEqual([1, 2]);
    expect(sent(server)).toEqual(["GET /list?filter=f", "GET /list?filter=f&pageToken=a%26b"]);
  });

  test("or into the body", async () => {
    const server = await bodies({ resources: [1], nextPageToken: "t" }, { resources: [2] });
    await collect(list(server, { ...tokens, in: "body" }, { method: "POST", body: { filter: "f" } }));
    expect(server.requests.map(({ body }) => body)).toEqual(['{"filter":"f"}', '{"filter":"f","pageToken":"t"}']);
  });

  test("asks for pages of a size", async () => {
    const server = await bodies({ resources: [1], nextPageToken: "t" }, { resources: [2] });
    for await (const page of list(server, tokens).byPage({ maxPageSize: 5 })) expect(page.items).toHaveLength(1);
    expect(sent(server)).toEqual(["GET /list?pageSize=5", "GET /list?pageSize=5&pageToken=t"]);
  });

  test("goes on where another process stopped", async () => {
    const server = await bodies({ resources: [2] });
    await list(server, tokens).byPage({ continuationToken: "t" }).next();
    expect(sent(server)).toEqual(["GET /list?pageToken=t"]);
  });
});

describe("a listing", () => {
  test("without next pages is read whole", async () => {
    const server = await bodies([1, 2]);
    expect(await collect(list(server, { items: [] }))).toEqual([1, 2]);
  });

  test.each([{}, { value: null }, { value: "abc" }, { value: { 0: 1 } }, null, [], "text", 7])(
    "without items has none: %j",
    async (body) => {
      const server = await bodies(body);
      expect(await collect(list(server, links))).toEqual([]);
    },
  );

  test("with deep paths", async () => {
    const server = await bodies({ a: { b: [1] }, "odata.nextLink": "/2" }, { a: {} });
    expect(await collect(list(server, { items: ["a", "b"], link: ["odata.nextLink"] }))).toEqual([1]);
    expect(server.requests).toHaveLength(2);
  });

  test("goes through empty pages", async () => {
    const server = await bodies({ value: [], nextLink: "/2" }, { nextLink: "/3" }, { value: [1] });
    expect(await collect(list(server, links))).toEqual([1]);
  });

  test("that leads back to where it was ends in an error", async () => {
    const server = await serve(({ url }) => ({ body: { value: [1], nextLink: url === "/2" ? "/3" : "/2" } }));
    const seen: number[] = [];
    const error = await failure(
      (async () => {
        for await (const item of list(server, links)) seen.push(item);
      })(),
    );
    expect(error).toMatchObject({ name: "TransportError", reason: "paging" });
    expect(seen).toEqual([1, 1, 1]);
  });

  test("that is left early sends no further request", async () => {
    const server = await bodies({ value: [1, 2], nextLink: "/2" }, { value: [3] });
    for await (const item of list(server, links)) if (item === 2) break;
    expect(await collect(list(server, links), 0)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(server.requests).toHaveLength(1);
  });

  test("is collected up to a limit, without the page after it", async () => {
    const server = await bodies({ value: [1, 2], nextLink: "/2" }, { value: [3] });
    expect(await collect(list(server, links), 2)).toEqual([1, 2]);
    expect(server.requests).toHaveLength(1);
  });

  test("starts anew with every iteration", async () => {
    const server = await serve(() => ({ body: { value: [1] } }));
    const listing = list(server, links);
    expect([...(await collect(listing)), ...(await collect(listing))]).toEqual([1, 1]);
    expect(server.requests).toHaveLength(2);
  });

  test("serves calls that overlap in their order, across pages", async () => {
    const server = await bodies({ value: [1, 2], nextLink: "/2" }, { value: [], nextLink: "/3" }, { value: [3] });
    const items = list(server, links)[Symbol.asyncIterator]();
    const results = await Promise.all(Array.from({ length: 6 }, () => items.next()));
    expect(results.map(({ value }) => value)).toEqual([1, 2, 3, undefined, undefined, undefined]);
    expect(results.map(({ done }) => done)).toEqual([false, false, false, true, true, true]);
    expect(server.requests).toHaveLength(3);
  });

  test("that is left while a page is read gives that page's first item, and nothing more", async () => {
    const server = await bodies({ value: [1, 2], nextLink: "/2" }, { value: [3] });
    const items = list(server, links)[Symbol.asyncIterator]();
    const asked = [items.next(), items.return?.(), items.next()];
    expect(await Promise.all(asked)).toEqual([
      { done: false, value: 1 },
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
    expect(server.requests).toHaveLength(1);
  });

  test("has ended once it has failed, also for who had asked already", async () => {
    const server = await serve(() => ({ status: 403, body: { code: "C" } }));
    const items = list(server, links)[Symbol.asyncIterator]();
    const [first, second] = await Promise.allSettled([items.next(), items.next()]);
    expect(first).toMatchObject({ status: "rejected", reason: { status: 403 } });
    expect(second).toEqual({ status: "fulfilled", value: { done: true, value: undefined } });
    expect(server.requests).toHaveLength(1);
  });

  test("fails with the error of the page", async () => {
    const server = await serve((_, __, number) =>
      number ? { status: 403, body: { code: "C" } } : { body: { value: [1], nextLink: "/2" } },
    );
    await expect(collect(list(server, links))).rejects.toMatchObject({ status: 403, code: "C" });
  });

  test("ends with the caller's signal", async () => {
    const server = await bodies({ value: [1], nextLink: "/2" }, { value: [2] });
    const controller = new AbortController();
    const listing = pages<number>(clientOf(server.url), { as: asData, method: "GET", path: "/" }, links, {
      signal: controller.signal,
    });
    await expect(
      (async () => {
        for await (const item of listing) controller.abort(new Error(`at ${item}`));
      })(),
    ).rejects.toThrow("at 1");
    expect(server.requests).toHaveLength(1);
  });
});
