import { expect, test } from "vitest";
import { call, send, traceEvents, type Observer, type TraceSpan, asData } from "../../templates/runtime/src/index.ts";
import { clientOf, failure, serve } from "./support/clients.ts";

interface TestSpan extends TraceSpan {
  readonly name: string;
  readonly parent: string;
  readonly kind: number;
  readonly attributes: Record<string, string | number>;
  readonly errors: unknown[];
  status?: { code: number; message?: string };
  ended: number;
}

/** OpenTelemetry's API as far as it is used; a context is the name of its span. */
function testApi() {
  const spans: TestSpan[] = [];
  const startSpan = (name: string, options: { kind: number; attributes: object }, parent: string): TestSpan => {
    const span: TestSpan = {
      name,
      parent,
      kind: options.kind,
      attributes: { ...options.attributes },
      errors: [],
      ended: 0,
      setAttribute: (key, value) => (span.attributes[key] = value),
      recordException: (error) => void span.errors.push(error),
      setStatus: (status) => (span.status = status),
      end: () => void span.ended++,
    };
    spans.push(span);
    return span;
  };
  return {
    spans,
    trace: {
      getTracer: () => ({ startSpan }),
      setSpan: (context: string, span: TestSpan) => `${context}/${span.name}`,
    },
    context: { active: () => "root" },
    propagation: {
      inject: (context: string, carrier: object) => void Object.assign(carrier, { traceparent: context }),
    },
  };
}

test("every attempt has a span, and the service its context", async () => {
  const server = await serve((_, __, number) => (number ? { body: {} } : { status: 503, body: { code: "Busy" } }));
  const api = testApi();
  await call(clientOf(server.url, { observer: traceEvents(api) }), {
    as: asData,
    method: "GET",
    path: "/a/{x}",
    args: { x: "1" },
  });
  expect(api.spans).toMatchObject([
    {
      name: "GET /a/{x}",
      parent: "root",
      kind: 2,
      attributes: {
        "http.request.method": "GET",
        "url.template": "/a/{x}",
        "http.response.status_code": 503,
        "error.type": "Busy",
      },
      status: { code: 2, message: "503 Busy: no details" },
      ended: 1,
    },
    { attributes: { "http.response.status_code": 200, "http.request.resend_count": 1 }, errors: [], ended: 1 },
  ]);
  expect(server.requests[0]?.headers.traceparent).toBe("root/GET /a/{x}");
});

test("a call that gets no answer has the failure's name", async () => {
  const api = testApi();
  const client = clientOf("http://127.0.0.1:1", { observer: traceEvents(api), retry: { limit: 0 } });
  await failure(call(client, { as: asData, method: "GET", path: "/" }));
  expect(api.spans).toMatchObject([
    { attributes: { "error.type": "TransportError" }, errors: [{ reason: "connection" }], ended: 1 },
  ]);
  expect(api.spans[0]?.attributes).not.toHaveProperty("http.response.status_code");
});

test("requests of an operation are inside its span", async () => {
  const server = await serve(() => ({ body: {} }));
  const api = testApi();
  const observer = traceEvents(api);
  const client = clientOf(server.url, { observer });
  const operation = { id: "Things_Create", state: { status: "Running" } };
  await send(client, { as: asData, method: "PUT", path: "/a", operation });
  await send(client, { as: asData, method: "GET", url: `${server.url}/poll?sig=secret`, operation });
  observer.ended?.(operation as Parameters<NonNullable<Observer["ended"]>>[0], new Error("gone"));
  expect(api.spans).toMatchObject([
    { name: "Things_Create", kind: 0, parent: "root", status: { code: 2, message: "gone" }, ended: 1 },
    { name: "PUT /a", parent: "root/Things_Create", ended: 1 },
    { name: "GET /poll", parent: "root/Things_Create", ended: 1 },
  ]);
  expect(JSON.stringify(api.spans)).not.toContain("secret");
});
