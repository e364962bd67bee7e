import * as managedClusters20240901 from "@armature/azure-containerservice/2024-09-01/managedClusters";
import * as managedClusters20250501 from "@armature/azure-containerservice/2025-05-01/managedClusters";
import * as operationStatusResult from "@armature/azure-containerservice/2025-05-02-preview/operationStatusResult";
import type { CloudError, RunCommandResult } from "@armature/azure-containerservice/2025-05-01";
import type { ErrorAdditionalInfo, OperationStatusResult } from "@armature/azure-containerservice/2025-05-02-preview";
import type { BatchError, CloudTask } from "@armature/azure-batch/2024-07-01.20.0";
import * as task from "@armature/azure-batch/2024-07-01.20.0/task";
import type { Empty, Operation } from "@armature/google-gkehub/v1beta";
import { projects } from "@armature/google-gkehub/v1beta";
import { settle, OperationCancelledError, OperationFailedError, ServiceError } from "@armature/runtime";
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from "vitest";
import { allOptions } from "../service/batchTasks.ts";
import { operationName } from "../service/hubOperations.ts";
import { startService, type Service } from "../service/start.ts";
import { makeClients } from "./clients.ts";

const operations = projects.locations.operations;

let service: Service;
let clients: ReturnType<typeof makeClients>;

beforeEach(async () => {
  service = await startService();
  clients = makeClients(service.url);
});

afterEach(async () => {
  await service.stop();
  expect(service.requests.flatMap((request) => request.differences)).toEqual([]);
});

/** What a promise is rejected with. */
async function failure(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("the promise was fulfilled");
}

const sent = (): readonly string[] => service.requests.map(({ method, status }) => `${method} ${status}`);

describe("ManagedClusters_AbortLatestOperation, 2024-09-01", () => {
  const abort = (resourceName: string) =>
    managedClusters20240901.abortLatestOperation(clients.aks20240901, {
      resourceGroupName: "demo-group",
      resourceName,
    });

  test("202 with a status address is polled to the end", async () => {
    const statuses: string[] = [];
    const poller = abort("busy");
    for await (const state of poller) statuses.push(state.status);
    expectTypeOf(await poller).toEqualTypeOf<void>();
    expect(statuses.slice(-3)).toEqual(["InProgress", "InProgress", "Succeeded"]);
    expect(sent().slice(0, 4)).toEqual(["POST 202", "GET 200", "GET 200", "GET 200"]);
    expect(clients.clock.waits.every((wait) => wait >= 1000)).toBe(true);
    expect(poller.state.endTime).toBe("2025-03-01T10:02:30Z");
  });

  test("202 with Location alone is polled to the end", async () => {
    await abort("busy-location");
    expect(sent()).toEqual(["POST 202", "GET 202", "GET 202", "GET 204"]);
  });

  test("a poll that fails once is repeated", async () => {
    await abort("flaky");
    expect(sent().slice(0, 4)).toEqual(["POST 202", "GET 503", "GET 200", "GET 200"]);
  });

  test("204 is done without a poll", async () => {
    const poller = abort("already-done");
    expect((await poller.started()).status).toBe(204);
    await poller;
    expect(poller.state.done).toBe(true);
    expect(sent()).toEqual(["POST 204"]);
  });

  test("409 is an error with nested details", async () => {
    const error = await failure(abort("finished-first"));
    expect(error).toBeInstanceOf(ServiceError);
    const refused = error as ServiceError<CloudError>;
    expect([refused.status, refused.code, refused.target]).toEqual([
      409,
      "OperationNotAllowed",
      "managedClusters/finished-first",
    ]);
    expectTypeOf(refused.body.error?.details?.[0]?.details?.[0]?.code).toEqualTypeOf<string | undefined>();
    expect(refused.body.error?.details?.[0]?.details?.[0]).toEqual({
      code: "NodePoolReady",
      message: "All pools are ready.",
      target: "agentPools/nodepool1",
    });
    expect(refused.details).toEqual(refused.body.error?.details);
    expect(refused.requestId).toBe("5e0b8a3d-0000-4000-8000-000000000001");
    expect(sent()).toEqual(["POST 409"]);
  });

  test("Failed and Canceled are different errors", async () => {
    const failed = await failure(abort("abort-fails"));
    expect(failed).toBeInstanceOf(OperationFailedError);
    expect(failed).toMatchObject({ code: "AbortFailed", status: "Failed" });
    const cancelled = await failure(abort("abort-canceled"));
    expect(cancelled).toBeInstanceOf(OperationCancelledError);
    expect(cancelled).toMatchObject({ code: "AbortCanceled", status: "Canceled" });
  });

  test("429 is repeated after the time that the service asks for", async () => {
    await abort("throttled");
    expect(sent()).toEqual(["POST 429", "POST 204"]);
    expect(clients.clock.waits).toHaveLength(1);
    expect(clients.clock.waits[0]).toBeGreaterThanOrEqual(2000);
  });

  test("404 is the service's error", async () => {
    expect(await failure(abort("no-such-cluster"))).toMatchObject({ status: 404, code: "ResourceNotFound" });
  });
});

describe("OperationStatusResult_Get, 2025-05-02-preview", () => {
  const get = (operationId: string, resourceGroupName = "demo-group") =>
    operationStatusResult.get(clients.aks20250502, { resourceGroupName, resourceName: "busy", operationId });

  test("has progress, nested operations, and what the contract does not know", async () => {
    const result = await get("running", "grün_(1).x");
    expectTypeOf(result).toEqualTypeOf<OperationStatusResult>();
    expectTypeOf(result.status).toEqualTypeOf<string>();
    expectTypeOf(result.percentComplete).toEqualTypeOf<number | undefined>();
    expectTypeOf(result.operations).toEqualTypeOf<OperationStatusResult[] | undefined>();
    expect([result.status, result.percentComplete, result.startTime]).toEqual([
      "InProgress",
      62.5,
      "2025-05-20T08:00:00.1234567Z",
    ]);
    expect(result.operations?.map(({ status, percentComplete }) => [status, percentComplete])).toEqual([
      ["Succeeded", 100],
      ["InProgress", 25],
    ]);
    expect(result.operations?.[1]?.operations?.[0]?.status).toBe("Draining");
    expect(result).toMatchObject({ queuedBehind: "maintenance" });
  });

  test("has the end", async () => {
    const { status, data } = await get("succeeded").withResponse();
    expectTypeOf(status).toEqualTypeOf<200>();
    expect([status, data.endTime]).toEqual([200, "2025-05-20T08:04:00Z"]);
  });

  test("has the error with additional information", async () => {
    const { error } = await get("failed");
    expectTypeOf(error?.additionalInfo).toEqualTypeOf<ErrorAdditionalInfo[] | undefined>();
    expect([error?.code, error?.target, error?.details?.[0]?.code]).toEqual([
      "QuotaExceeded",
      "agentPools/pool-2",
      "CoresNeeded",
    ]);
    expect(error?.additionalInfo?.[0]).toEqual({
      type: "QuotaCheck",
      info: { needed: 8, left: 4, region: "westeurope" },
    });
  });
});

describe("ManagedClusters_GetCommandResult, 2025-05-01", () => {
  const get = (commandId: string) =>
    managedClusters20250501.getCommandResult(clients.aks20250501, {
      resourceGroupName: "demo-group",
      resourceName: "busy",
      commandId,
    });

  test("200 and 202 are told apart by type", async () => {
    const done = await get("succeeds").withResponse();
    if (done.status !== 200) throw new Error(`status ${done.status}`);
    expectTypeOf(done.data).toEqualTypeOf<RunCommandResult>();
    expect([done.data.properties?.exitCode, done.data.properties?.logs]).toEqual([0, "namespace/blue created\n"]);
    const running = await get("still-running").withResponse();
    if (running.status !== 202) throw new Error(`status ${running.status}`);
    expectTypeOf(running.data).toEqualTypeOf<undefined>();
    expectTypeOf(running.headers.location).toEqualTypeOf<string | undefined>();
    expect(running.data).toBeUndefined();
    expect(running.headers.location).toBe(`${service.url}${service.requests[1]?.target}`);
  });

  test("a command that fails, and one that could not run", async () => {
    const exited = await get("exits-with-1");
    expect([exited?.properties?.provisioningState, exited?.properties?.exitCode]).toEqual(["Succeeded", 1]);
    const stuck = await get("cannot-run");
    expect([stuck?.properties?.provisioningState, stuck?.properties?.reason]).toEqual([
      "Failed",
      "No node could run it.",
    ]);
    expect(stuck?.properties?.exitCode).toBeUndefined();
  });

  test("202 turns into 200", async () => {
    const statuses: number[] = [];
    for (let look = 0; look < 3; look++) statuses.push((await get("runs-twice").withResponse()).status);
    expect(statuses).toEqual([202, 202, 200]);
  });

  test("an error can be taken as a value", async () => {
    const settled = await settle(get("no-such-command"));
    if (settled.ok) throw new Error(`status ${settled.status}`);
    expectTypeOf(settled.error).toEqualTypeOf<ServiceError<CloudError>>();
    expect([settled.error.status, settled.error.body.error?.code]).toEqual([404, "CommandNotFound"]);
  });
});

describe("Task_Terminate, 2024-07-01.20.0", () => {
  const id = (taskId: string) => ({ jobId: "demo-job", taskId });

  test("sends all options and gives all headers", async () => {
    const { status, headers, data } = await task
      .terminate(clients.batch, { ...id("all-options"), ...allOptions })
      .withResponse();
    expectTypeOf(status).toEqualTypeOf<204>();
    expectTypeOf(headers.dataserviceid).toEqualTypeOf<string | undefined>();
    expect([status, data]).toEqual([204, undefined]);
    expect(headers["client-request-id"]).toBe(allOptions.clientRequestId);
    expect(headers["request-id"]).toBe("7d0c8f64-1111-4222-8333-944445555666");
    expect(headers.etag).toBe('"0x8D4EDFEBFADF4AB"');
    expect(headers["last-modified"]).toBe("Tue, 04 Mar 2025 09:30:01 GMT");
    expect(headers.dataserviceid).toContain("/jobs/demo-job/tasks/all-options/terminate");
  });

  test("is followed by a wait until the task is completed", async () => {
    await task.terminate(clients.batch, id("long"));
    const poller = task.waitUntilCompleted(clients.batch, id("long"));
    const statuses: string[] = [];
    for await (const state of poller) statuses.push(state.status);
    const completed = await poller;
    expectTypeOf(completed).toEqualTypeOf<CloudTask>();
    expect(statuses).toEqual(["running", "running", "completed"]);
    expect(completed.executionInfo?.failureInfo?.code).toBe("TaskEnded");
    expect(sent()).toEqual(["POST 204", "GET 200", "GET 200", "GET 200"]);
  });

  test("is signed with the account's key", async () => {
    await task.terminate(clients.batchWithKey, id("long"));
    await task.terminate(clients.batchWithKey, { ...id("all-options"), ...allOptions });
    await task.waitUntilCompleted(clients.batchWithKey, id("long"));
    expect(service.requests).toHaveLength(5);
  });

  test("has an error with a localized message and values", async () => {
    const settled = await settle(task.terminate(clients.batch, id("done")));
    if (settled.ok) throw new Error(`status ${settled.status}`);
    const { error } = settled;
    expectTypeOf(error).toEqualTypeOf<ServiceError<BatchError>>();
    expect([error.status, error.code, error.requestId]).toEqual([
      409,
      "TaskCompleted",
      "7d0c8f64-1111-4222-8333-944445555666",
    ]);
    expect(error.body.message).toEqual({ lang: "en-US", value: "The task has completed." });
    expect(error.message).toContain("The task has completed.");
    expect(error.body.values?.map(({ key, value }) => `${key}=${value}`)).toEqual(["ExitCode=0", "State=completed"]);
  });
});

describe("gkehub.projects.locations.operations.cancel, v1beta", () => {
  const cancel = (id: string) => operations.cancel(clients.hub, { name: operationName(id) });
  const get = (id: string) => operations.get(clients.hub, { name: operationName(id) });

  test("answers with an empty object; the operation ends as cancelled", async () => {
    const answer = await cancel("cancellable");
    expectTypeOf(answer).toEqualTypeOf<Empty>();
    expect(answer).toEqual({});
    const pending = await get("cancellable");
    expectTypeOf(pending).toEqualTypeOf<Operation>();
    expect([pending.done, pending.metadata?.["cancelRequested"]]).toEqual([false, true]);
    const ended = await get("cancellable");
    expect([ended.done, ended.error?.code]).toEqual([true, 1]);
  });

  test("may come too late", async () => {
    await cancel("finishes-anyway");
    await get("finishes-anyway");
    const ended = await get("finishes-anyway");
    expect(ended.error).toBeUndefined();
    expect(ended.response?.["name"]).toBe("projects/demo-project/locations/global/memberships/blue");
  });

  test("may not be implemented", async () => {
    const error = await failure(cancel("uncancellable"));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ status: 501, code: "UNIMPLEMENTED" });
    expect((error as ServiceError).details[0]).toMatchObject({ reason: "CANCEL_NOT_SUPPORTED" });
    expect(sent()).toEqual(["POST 501"]);
  });
});
