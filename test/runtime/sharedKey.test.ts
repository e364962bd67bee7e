import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { call, sharedKey, type RequestSpec, asData, toJson, toMediaType } from "../../templates/runtime/src/index.ts";
import { clientOf, serve } from "./support/clients.ts";
import type { Received } from "./support/server.ts";

const account = "acc";
const key = Buffer.from("0123456789abcdef0123456789abcdef").toString("base64");

const sign = (text: string): string =>
  `SharedKey ${account}:${createHmac("sha256", Buffer.from(key, "base64")).update(text, "utf8").digest("base64")}`;

async function sent(request: Partial<RequestSpec>): Promise<Received> {
  const server = await serve(() => ({ status: 204 }));
  const client = clientOf(server.url, { credential: sharedKey({ account, key }) });
  const query = { "api-version": "v" };
  await call(client, { method: "GET", path: "/jobs", query, encode: toMediaType, as: asData, ...request });
  return server.requests[0] ?? expect.fail("nothing was sent");
}

const date = "Fri, 02 Jan 2026 03:04:05 GMT";

describe("a request signed with the account's key", () => {
  test.each<[string, Partial<RequestSpec>, string]>([
    ["GET", {}, `GET\n\n\n\n\n\n\n\n\n\n\n\nocp-date:${date}\n/acc/jobs\napi-version:v`],
    [
      "POST of a body",
      { method: "POST", body: { a: "ü" }, contentType: "application/json; odata=minimalmetadata" },
      `POST\n\n\n10\n\napplication/json; odata=minimalmetadata\n\n\n\n\n\n\nocp-date:${date}\n/acc/jobs\napi-version:v`,
    ],
    [
      "POST of nothing",
      { method: "POST", contentType: "application/json" },
      `POST\n\n\n0\n\napplication/json\n\n\n\n\n\n\nocp-date:${date}\n/acc/jobs\napi-version:v`,
    ],
    ["DELETE", { method: "DELETE" }, `DELETE\n\n\n\n\n\n\n\n\n\n\n\nocp-date:${date}\n/acc/jobs\napi-version:v`],
    [
      "bytes",
      { method: "PUT", body: new Uint8Array(3), contentType: "a/b" },
      `PUT\n\n\n3\n\na/b\n\n\n\n\n\n\nocp-date:${date}\n/acc/jobs\napi-version:v`,
    ],
    [
      "conditions and a range",
      {
        headers: {
          "If-Match": "1",
          "If-None-Match": "2",
          "If-Modified-Since": "3",
          "If-Unmodified-Since": "4",
          "ocp-range": "bytes=0-1",
          Range: "bytes=0-9",
        },
      },
      `GET\n\n\n\n\n\n\n3\n1\n2\n4\nbytes=0-9\nocp-date:${date}\nocp-range:bytes=0-1\n/acc/jobs\napi-version:v`,
    ],
    [
      "a query that needs decoding and order",
      { query: { Timeout: 5, $filter: "a eq 'b c'", "api-version": "v", m: ["2", "1"] } },
      `GET\n\n\n\n\n\n\n\n\n\n\n\nocp-date:${date}\n/acc/jobs\n$filter:a eq 'b c'\napi-version:v\nm:1,2\ntimeout:5`,
    ],
    [
      "a path that is encoded",
      { path: "/jobs/{x}", args: { x: "a b" } },
      `GET\n\n\n\n\n\n\n\n\n\n\n\nocp-date:${date}\n/acc/jobs/a%20b\napi-version:v`,
    ],
    [
      "the caller's own date",
      { headers: { "ocp-date": "Thu, 01 Jan 2026 00:00:00 GMT" } },
      "GET\n\n\n\n\n\n\n\n\n\n\n\nocp-date:Thu, 01 Jan 2026 00:00:00 GMT\n/acc/jobs\napi-version:v",
    ],
  ])("%s", async (_, request, text) => {
    const { headers } = await sent(request);
    expect(headers.authorization).toBe(sign(text));
    expect(text).toContain(`ocp-date:${String(headers["ocp-date"])}`);
  });

  test("cannot be a stream, whose length is not known", async () => {
    const body = new Blob(["a"]).stream();
    await expect(sent({ method: "PUT", body, contentType: "a/b" })).rejects.toMatchObject({ parameter: "body" });
  });

  test("has the length that is sent", async () => {
    const { headers } = await sent({ method: "POST", body: { a: "ü" } });
    expect(headers["content-length"]).toBe("10");
  });
});

describe("a clock that is wrong", () => {
  /** A service whose clock is `ahead` of the client's by some minutes, and that takes requests of up to 15 minutes. */
  async function service(ahead: number) {
    const now = Date.parse(date) + ahead * 60_000;
    const server = await serve(({ headers }) => {
      const age = Math.abs(Date.parse(String(headers["ocp-date"])) - now);
      const answer = age > 15 * 60_000 ? { status: 403, body: { code: "AuthenticationFailed" } } : { status: 204 };
      return { ...answer, headers: { date: new Date(now).toUTCString() } };
    });
    return { server, client: clientOf(server.url, { credential: sharedKey({ account, key }) }) };
  }

  test.each([60, -60, 20])("by %i minutes is corrected by the service's, from then on", async (ahead) => {
    const { server, client } = await service(ahead);
    for (let calls = 0; calls < 3; calls++)
      await call(client, { as: asData, method: "POST", path: "/x", body: { calls }, encode: toJson });
    expect(server.requests.map(({ body }) => body)).toEqual([
      '{"calls":0}',
      '{"calls":0}',
      '{"calls":1}',
      '{"calls":2}',
    ]);
  });

  test("is not why a request is refused where it agrees with the service's", async () => {
    const server = await serve(() => ({ status: 403, headers: { date }, body: { code: "AuthenticationFailed" } }));
    const client = clientOf(server.url, { credential: sharedKey({ account, key }) });
    await expect(call(client, { as: asData, method: "GET", path: "/x" })).rejects.toMatchObject({
      code: "AuthenticationFailed",
    });
    expect(server.requests).toHaveLength(1);
  });

  test("is not corrected twice by the same", async () => {
    const wrong = new Date(Date.parse(date) + 3_600_000).toUTCString();
    const server = await serve(() => ({ status: 403, headers: { date: wrong } }));
    const client = clientOf(server.url, { credential: sharedKey({ account, key }) });
    for (let calls = 0; calls < 2; calls++) {
      await expect(call(client, { as: asData, method: "GET", path: "/x" })).rejects.toMatchObject({ status: 403 });
    }
    expect(server.requests).toHaveLength(3);
  });
});

test("a key that is not base64 is refused", () => {
  expect(() => sharedKey({ account, key: "not base64!" })).toThrow(/key/);
});
