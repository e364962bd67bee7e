import * as managedClusters from "@armature/azure-containerservice/2024-09-01/managedClusters";
import * as operationStatusResult from "@armature/azure-containerservice/2025-05-02-preview/operationStatusResult";
import { createClient } from "@armature/azure-containerservice/2024-09-01";
import * as task from "@armature/azure-batch/2024-07-01.20.0/task";
import { projects } from "@armature/google-gkehub/v1beta";
import { ArgumentError } from "@armature/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startService, type Service } from "../service/start.ts";
import { makeClients } from "./clients.ts";
import { tokenCredential } from "./credentials.ts";

let service: Service;
let clients: ReturnType<typeof makeClients>;

beforeAll(async () => {
  service = await startService();
  clients = makeClients(service.url);
});

afterAll(() => service.stop());

/** The argument and rule that a call was refused for, before anything was sent. */
async function refusal(call: PromiseLike<unknown>): Promise<readonly [parameter: string, rule: string]> {
  const before = service.requests.length;
  const error = await Promise.resolve(call).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(service.requests.slice(before).map(({ target }) => target)).toEqual([]);
  expect(error).toBeInstanceOf(ArgumentError);
  const { parameter, rule, message } = error as ArgumentError;
  expect(message).toContain(parameter);
  return [parameter, rule];
}

const group = { resourceGroupName: "demo-group", resourceName: "busy" };

/** Values that no path parameter takes: they would name another resource. */
const foreign = ["", ".", "..", "a/../b", "%2e%2e", "a\nb", "a\u0000b"];

describe("AKS names", () => {
  const abort = (args: Partial<typeof group>): PromiseLike<unknown> =>
    managedClusters.abortLatestOperation(clients.aks20240901, { ...group, ...args });

  test.each([...foreign, "a/b", "a b", "-a", "a-", "ä", "a".repeat(64), "a?b", "a#b"])(
    "resourceName %j",
    async (resourceName) => {
      expect((await refusal(abort({ resourceName })))[0]).toBe("resourceName");
    },
  );

  test.each([...foreign, "a".repeat(91)])("resourceGroupName %j", async (resourceGroupName) => {
    expect((await refusal(abort({ resourceGroupName })))[0]).toBe("resourceGroupName");
  });

  test("rules are named", async () => {
    expect(await refusal(abort({ resourceName: "a".repeat(64) }))).toEqual(["resourceName", "maxLength"]);
    expect(await refusal(abort({ resourceName: "a.b" }))).toEqual(["resourceName", "pattern"]);
    expect(await refusal(abort({ resourceGroupName: "a".repeat(91) }))).toEqual(["resourceGroupName", "maxLength"]);
  });

  test.each(foreign)("operationId %j", async (operationId) => {
    const call = operationStatusResult.get(clients.aks20250502, { ...group, operationId });
    expect((await refusal(call))[0]).toBe("operationId");
  });

  test.each(foreign)("subscriptionId %j", async (subscriptionId) => {
    const options = { endpoint: service.url, allowInsecure: true, credential: tokenCredential("x"), subscriptionId };
    const call = async (): Promise<unknown> => managedClusters.abortLatestOperation(createClient(options), group);
    expect((await refusal(call()))[0]).toBe("subscriptionId");
  });
});

describe("Batch ids", () => {
  const long = "a".repeat(65);

  test.each([...foreign, "a/b", "a b", long])("jobId %j", async (jobId) => {
    expect((await refusal(task.terminate(clients.batch, { jobId, taskId: "t" })))[0]).toBe("jobId");
  });

  test.each([...foreign, "a/b", "a b", long])("taskId %j", async (taskId) => {
    expect((await refusal(task.terminate(clients.batch, { jobId: "j", taskId })))[0]).toBe("taskId");
  });

  test.each(["a\r\nX-Injected: 1", "a\nb", "\u{1f600}"])("header %j", async (ifMatch) => {
    const [parameter] = await refusal(task.terminate(clients.batch, { jobId: "j", taskId: "t", ifMatch }));
    expect(parameter.toLowerCase().replace("-", "")).toBe("ifmatch");
  });
});

describe("Google resource names", () => {
  type Name = `projects/${string}/locations/${string}/operations/${string}`;

  test.each<Name>([
    "projects/../locations/global/operations/a",
    "projects/p/locations/global/operations/..",
    "projects/p/locations/global/operations/.",
    "projects/p/locations/global/operations/",
    "projects//locations/global/operations/a",
    "projects/p/locations/global/operations/a/b",
    "projects/p/locations/global/operations/a\n",
    "projects/p/locations/x/y/operations/a",
  ])("name %j", async (name) => {
    expect((await refusal(projects.locations.operations.cancel(clients.hub, { name })))[0]).toBe("name");
  });

  test("characters that could end the path are encoded, not obeyed", async () => {
    const before = service.requests.length;
    const call = projects.locations.operations.get(clients.hub, {
      name: "projects/demo-project/locations/global/operations/a?b#c%2fd",
    });
    await expect(call).rejects.toMatchObject({ status: 404, code: "NOT_FOUND" });
    expect(service.requests.slice(before).map(({ target }) => target)).toEqual([
      "/v1beta/projects/demo-project/locations/global/operations/a%3Fb%23c%252fd",
    ]);
  });
});
