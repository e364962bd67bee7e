import { describe, expect, test } from "vitest";
import {
  asData,
  asNone,
  call,
  collect,
  observe,
  pages,
  toJson,
  type CallEvent,
  type Observer,
  type RequestSpec,
} from "../../templates/runtime/src/index.ts";
import { headerPolling, longRunning } from "../../templates/runtime/src/lro/index.ts";
import { clientOf, failure, serve } from "./support/clients.ts";

/** What is heard, each in a line, with the events themselves. */
function hearing(): { readonly observer: Observer; readonly events: CallEvent[]; readonly lines: () => string[] } {
  const events: CallEvent[] = [];
  const lineOf = (event: CallEvent): string => {
    switch (event.type) {
      case "request":
        return `${event.attempt} ${event.call.method}`;
      case "response":
        return `${event.attempt} ${event.status}`;
      case "error":
        return `${event.attempt} ${String((event.error as Error).message)}`;
      case "operation":
        return `${event.operation.id} ${event.operation.state.status} ${String(event.error)}`;
    }
  };
  return { observer: observe((event) => events.push(event)), events, lines: () => events.map(lineOf) };
}

const get: RequestSpec = { method: "GET", path: "/x", as: asData };

describe("a listener", () => {
  test("hears of each attempt in its order, the same call in all", async () => {
    const server = await serve((_, __, number) => (number ? { body: {} } : { status: 503, body: { code: "Busy" } }));
    const { observer, events, lines } = hearing();
    const request: RequestSpec = { ...get, method: "PUT", body: { a: 1 }, encode: toJson };
    await call(clientOf(server.url, { observer }), request);
    expect(lines()).toEqual(["0 PUT", "0 503 Busy: no details", "1 PUT", "1 200"]);
    expect(events.map((event) => "call" in event && event.call)).toEqual([request, request, request, request]);
    expect(events[0]).toMatchObject({ headers: { accept: "application/json", "content-type": "application/json" } });
    expect(events.every((event) => !("delay" in event))).toBe(true);
  });

  test("hears of what fails with the error that the caller gets", async () => {
    const { observer, events, lines } = hearing();
    const server = await serve(() => ({}));
    await server.stop();
    const client = clientOf(server.url, { observer, retry: { limit: 0 } });
    const error = await failure(call(client, get));
    expect(lines()).toEqual(["0 GET", "0 connection ECONNREFUSED"]);
    expect(events[1]).toMatchObject({ error });
    expect((events[1] as { error?: unknown }).error).toBe(error);
  });

  test("hears of an abort with its reason", async () => {
    const reason = new Error("enough");
    const { observer, lines } = hearing();
    const server = await serve(() => {});
    const controller = new AbortController();
    const made = failure(call(clientOf(server.url, { observer }), get, { signal: controller.signal }));
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort(reason);
    expect(await made).toBe(reason);
    expect(lines()).toEqual(["0 GET", "0 enough"]);
  });

  test("hears nothing of what is refused before anything is sent", async () => {
    const { observer, events } = hearing();
    await failure(call(clientOf("http://127.0.0.1:1", { observer }), { ...get, path: "/{missing}" }));
    expect(events).toEqual([]);
  });

  test("hears of redirects and challenges as parts of their attempt", async () => {
    const server = await serve(({ url, headers }) =>
      url === "/x"
        ? { status: 302, headers: { location: "/y" } }
        : { status: headers.authorization === "b" ? 200 : 401 },
    );
    const { observer, lines } = hearing();
    const credential = (_: unknown, refusal?: object) => ({ authorization: refusal ? "b" : "a" });
    await call(clientOf(server.url, { observer, credential }), get);
    expect(lines()).toEqual(["0 GET", "0 200"]);
    expect(server.requests).toHaveLength(3);
  });

  test("hears of each page", async () => {
    const server = await serve((_, __, number) => ({ body: { value: [number], nextLink: number ? null : "/next" } }));
    const { observer, events, lines } = hearing();
    const listing = pages<number>(clientOf(server.url, { observer }), get, { items: ["value"], link: ["nextLink"] });
    expect(await collect(listing)).toEqual([0, 1]);
    expect(lines()).toEqual(["0 GET", "0 200", "0 GET", "0 200"]);
    expect(new Set(events.map((event) => "call" in event && event.call)).size).toBe(2);
  });

  test("hears of an operation's requests and its end, in their order, and of the same operation", async () => {
    const server = await serve(({ url }) =>
      url === "/x"
        ? { status: 202, headers: { "azure-asyncoperation": "/status", "retry-after-ms": "0" } }
        : { body: { status: "Failed", error: { code: "Bad" } } },
    );
    const { observer, events, lines } = hearing();
    const client = clientOf(server.url, { observer });
    const spec = { id: "Things_Stop", protocol: headerPolling };
    const poller = longRunning(client, { ...get, method: "POST", as: asNone }, spec);
    const error = await failure(poller);
    const end = `Things_Stop Failed ${String(error)}`;
    expect(lines()).toEqual(["0 POST", "0 202", "0 GET", "0 200", end]);
    for (const event of events)
      expect(event.type === "operation" ? event.operation : event.call.operation).toBe(poller);
    await failure(poller);
    expect(events).toHaveLength(5);
  });

  test("is not heard itself where it throws: neither call, nor retry, nor operation notice", async () => {
    const server = await serve(({ method }, _, number) =>
      number === 0
        ? { status: 503 }
        : method === "POST"
          ? { status: 202, headers: { location: "/end" } }
          : { body: { id: 1 } },
    );
    const heard: string[] = [];
    const observer = observe((event) => {
      heard.push(event.type);
      throw new Error("a bad listener");
    });
    const client = clientOf(server.url, { observer });
    expect(await call(client, get)).toEqual({ id: 1 });
    expect(heard.splice(0)).toEqual(["request", "error", "request", "response"]);
    const spec = { id: "Things_Stop", protocol: headerPolling };
    expect(await longRunning(client, { ...get, method: "POST" }, spec)).toEqual({ id: 1 });
    expect(heard).toEqual(["request", "response", "request", "response", "operation"]);
  });
});

describe("an observer of one's own", () => {
  test("stands around each attempt, and may do without the ends of operations", async () => {
    const server = await serve((_, __, number) => (number ? { body: { id: 1 } } : { status: 503 }));
    const around: string[] = [];
    const observer: Observer = {
      async attempt({ call: { path }, attempt, headers }, send) {
        headers["x-attempt"] = String(attempt);
        around.push(`${path} ${attempt} {`);
        try {
          const response = await send();
          around.push(`} ${response.status}`);
          return { ...response, data: { from: "observer", data: response.data } };
        } catch (error) {
          around.push(`} ${(error as { status?: number }).status}`);
          throw error;
        }
      },
    };
    const client = clientOf(server.url, { observer });
    expect(await call(client, get)).toEqual({ from: "observer", data: { id: 1 } });
    expect(around).toEqual(["/x 0 {", "} 503", "/x 1 {", "} 200"]);
    expect(server.requests.map(({ headers }) => headers["x-attempt"])).toEqual(["0", "1"]);
    const spec = { id: "Things_Put", protocol: headerPolling };
    await expect(longRunning(client, { ...get, method: "PUT" }, spec)).resolves.toMatchObject({ data: { id: 1 } });
  });

  test("may fail the call", async () => {
    const server = await serve(() => ({}));
    const observer: Observer = { attempt: () => Promise.reject(new Error("no more calls today")) };
    await expect(call(clientOf(server.url, { observer }), get)).rejects.toThrow("no more calls today");
    expect(server.requests).toEqual([]);
  });
});
