import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { checkService } from "../../../generator/check/index.ts";
import { createSink } from "../../../generator/diagnostics/sink.ts";
import type { Operation, Service } from "../../../generator/model/index.ts";
import { readOpenApi } from "../../../generator/read/openapi/index.ts";
import { readService } from "../../../generator/service.ts";
import { isObject, type SourceDocument, type SpecSet } from "../../../generator/source/document.ts";
import { loadSpec } from "../../../generator/source/load.ts";
import { operationOf, parameterOf, type Read } from "./read.ts";

/** Real specifications beside the repository. Without them, what is committed here has to do. */
const upstream = resolve("../shared/specs/azure");
const hasUpstream = existsSync(upstream);
const why = hasUpstream ? "" : ` (skipped: ${upstream} is not there)`;

const aks = "specification/containerservice/resource-manager/Microsoft.ContainerService/aks";
const batch = "specification/batch/data-plane/Microsoft.Batch/stable/2024-07-01.20.0/BatchService.json";

async function readUpstream(entry: string): Promise<Read> {
  const sink = createSink();
  const set = await loadSpec(entry, { cwd: upstream, root: join(upstream, "specification") }, sink);
  const service = set === null ? null : readOpenApi(set, {}, sink);
  if (service === null) throw new Error(`${entry} was not read`);
  checkService(service, sink);
  return { service, diagnostics: sink.diagnostics, codes: sink.diagnostics.map(({ code }) => code) };
}

function operationsOf(service: Service): readonly Operation[] {
  return service.groups.flatMap((group) => group.operations);
}

describe.skipIf(!hasUpstream)(`AKS and Batch upstream${why}`, () => {
  it.each([
    [`${aks}/stable/2024-09-01/managedClusters.json`, "2024-09-01", 59],
    [`${aks}/stable/2025-05-01/managedClusters.json`, "2025-05-01", 59],
    [`${aks}/preview/2025-05-02-preview/managedClusters.json`, "2025-05-02-preview", 85],
    [batch, "2024-07-01.20.0", 77],
  ])("%s is read whole", async (entry, apiVersion, count) => {
    const { service, diagnostics } = await readUpstream(entry);
    expect(service.apiVersion).toBe(apiVersion);
    expect(operationsOf(service)).toHaveLength(count);
    expect(diagnostics).toEqual([]);
  });

  it("has the abort of a cluster, which names no media type", async () => {
    const result = await readUpstream(`${aks}/stable/2024-09-01/managedClusters.json`);
    const operation = operationOf(result, "ManagedClusters_AbortLatestOperation");
    expect(operation).toMatchObject({
      method: "POST",
      body: null,
      contentType: null,
      name: { wire: "AbortLatestOperation" },
    });
    expect(operation.longRunning).toMatchObject({ poll: { kind: "header", final: "location" }, result: null });
    expect(parameterOf(result, operation.id, "subscriptionId").scope).toBe("client");
    expect(parameterOf(result, operation.id, "resourceName").scope).toBe("operation");
    expect(result.service).toMatchObject({
      id: "Microsoft.ContainerService",
      auth: [{ kind: "oauth2", scopes: ["https://management.azure.com/.default"], tokens: "credential" }],
    });
  });

  it("has the result of a command, in either of two answers", async () => {
    const result = await readUpstream(`${aks}/stable/2025-05-01/managedClusters.json`);
    const { responses } = operationOf(result, "ManagedClusters_GetCommandResult");
    expect(responses.map(({ status, contents }) => [status, contents.length])).toEqual([
      [{ kind: "exact", status: 200 }, 1],
      [{ kind: "exact", status: 202 }, 0],
      [{ kind: "default" }, 1],
    ]);
  });

  it("has the end of a task, whose request names a media type though it has no body", async () => {
    const result = await readUpstream(batch);
    expect(operationOf(result, "Task_Terminate")).toMatchObject({
      body: null,
      contentType: "application/json; odata=minimalmetadata",
      responses: [{ status: { status: 204 }, contents: [] }, { role: "error" }],
    });
    expect(operationOf(result, "Pool_Exists").responses.map(({ role }) => role)).toEqual([
      "success",
      "absent",
      "error",
    ]);
    expect(operationOf(result, "File_GetFromTask").responses[0]?.contents).toMatchObject([
      { kind: "binary", mediaType: "application/octet-stream" },
    ]);
    expect(result.service.clientParameters.map(({ name }) => name.wire)).toEqual(["batchUrl", "api-version"]);
  });
});

interface Package {
  readonly readme: string;
  readonly tag: string;
  readonly files: readonly string[];
}

/** The input files of a package as one set, loaded one by one. */
async function loadPackage(files: readonly string[], known: Map<string, SpecSet>): Promise<SpecSet> {
  const documents = new Map<string, SourceDocument>();
  const entries: SourceDocument[] = [];
  for (const file of files) {
    const set =
      known.get(file) ?? (await loadSpec(file, { cwd: upstream, root: join(upstream, "specification") }, createSink()));
    if (set === null) throw new Error(`${file} was not loaded`);
    known.set(file, set);
    for (const [name, document] of set.documents) if (!documents.has(name)) documents.set(name, document);
    entries.push(...set.entries);
  }
  return { entries, documents, tag: null, settings: { title: null, resourceManager: null } };
}

const methods = ["get", "put", "post", "delete", "patch", "head", "options"];

/** How many operations the documents write down. */
function written(set: SpecSet): number {
  const items = set.entries.flatMap(({ root }) =>
    isObject(root) ? [root["paths"], root["x-ms-paths"]].filter(isObject).flatMap((paths) => Object.values(paths)) : [],
  );
  return items
    .filter(isObject)
    .reduce((sum, item) => sum + Object.keys(item).filter((key) => methods.includes(key)).length, 0);
}

describe.skipIf(!hasUpstream)(`every package of the corpus${why}`, () => {
  it("is read whole, without errors, and holds together", async () => {
    const packages = JSON.parse(readFileSync(join(upstream, "packages.json"), "utf8")) as readonly Package[];
    expect(packages.length).toBeGreaterThan(90);
    const known = new Map<string, SpecSet>();
    const lost: string[] = [];
    const errors: string[] = [];
    const codes = new Set<string>();
    for (const { readme, files } of packages) {
      const set = await loadPackage(files, known);
      const sink = createSink();
      const service = readOpenApi(set, {}, sink);
      if (service === null) throw new Error(`${readme} was not read`);
      checkService(service, sink);
      if (operationsOf(service).length !== written(set))
        lost.push(`${readme}: ${operationsOf(service).length} of ${written(set)}`);
      for (const { code, severity, message, at } of sink.diagnostics) {
        codes.add(code);
        if (severity === "error") errors.push(`${at.document}#${at.pointer} ${code} ${message}`);
      }
    }
    expect(lost).toEqual([]);
    expect(errors).toEqual([]);
    // One scheme that no client can use, lists in XML without a name, and one operation for next pages that is not there.
    expect([...codes].toSorted()).toEqual(["auth/unsupported", "paging/no-list", "paging/unknown-operation"]);
  });
});

describe("the contract files with their overlays", () => {
  const contract = "specs/azure/containerservice";
  const overlaid = async (spec: string, overlay: string): Promise<Read> => {
    const sink = createSink();
    const service = await readService(spec, { overlays: [overlay] }, sink);
    if (service === null) throw new Error(`${spec} was not read`);
    return { service, diagnostics: sink.diagnostics, codes: sink.diagnostics.map(({ code }) => code) };
  };

  it.each([
    ["2024-09-01", 59, 13],
    ["2025-05-01", 59, 13],
    ["2025-05-02-preview", 85, 14],
  ])("of AKS %s let every operation on clusters and pools be cancelled", async (version, count, cancels) => {
    const { service, diagnostics } = await overlaid(
      `${contract}/${version}.json`,
      "specs/overlays/azure-containerservice.yaml",
    );
    expect(diagnostics).toEqual([]);
    expect(operationsOf(service)).toHaveLength(count);
    const links = operationsOf(service).flatMap(({ id, longRunning }) =>
      longRunning?.cancel ? [[id, longRunning.cancel.operation]] : [],
    );
    expect(links).toHaveLength(cancels);
    for (const [id, target] of links) expect(target).toBe(`${id?.split("_")[0]}_AbortLatestOperation`);
  });

  it("of AKS wait for clusters, pools, commands and operations", async () => {
    const result = await overlaid(`${contract}/2025-05-02-preview.json`, "specs/overlays/azure-containerservice.yaml");
    const waits = operationsOf(result.service).flatMap(({ id, waits }) =>
      waits.map(({ name }) => `${id} ${name.wire}`),
    );
    expect(waits).toEqual([
      "AgentPools_Get waitUntilProvisioned",
      "AgentPools_Get waitUntilDeleted",
      "ManagedClusters_Get waitUntilProvisioned",
      "ManagedClusters_Get waitUntilDeleted",
      "ManagedClusters_GetCommandResult waitUntilCommandFinished",
      "OperationStatusResult_Get waitUntilSucceeded",
      "OperationStatusResult_GetByAgentPool waitUntilAgentPoolOperationSucceeded",
    ]);
  });

  it("of Batch sign requests, and wait for whatever a request only begins", async () => {
    const result = await overlaid("specs/azure/batch/2024-07-01.20.0.json", "specs/overlays/azure-batch.yaml");
    expect(result.diagnostics).toEqual([]);
    expect(operationsOf(result.service)).toHaveLength(77);
    expect(result.service.auth).toEqual([
      { kind: "oauth2", scopes: ["https://batch.core.windows.net//.default"], tokens: "credential" },
      { kind: "sharedKey", variant: "batch" },
    ]);
    expect(operationOf(result, "Task_Terminate").contentType).toBe("application/json; odata=minimalmetadata");
    const waits = operationsOf(result.service).flatMap(({ id, waits }) =>
      waits.map(({ name, cancel }) => `${id} ${name.wire} ${cancel?.operation ?? "-"}`),
    );
    expect(waits).toEqual([
      "Certificate_Get waitUntilDeleted -",
      "ComputeNode_Get waitUntilReady -",
      "ComputeNode_Get waitUntilIdle -",
      "ComputeNode_Get waitUntilDeallocated -",
      "ComputeNode_Get waitUntilRemoved -",
      "Job_Get waitUntilCompleted Job_Terminate",
      "Job_Get waitUntilActive -",
      "Job_Get waitUntilDisabled Job_Enable",
      "Job_Get waitUntilDeleted -",
      "JobSchedule_Get waitUntilCompleted JobSchedule_Terminate",
      "JobSchedule_Get waitUntilDeleted -",
      "Pool_Get waitUntilSteady Pool_StopResize",
      "Pool_Get waitUntilDeleted -",
      "Task_Get waitUntilStarted Task_Terminate",
      "Task_Get waitUntilCompleted Task_Terminate",
    ]);
  });
});
