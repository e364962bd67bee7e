import { afterEach, expect } from "vitest";
import { authClient, tokenCredential } from "../../../templates/runtime/src/auth.ts";
import { createClient } from "../../../templates/runtime/src/client.ts";
import type { AuthClient, SignRequest, TokenCredential } from "../../../templates/runtime/src/credential.ts";
import type { Client, ClientOptions, Clock, ServiceDefaults } from "../../../templates/runtime/src/types.ts";
import { startServer, type Handler, type TestServer } from "./server.ts";

/** Signs with credential objects of every kind. */
const sign = (credential: TokenCredential | AuthClient): SignRequest =>
  "getToken" in credential ? tokenCredential(credential) : authClient(credential);

export interface TestClock extends Clock {
  /** What was waited for, in ms, in order. */
  readonly waits: number[];
  time: number;
}

/** A clock on which waiting takes no time, and chance is what is given. */
export function testClock(chance = 0.5): TestClock {
  const clock: TestClock = {
    waits: [],
    time: Date.parse("2026-01-02T03:04:05Z"),
    now: () => clock.time,
    random: () => chance,
    sleep: (ms, signal) => {
      if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
      clock.waits.push(ms);
      clock.time += ms;
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
  return clock;
}

const running: TestServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

/** A server that is stopped after the test. */
export async function serve(handler: Handler): Promise<TestServer> {
  const server = await startServer(handler);
  running.push(server);
  return server;
}

export interface TestClient extends Client {
  readonly clock: TestClock;
}

/** A client of a local address, with a test clock. */
export function clientOf(
  url: string,
  options: ClientOptions = {},
  defaults: Partial<ServiceDefaults> = {},
): TestClient {
  const clock = testClock();
  const all = { allowInsecure: true, clock, ...options };
  return createClient(all, { service: "test", endpoint: url, apiVersion: "1", sign, ...defaults }) as TestClient;
}

/** What a promise is rejected with. */
export async function failure<T = Error>(promise: PromiseLike<unknown>): Promise<T> {
  try {
    await promise;
  } catch (error) {
    return error as T;
  }
  return expect.fail("the promise was fulfilled");
}
