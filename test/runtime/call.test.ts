import { describe, expect, expectTypeOf, test } from "vitest";
import {
  asExists,
  asNone,
  asStream,
  asString,
  settle,
  call,
  ArmatureError,
  ServiceError,
  TransportError,
  type Call,
  type ResponseOf,
  asData,
} from "../../templates/runtime/src/index.ts";
import { clientOf, failure, serve } from "./support/clients.ts";

type Got = ResponseOf<200, { readonly id: string }> | ResponseOf<202, undefined, { readonly location?: string }>;

describe("a call", () => {
  test("is a promise of its data", async () => {
    const server = await serve(() => ({ body: { id: "a" } }));
    const made = call<Got>(clientOf(server.url), { as: asData, method: "GET", path: "/x" });
    expectTypeOf(made).toEqualTypeOf<Call<Got>>();
    expect(await made).toEqual({ id: "a" });
    expect(await made.then((data) => data?.id)).toBe("a");
    expect(await made.finally(() => 1)).toEqual({ id: "a" });
    expect(await Promise.all([made, 1])).toEqual([{ id: "a" }, 1]);
    expect(server.requests).toHaveLength(1);
  });

  test("starts at once, whether it is awaited or not", async () => {
    const server = await serve(() => ({}));
    void call(clientOf(server.url), { as: asData, method: "GET", path: "/x" });
    await expect.poll(() => server.requests.length).toBe(1);
  });

  test("gives status and headers by name in lower case", async () => {
    const server = await serve(() => ({ status: 202, headers: { Location: "/l", "X-Ms-Request-Id": "1" } }));
    const response = await call<Got>(clientOf(server.url), { as: asData, method: "GET", path: "/x" }).withResponse();
    expect(response).toMatchObject({
      status: 202,
      headers: { location: "/l", "x-ms-request-id": "1" },
      data: undefined,
    });
    if (response.status === 202) expectTypeOf(response.headers.location).toEqualTypeOf<string | undefined>();
    else expectTypeOf(response.data.id).toEqualTypeOf<string>();
  });

  test("settles an answer of the service, good or bad", async () => {
    const server = await serve(({ url }) =>
      url === "/ok" ? { body: { id: "a" } } : { status: 404, body: { code: "No" } },
    );
    const client = clientOf(server.url);
    const good = await settle(call<Got, { code: string }>(client, { as: asData, method: "GET", path: "/ok" }));
    expect(good).toMatchObject({ ok: true, status: 200, data: { id: "a" } });
    const bad = await settle(call<Got, { code: string }>(client, { as: asData, method: "GET", path: "/no" }));
    expect(bad.ok).toBe(false);
    if (!bad.ok) expect(bad.error.body.code).toBe("No");
  });

  test("settling does not hide other failures", async () => {
    const client = clientOf("http://127.0.0.1:1", { retry: { limit: 0 } });
    await expect(settle(call(client, { as: asData, method: "GET", path: "/x" }))).rejects.toMatchObject({
      reason: "connection",
    });
  });

  test("throws nothing, but rejects", async () => {
    const client = clientOf("http://127.0.0.1:1");
    const made = call(client, { as: asData, method: "GET", path: "/{missing}" });
    await expect(made).rejects.toMatchObject({ name: "ArgumentError", parameter: "missing" });
    expect(await made.catch((error: Error) => error.name)).toBe("ArgumentError");
  });

  test("that fails unseen is one unhandled rejection, and none where any form of it was asked for", async () => {
    const seen: unknown[] = [];
    const listener = (reason: unknown): unknown => seen.push(reason);
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection").on("unhandledRejection", listener);
    try {
      const client = clientOf("http://127.0.0.1:1");
      const make = (): Call<Got> => call(client, { as: asData, method: "GET", path: "/{a}" });
      await failure(make().withResponse());
      await failure(settle(make()));
      await failure(make());
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(seen).toEqual([]);
      make();
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(seen).toHaveLength(1);
    } finally {
      process.removeListener("unhandledRejection", listener);
      for (const other of others) process.on("unhandledRejection", other);
    }
  });
});

describe("a body of the answer", () => {
  const readings = {
    json: { as: asData },
    none: { as: asNone },
    text: { as: asString },
    stream: { as: asStream },
    exists: { as: asExists, also: [404] },
  };
  const get = async (as: keyof typeof readings, answer: object, method = "GET") => {
    const server = await serve(() => answer);
    return call(clientOf(server.url), { method: method as "GET", path: "/x", ...readings[as] });
  };

  test("is JSON", async () => {
    expect(await get("json", { body: { a: [1, "ü"] } })).toEqual({ a: [1, "ü"] });
    expect(await get("json", { body: "\uFEFF[1]", headers: { "content-type": "application/json" } })).toEqual([1]);
    expect(await get("json", { body: "null", headers: { "content-type": "application/json" } })).toBeNull();
    expect(await get("json", { body: '{"a":1}', headers: { "content-type": "text/plain" } })).toEqual({ a: 1 });
  });

  test("may be absent", async () => {
    for (const status of [200, 202, 204]) expect(await get("json", { status })).toBeUndefined();
  });

  test("is what was asked for", async () => {
    expect(await get("none", { body: { a: 1 } })).toBeUndefined();
    expect(await get("text", { body: "a ü" })).toBe("a ü");
    expect(await get("text", {})).toBe("");
    const stream = (await get("stream", { body: "bytes" })) as ReadableStream<Uint8Array>;
    expect(await new Response(stream).text()).toBe("bytes");
    expect(await new Response((await get("stream", { status: 204 })) as ReadableStream).text()).toBe("");
  });

  test("of a question for existence is true or false", async () => {
    expect(await get("exists", { status: 204 }, "HEAD")).toBe(true);
    expect(await get("exists", { status: 404 }, "HEAD")).toBe(false);
    expect(await get("exists", { status: 404, body: { error: { code: "X" } } })).toBe(false);
    await expect(get("exists", { status: 403 }, "HEAD")).rejects.toMatchObject({ status: 403 });
  });

  test("that is not JSON is told by its type", async () => {
    const html = get("json", { body: "<html>", headers: { "content-type": "text/html", "x-ms-request-id": "r1" } });
    await expect(html).rejects.toMatchObject({ name: "TransportError", reason: "content-type", requestId: "r1" });
    await expect(html).rejects.toThrow(/text\/html/);
    const broken = get("json", {
      body: '{"a":1,}',
      headers: { "content-type": "application/json", "request-id": "r2" },
    });
    await expect(broken).rejects.toMatchObject({ reason: "json", requestId: "r2" });
    await expect(broken).rejects.toThrow(/position 7/);
  });

  test("goes through the request's own reader", async () => {
    const server = await serve(() => ({ body: "<a/>", headers: { "content-type": "application/xml" } }));
    const decode = (text: string): unknown => ({ xml: text });
    expect(await call(clientOf(server.url), { as: asData, method: "GET", path: "/x", decode })).toEqual({
      xml: "<a/>",
    });
  });
});

test("an error of the service is one of its class, and known by its name", async () => {
  const server = await serve(() => ({ status: 400 }));
  const error = await failure(call(clientOf(server.url), { as: asData, method: "GET", path: "/x" }));
  expect(error).toBeInstanceOf(ServiceError);
  expect(error).toBeInstanceOf(ArmatureError);
  expect(error).not.toBeInstanceOf(TransportError);
  expect(error.name).toBe("ServiceError");
  expect(new Error("ServiceError")).not.toBeInstanceOf(ServiceError);
});
