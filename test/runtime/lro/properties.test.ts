import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokenCredential } from "../../../templates/runtime/src/auth.ts";
import { createClient } from "../../../templates/runtime/src/client.ts";
import { ArmatureError } from "../../../templates/runtime/src/errors.ts";
import {
  Cancellable,
  aip151,
  compute,
  deadline,
  headerPolling,
  longRunning,
  type CancellablePoller,
  type OperationSpec,
  type Protocol,
  toToken,
} from "../../../templates/runtime/src/lro/index.ts";
import { mockService, type MockStep } from "../../../templates/runtime/src/testing/index.ts";
import type { HttpMethod } from "../../../templates/runtime/src/types.ts";
import { asData } from "../../../templates/runtime/src/reading.ts";

const status = fc.constantFrom(
  "InProgress",
  "Succeeded",
  "Failed",
  "Canceled",
  "DONE",
  "Completed",
  "",
  "constructor",
  "__proto__",
);
const address = fc.constantFrom(
  "/a",
  "b",
  "https://service.test/c",
  "http://[",
  "https://elsewhere.test/d",
  "//elsewhere.test/e",
  "?f",
);

const body = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom("", "{", "null", "[]", '"text"', "<html>", "0"),
  fc.jsonValue({ maxDepth: 2 }),
  fc.record(
    {
      status: fc.oneof(status, fc.jsonValue({ maxDepth: 1 })),
      properties: fc.oneof(
        fc.record({ provisioningState: fc.oneof(status, fc.jsonValue({ maxDepth: 1 })) }),
        fc.constant(null),
      ),
      name: fc.oneof(fc.constantFrom("operations/o", "../x", ""), fc.jsonValue({ maxDepth: 1 })),
      done: fc.oneof(fc.boolean(), fc.jsonValue({ maxDepth: 1 })),
      error: fc.oneof(
        fc.record({ code: fc.integer(), errors: fc.array(fc.jsonValue({ maxDepth: 1 })) }),
        fc.jsonValue({ maxDepth: 1 }),
      ),
      response: fc.jsonValue({ maxDepth: 1 }),
      metadata: fc.jsonValue({ maxDepth: 1 }),
      selfLink: address,
      targetLink: fc.oneof(address, fc.jsonValue({ maxDepth: 1 })),
      resourceLocation: fc.oneof(address, fc.jsonValue({ maxDepth: 1 })),
      zone: fc.oneof(address, fc.jsonValue({ maxDepth: 1 })),
    },
    { requiredKeys: [] },
  ),
);

const step: fc.Arbitrary<MockStep> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(new Error("connection")) },
  {
    weight: 9,
    arbitrary: fc.record({
      status: fc.constantFrom(200, 200, 200, 201, 202, 202, 204, 400, 404, 409, 429, 500, 503),
      headers: fc.dictionary(
        fc.constantFrom("location", "azure-asyncoperation", "operation-location", "retry-after", "retry-after-ms"),
        fc.oneof(address, fc.constantFrom("0", "5", "99999999999", "-1", "Infinity", "Tue, 01 Jan 2030 00:01:00 GMT")),
      ),
      body,
    }),
  },
);

const spec: fc.Arbitrary<Partial<OperationSpec>> = fc.record(
  {
    final: fc.constantFrom("statusBody", "location", "operationLocation", "originalUri"),
    result: fc.constant("none" as const),
    path: fc.constant("/v1/{+name}"),
  },
  { requiredKeys: [] },
);

const withoutBody = (answer: MockStep): MockStep =>
  answer instanceof Error || typeof answer === "function" || (answer.status !== 204 && answer.status !== 304)
    ? answer
    : { ...answer, body: undefined };

describe.each<[string, Protocol]>([
  ["header polling", headerPolling],
  ["AIP-151", aip151],
  ["Compute style", compute],
])("whatever the service answers, %s", (_, protocol) => {
  it("ends in a result, a typed error or the deadline, and never elsewhere", async () => {
    const unhandled: unknown[] = [];
    const listen = (error: unknown): void => void unhandled.push(error);
    process.on("unhandledRejection", listen);
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom<HttpMethod>("PUT", "PATCH", "POST", "DELETE"),
          fc.array(step, { minLength: 1, maxLength: 8 }),
          spec,
          fc.boolean(),
          async (method, steps, more, cancels) => {
            const service = mockService();
            const [first, ...rest] = steps.map(withoutBody);
            service.on("POST /**", first as MockStep, ...rest);
            for (const verb of ["GET", "PUT", "PATCH", "DELETE"]) service.on(`${verb} /**`, first as MockStep, ...rest);
            const client = createClient(
              { ...service.options, retry: { limit: 1 } },
              { service: "test", endpoint: "https://service.test", apiVersion: "1", sign: tokenCredential },
            );
            const poller: CancellablePoller<unknown> = longRunning(
              client,
              { as: asData, method, path: "/things/one" },
              { id: "X", protocol, poller: Cancellable, cancel: () => Promise.resolve(), ...more },
              { signal: deadline(60_000, { clock: service.clock }) },
            );
            if (cancels) await poller.cancel().catch(() => {});
            const outcome = await poller.then(
              () => "result",
              (error: unknown) => error,
            );
            if (outcome !== "result") expect(outcome).toBeInstanceOf(ArmatureError);
            if (outcome === "result") for await (const { done } of poller) expect(done).toBe(true);
            try {
              expect(toToken(poller)).toMatch(/^[\w-]+\.[0-9a-f]+$/);
            } catch (error) {
              expect(error).toBeInstanceOf(ArmatureError);
            }
            const [start, ...polls] = service.requests;
            expect(start?.method).toBe(method);
            for (const { method: verb, headers, url } of polls) {
              // A start that failed for a time is sent again by the call itself.
              if (verb !== "GET") expect(verb).toBe(method);
              if (!url.startsWith("https://service.test/")) expect(headers).not.toHaveProperty("authorization");
            }
            // The start goes on where nobody waits any more.
            await poller.started().catch(() => {});
            expect(service.clock.sleeping).toBe(0);
          },
        ),
        { numRuns: 300 },
      );
      expect(unhandled).toEqual([]);
    } finally {
      process.off("unhandledRejection", listen);
    }
  });
});
