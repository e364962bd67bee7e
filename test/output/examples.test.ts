import type { Client } from "@armature/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { InspectOperation, InspectReport } from "../../generator/inspect.ts";
import { inspectSpec } from "./armature.ts";
import { tokenCredential } from "./credentials.ts";
import { fastClock } from "./clock.ts";
import { clientParametersOf, loadFunction, operationOf, redirectedFetch } from "./examples/invoke.ts";
import { finalBody, replay, type Replayed } from "./examples/replay.ts";
import { services, type ReplayedService } from "./examples/services.ts";
import { findExamples, upstream, type Example, type ExampleResponse } from "./examples/spec.ts";
import { startStage, type StageServer } from "./examples/stage.ts";

type CreateClient = (options: object) => Client<object>;

/** A client of the real endpoint whose requests end at the local server. */
async function clientFor(service: ReplayedService, report: InspectReport, example: Example, server: StageServer) {
  const { createClient } = (await import(service.entryPoint)) as { readonly createClient: CreateClient };
  const { batchUrl, ...parameters } = clientParametersOf(report, example);
  const host = batchUrl === undefined ? {} : { batchUrl: `https://${String(batchUrl)}` };
  const options = { ...parameters, ...host, credential: tokenCredential("token"), clock: fastClock() };
  const { endpoint } = createClient(options);
  return createClient({ ...options, fetch: redirectedFetch(endpoint, server.url) });
}

/** What the caller must have got of a response. */
function check(example: Example, response: ExampleResponse, operation: InspectOperation, got: Replayed): void {
  expect(got.status).toBe(response.status);
  const isHead = example.method === "HEAD";
  for (const [name, value] of Object.entries(response.headers)) {
    if (isHead || name !== "content-length") expect([name, got.headers[name]]).toEqual([name, value]);
  }
  if (isHead) expect([true, false, undefined]).toContain(got.data);
  else expect(got.data).toEqual(response.body);
  if (operation.returns === "poller") expect(got.result).toEqual(finalBody(example, operation));
}

describe.each(services)("examples of $title", (service) => {
  const spec = upstream(service.spec);

  describe.runIf(spec !== null)("replay", () => {
    const examples = spec === null ? [] : findExamples(spec);
    let report: InspectReport;
    let server: StageServer;

    beforeAll(async () => {
      report = inspectSpec(spec ?? "");
      server = await startStage();
    });
    afterAll(() => server.stop());

    test("are all found", () => {
      expect(new Set(examples.map((example) => example.file)).size).toBe(service.examples);
    });

    test.each(examples)("$title", async (example) => {
      const operation = operationOf(report, example);
      const call = await loadFunction(service.entryPoint, operation);
      const client = await clientFor(service, report, example, server);
      expect(example.responses.length).toBeGreaterThan(0);
      for (const response of example.responses) {
        const got = await replay(server, client, operation, call, example, response, "Bearer token");
        expect(server.notes()).toEqual([]);
        check(example, response, operation, got);
      }
    });
  });

  test.runIf(spec === null)("are not on this machine: ../shared/specs is missing, so nothing was replayed", () => {
    expect(spec).toBeNull();
  });
});
