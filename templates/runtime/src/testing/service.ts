import type { FetchInit, FetchLike, MinimalFetchInit } from "../platform.js";
import type { ClientOptions } from "../types.js";
import { virtualClock, type VirtualClock } from "./clock.js";

/** What a simulated service answers. */
export interface MockAnswer<T = unknown> {
  /** Default 200, or 204 without a body. */
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A string is sent as it is, everything else as JSON. */
  readonly body?: T | undefined;
}

/** A request that a simulated service has seen. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON. */
  readonly body: unknown;
}

/** Answers a request, once or every time; may add routes to the service, as operations do for their polls. */
export type MockHandler<T = unknown> = (
  request: SeenRequest,
  service: MockService,
) => MockAnswer<T> | Promise<MockAnswer<T>>;

export type MockStep<T = unknown> = MockAnswer<T> | MockHandler<T> | Error;

/** A service that exists in the test alone. */
export interface MockService {
  /** For `createClient`: `fetch`, `clock`, and a credential that is of no worth. */
  readonly options: Required<Pick<ClientOptions, "fetch" | "clock" | "credential">>;
  readonly fetch: FetchLike;
  readonly clock: VirtualClock;
  /** All requests so far, in order. */
  readonly requests: readonly SeenRequest[];
  /**
   * Answers requests of a route, such as `GET /jobs/{job}/tasks/*`, with one step after the other; the last one stays.
   * A `{name}` or `*` is one segment, `**` any number of them; the query does not count. An `Error` is a connection
   * that fails. A route that is set again is replaced.
   */
  on<T = unknown>(route: string, ...steps: readonly [MockStep<NoInfer<T>>, ...MockStep<NoInfer<T>>[]]): MockService;
  /** The requests of a route. */
  seen(route: string): readonly SeenRequest[];
}

interface Route {
  readonly route: string;
  readonly matches: (method: string, path: string) => boolean;
  readonly steps: readonly MockStep[];
  count: number;
}

function matcher(route: string): (method: string, path: string) => boolean {
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(route) ?? [];
  if (method === undefined || path === undefined) throw new TypeError(`A route is a method and a path, not ${route}`);
  const source = path
    .split(/(\{[^}]*\}|\*\*|\*)/)
    .map((part, index) => (index % 2 ? (part === "**" ? ".*" : "[^/]+") : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
  const pattern = new RegExp(`^${source}$`, "i");
  return (seen, at) => seen === method && (pattern.test(at) || pattern.test(safeDecode(at)));
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

async function seenRequest(url: string, init: MinimalFetchInit): Promise<SeenRequest> {
  const { method = "GET", headers = {} } = init;
  const { pathname, searchParams } = new URL(url);
  const text = init.body === undefined || init.body === null ? "" : await new Response(init.body as string).text();
  let body: unknown = text === "" ? undefined : text;
  try {
    body = text === "" ? undefined : JSON.parse(text);
  } catch {
    // It stays as it is.
  }
  return { method, url, path: pathname, query: Object.fromEntries(searchParams), headers, body };
}

function respond({ body, headers, status = body === undefined ? 204 : 200 }: MockAnswer, url: string): Response {
  const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
  const type: Record<string, string> = text === null ? {} : { "content-type": "application/json" };
  return Object.defineProperty(new Response(text, { status, headers: { ...type, ...headers } }), "url", { value: url });
}

/**
 * Makes a service whose answers a test writes down. Requests without a route are answered with 400 and a message that
 * names them, which no client retries.
 */
export function mockService(clock: VirtualClock = virtualClock()): MockService {
  const routes: Route[] = [];
  const requests: SeenRequest[] = [];

  const answer = async (url: string, init: FetchInit): Promise<Response> => {
    const { signal } = init as MinimalFetchInit;
    if (signal?.aborted) throw signal.reason;
    const request = await seenRequest(url, init as MinimalFetchInit);
    requests.push(request);
    const route = routes.find(({ matches }) => matches(request.method, request.path));
    const step = route?.steps[Math.min(route.count++, route.steps.length - 1)];
    if (step === undefined) {
      const message = `mockService has no answer to ${request.method} ${request.path}`;
      return respond({ status: 400, body: { error: { code: "UnexpectedRequest", message } } }, url);
    }
    if (step instanceof Error) throw step;
    return respond(typeof step === "function" ? await step(request, service) : step, url);
  };

  const fetch: FetchLike = (url, init) => clock.during(answer(url, init));
  const service: MockService = {
    options: { fetch, clock, credential: () => ({ authorization: "Bearer of-no-worth" }) },
    fetch,
    clock,
    requests,
    on(route, ...steps) {
      const known = routes.findIndex((one) => one.route === route);
      if (known >= 0) routes.splice(known, 1);
      routes.push({ route, matches: matcher(route), steps: steps as readonly MockStep[], count: 0 });
      return service;
    },
    seen(route) {
      const matches = matcher(route);
      return requests.filter(({ method, path }) => matches(method, path));
    },
  };
  return service;
}
