import { describe, expect, test } from "vitest";
import {
  asData,
  collect,
  linkPath,
  linkQuery,
  pages,
  toJson,
  type Pages,
  type PagingSpec,
  type RequestSpec,
} from "../../templates/runtime/src/index.ts";
import { clientOf, failure, serve, type TestClient } from "./support/clients.ts";
import type { TestServer } from "./support/server.ts";

/** A server whose first page leads to `nextLink`, and whose second one is the last. */
const leading = (nextLink: string): Promise<TestServer> =>
  serve((_, __, number) => ({ body: number ? { value: [2] } : { value: [1], nextLink } }));

const sent = (server: TestServer): unknown[] =>
  server.requests.map(({ method, url, body }) => `${method} ${url} ${body}`.trim());

describe("what is sent beside a link", () => {
  const list = (server: TestServer, further: PagingSpec["further"], request: Partial<RequestSpec> = {}) =>
    pages<number>(
      clientOf(server.url),
      { method: "GET", path: "/list", query: { year: 7, "api-version": "1" }, as: asData, ...request },
      { items: ["value"], link: ["nextLink"], ...(further && { further }) },
    );

  test.each([
    ["/more", "/more?open=true&api-version=1"],
    ["/more?page=2", "/more?page=2&open=true&api-version=1"],
    ["/more?open=no&Api-Version=2", "/more?open=no&api-version=1"],
  ])("is of the query what the link does not have: %s", async (nextLink, url) => {
    const server = await leading(nextLink);
    const listing = list(server, { query: { open: true, lang: undefined } });
    expect(await collect(listing)).toEqual([1, 2]);
    expect(sent(server)).toEqual(["GET /list?year=7&api-version=1", `GET ${url}`]);
  });

  test("is the method and the body", async () => {
    const server = await leading("/more?page=2");
    const body = { find: "x" };
    const request = { method: "POST", query: {}, body, encode: toJson } as const;
    expect(await collect(list(server, { method: "POST", body }, request))).toEqual([1, 2]);
    expect(sent(server)).toEqual(['POST /list {"find":"x"}', 'POST /more?page=2 {"find":"x"}']);
    expect(server.requests[1]?.headers["content-type"]).toBe("application/json");
  });

  test("does not go to another origin", async () => {
    const foreign = await serve(() => ({ body: { value: [3] } }));
    const reading = await leading(`${foreign.url}/more`);
    expect(await collect(list(reading, { query: { open: true } }))).toEqual([1, 3]);
    expect(sent(foreign)).toEqual(["GET /more"]);
    const writing = await leading(`${foreign.url}/more`);
    const error = await failure(collect(list(writing, { method: "POST", body: { secret: 1 } })));
    expect(error).toMatchObject({ name: "TransportError", reason: "redirect" });
    expect(foreign.requests).toHaveLength(1);
  });
});

describe("a link that ends the path of an operation", () => {
  /** As generated code reads such a page. */
  const page = (client: TestClient, link: string): Pages<number> => {
    const args = { tenant: "a/b", link: linkPath(link) };
    const query = { ...linkQuery(link), lang: "en" };
    return pages(
      client,
      { method: "GET", path: "/of/{tenant}/{!link}", args, query, as: asData },
      { items: ["value"], link: ["nextLink"], next: (next) => page(client, next) },
    );
  };

  test.each([
    ["next", "next?lang=en"],
    ["next?page=2", "next?page=2&lang=en"],
    ["a/b/$/c?$skip=X'41'&$top=", "a/b/$/c?%24skip=X%2741%27&%24top=&lang=en"],
    ["next?page=2&lang=de", "next?page=2&lang=en"],
    ["next?a=1&a=2&b=%26%3D+%20", "next?a=1&a=2&b=%26%3D%20%20&lang=en"],
    ["next?a=b?c=/../d#e", "next?a=b%3Fc%3D%2F..%2Fd&lang=en"],
    ["next#?a=b", "next?lang=en"],
    ["next?__proto__=1", "next?__proto__=1&lang=en"],
  ])("has its query in the query: %s", async (link, url) => {
    const server = await leading(link);
    expect(await collect(page(clientOf(server.url), "first"))).toEqual([1, 2]);
    expect(sent(server)).toEqual(["GET /of/a%2Fb/first?lang=en", `GET /of/a%2Fb/${url}`]);
  });

  test.each(["../x", "a/../../x", "%2e%2e/x", "?page=2", "a b", "a\\b", "a\nb"])(
    "cannot lead elsewhere: %j",
    async (link) => {
      const server = await leading(link);
      const error = await failure(collect(page(clientOf(server.url), "first")));
      expect(error).toMatchObject({ name: "ArgumentError", parameter: "link" });
      expect(server.requests).toHaveLength(1);
    },
  );
});
