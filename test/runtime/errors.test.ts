import { describe, expect, test } from "vitest";
import { asExists, asNone, asStream, asString, call, ServiceError, asData } from "../../templates/runtime/src/index.ts";
import { clientOf, failure, serve } from "./support/clients.ts";
import type { Answer } from "./support/server.ts";

async function errorOf(answer: Answer, query = {}): Promise<ServiceError> {
  const server = await serve(() => answer);
  const client = clientOf(server.url, { retry: { limit: 0 } });
  const error = await failure<ServiceError>(call(client, { as: asData, method: "PUT", path: "/x", query }));
  expect(error).toBeInstanceOf(ServiceError);
  return error;
}

describe("an error of the service", () => {
  test.each<[string, unknown, Partial<ServiceError>, string]>([
    [
      "ARM",
      {
        error: {
          code: "InUse",
          message: "Busy.",
          target: "t",
          details: [{ code: "A" }],
          additionalInfo: [{ type: "P" }],
        },
      },
      { code: "InUse", target: "t", details: [{ code: "A" }] },
      "409 InUse: Busy.",
    ],
    [
      "Batch",
      { code: "TaskDone", message: { lang: "en", value: "Is done." }, values: [{ key: "k", value: "v" }] },
      { code: "TaskDone", details: [{ key: "k", value: "v" }] },
      "409 TaskDone: Is done.",
    ],
    ["bare", { code: "C", message: "M" }, { code: "C", target: undefined, details: [] }, "409 C: M"],
    ["OData", { "odata.error": { code: "C", message: { value: "M" } } }, { code: "C" }, "409 C: M"],
    [
      "Google",
      { error: { code: 409, message: "M", status: "ABORTED", details: [{ "@type": "t" }] } },
      { code: "ABORTED", details: [{ "@type": "t" }] },
      "409 ABORTED: M",
    ],
    [
      "older Google",
      { error: { code: 409, message: "M", errors: [{ reason: "r" }] } },
      { code: undefined, details: [{ reason: "r" }] },
      "409 Conflict: M",
    ],
    ["OAuth", { error: "invalid_grant", error_description: "M" }, { code: "invalid_grant" }, "409 invalid_grant: M"],
    ["problem details", { type: "urn:p", title: "T", detail: "D", status: 409 }, { code: "urn:p" }, "409 urn:p: D"],
    ["a text", "sorry", { code: undefined, body: "sorry" }, "409 Conflict: no details"],
    ["nothing", undefined, { code: undefined, body: "", details: [] }, "409 Conflict: no details"],
    [
      "nonsense",
      { error: { code: {}, message: [], details: "x", target: 1 } },
      { code: undefined, target: undefined, details: [] },
      "409 Conflict: no details",
    ],
    ["a list", [1], { code: undefined, details: [], body: [1] }, "409 Conflict: no details"],
    ["null", { error: null, code: "C" }, { code: "C" }, "409 C: no details"],
  ])("by %s", async (_, body, fields, message) => {
    const error = await errorOf({ status: 409, body });
    expect(error).toMatchObject({ status: 409, method: "PUT", body, ...fields });
    expect(error.message).toBe(message);
    expect(error.name).toBe("ServiceError");
  });

  test("takes its code from a header where the body has none", async () => {
    expect(await errorOf({ status: 404, headers: { "x-ms-error-code": "BlobNotFound" } })).toMatchObject({
      code: "BlobNotFound",
      message: "404 BlobNotFound: no details",
    });
  });

  test("shows headers that are safe, and the id of the request", async () => {
    const headers = { "x-ms-request-id": "r", "set-cookie": "a=b", location: "/?sig=x", "x-secret": "s", etag: "e" };
    const error = await errorOf({ status: 400, headers });
    expect(error.requestId).toBe("r");
    expect(error.headers).toMatchObject({ "x-ms-request-id": "r", etag: "e" });
    expect(Object.keys(error.headers).sort()).toEqual(["date", "etag", "x-ms-request-id"]);
  });

  test.each(["x-ms-request-id", "request-id", "x-request-id"])("knows %s", async (name) => {
    expect((await errorOf({ status: 400, headers: { [name]: "r" } })).requestId).toBe("r");
  });

  test("hides secrets of the address", async () => {
    const { url } = await errorOf(
      { status: 400 },
      { sig: "s1", "api-key": "s2", access_token: "s3", code: "s4", a: "b", se: "c", "api-version": "1" },
    );
    expect(url).toMatch(
      /\/x\?sig=\*\*\*&api-key=\*\*\*&access_token=\*\*\*&code=\*\*\*&a=\*\*\*&se=\*\*\*&api-version=1$/,
    );
  });

  test("as JSON holds neither body nor cause", async () => {
    const error = await errorOf({ status: 400, body: { error: { code: "C", message: "M", secret: "s" } } });
    const json = JSON.parse(JSON.stringify({ error })) as { error: object };
    expect(json.error).toMatchObject({
      name: "ServiceError",
      message: "400 C: M",
      code: "C",
      status: 400,
    });
    expect(json.error).not.toHaveProperty("body");
    expect(json.error).not.toHaveProperty("cause");
  });

  test("bounds message and body", async () => {
    const long = await errorOf({ status: 500, body: { code: "C", message: "m".repeat(10_000) } });
    expect(long.message.length).toBeLessThan(2_100);
    const text = await errorOf({ status: 500, body: "x".repeat(3 << 20), headers: { "content-type": "text/plain" } });
    expect((text.body as string).length).toBeLessThanOrEqual(1 << 20);
  });

  test("says when to come back", async () => {
    expect((await errorOf({ status: 503, headers: { "retry-after": "7" } })).retryAfter).toBe(7000);
    expect((await errorOf({ status: 503 })).retryAfter).toBeUndefined();
  });

  test("is made of what the request's own reader gives", async () => {
    const server = await serve(() => ({ status: 400, body: "<Code>C</Code>" }));
    const decode = (text: string): unknown => ({ code: /<Code>(.*)</.exec(text)?.[1] });
    await expect(call(clientOf(server.url), { as: asData, method: "GET", path: "/x", decode })).rejects.toMatchObject({
      code: "C",
    });
  });

  test("also where no body was wanted", async () => {
    const server = await serve(() => ({ status: 400, body: { code: "C" } }));
    for (const reading of [{ as: asNone }, { as: asString }, { as: asStream }, { as: asExists, also: [404] }]) {
      await expect(call(clientOf(server.url), { method: "GET", path: "/x", ...reading })).rejects.toMatchObject({
        code: "C",
      });
    }
  });

  test.each([304, 300, 418])("is an answer %i", async (status) => {
    expect((await errorOf({ status })).status).toBe(status);
  });
});
