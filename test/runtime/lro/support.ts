import { afterEach, expect } from "vitest";
import { createClient } from "../../../templates/runtime/src/client.ts";
import {
  headerPolling,
  longRunning,
  type CancellablePoller,
  type OperationSpec,
  type PollerOptions,
  type State,
} from "../../../templates/runtime/src/lro/index.ts";
import { virtualClock, type VirtualClock } from "../../../templates/runtime/src/testing/index.ts";
import { tokenCredential } from "../../../templates/runtime/src/auth.ts";
import { asData } from "../../../templates/runtime/src/reading.ts";
import type { Client, ClientOptions, RequestSpec } from "../../../templates/runtime/src/types.ts";
import { startServer, type Answer, type TestServer } from "../support/server.ts";

const running: TestServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

/** A step: an answer, one that is made from the server's address, or a connection that is cut. */
export type Step = Answer | ((origin: string) => Answer) | "cut";

export interface Stage {
  readonly client: Client;
  readonly clock: VirtualClock;
  readonly server: TestServer;
  /** Method and path of all requests so far. */
  readonly seen: () => readonly string[];
  /** When requests were sent, in ms after the first one. */
  readonly times: () => readonly number[];
}

/** A service on loopback that gives one answer after the other, the last one again and again. */
export async function stage(steps: readonly Step[], options: ClientOptions = {}, auto = true): Promise<Stage> {
  const clock = virtualClock({ auto });
  const times: number[] = [];
  let origin = "";
  const server = await startServer((_request, response, number) => {
    times.push(clock.now());
    const step = steps[Math.min(number, steps.length - 1)];
    if (step === "cut") {
      response.destroy();
      return undefined;
    }
    return typeof step === "function" ? step(origin) : step;
  });
  origin = server.url;
  running.push(server);
  const all: ClientOptions = {
    allowInsecure: true,
    clock,
    fetch: clock.fetch((url, init) => fetch(url, init as RequestInit)),
    retry: { limit: 0 },
    ...options,
  };
  return {
    client: createClient(all, {
      service: "test",
      endpoint: server.url,
      apiVersion: "2026-01-01",
      sign: tokenCredential,
    }),
    clock,
    server,
    seen: () => server.requests.map(({ method, url }) => `${method} ${url}`),
    times: () => times.map((time) => time - (times[0] ?? 0)),
  };
}

export const request = (method: RequestSpec["method"], more: Partial<RequestSpec> = {}): RequestSpec => ({
  method,
  path: "/things/{name}",
  args: { name: "one" },
  query: { "api-version": "2026-01-01" },
  as: asData,
  ...more,
});

/** An operation of the ARM kind. */
export const start = <T = unknown>(
  { client }: Stage,
  method: RequestSpec["method"],
  spec: Partial<OperationSpec> = {},
  options?: PollerOptions,
): CancellablePoller<T> =>
  longRunning<T>(client, request(method), { id: "Things_Change", protocol: headerPolling, ...spec }, options);

/** What a promise is rejected with. */
export async function failure<T = Error>(promise: PromiseLike<unknown>): Promise<T> {
  try {
    await promise;
  } catch (error) {
    return error as T;
  }
  return expect.fail("the promise was fulfilled");
}

/** The statuses of all states, in order. */
export async function statuses(poller: AsyncIterable<State>): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const { status } of poller) all.push(status);
  return all;
}

export const json = (body: unknown, headers: Record<string, string> = {}, status = 200): Answer => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

export const accepted = (headers: Record<string, string>, body?: unknown): Answer => ({
  status: 202,
  headers,
  ...(body !== undefined && { body }),
});
