import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Client } from "@armature/runtime";
import { createSink } from "../../generator/diagnostics/sink.ts";
import { folderOf, generatePackage } from "../../generator/generate.ts";
import { inspect, type InspectReport } from "../../generator/inspect.ts";
import { readService } from "../../generator/service.ts";
import { serverFolder, specifications } from "./suite.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Where clients are written: inside the repository, so that they find the runtime; ignored by git. */
export const clientsFolder = join(root, ".armature/conformance");

/** A client that was generated from one of the server's specifications. */
export interface GeneratedClient {
  readonly spec: string;
  readonly report: InspectReport;
  /** Its index. */
  readonly entryPoint: string;
  readonly bundle: string;
}

/** A specification that made no client, and why. */
export interface Refused {
  readonly spec: string;
  readonly errors: readonly string[];
}

async function generate(spec: string): Promise<GeneratedClient | Refused> {
  const sink = createSink();
  const overlay = join(import.meta.dirname, "overlays", spec.replace(/\.json$/, ".yaml"));
  const overlays = existsSync(overlay) ? [overlay] : [];
  const service = await readService(join(serverFolder, "swagger", spec), { overlays }, sink);
  if (service === null || sink.hasErrors) {
    return {
      spec,
      errors: sink.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
    };
  }
  const packageName = `@conformance/${spec.replace(/\.json$/, "").toLowerCase()}`;
  const input = {
    name: packageName,
    title: service.title,
    version: "0.0.0",
    runtimeVersion: "*",
    services: [{ service, preview: false }],
  };
  const folder = join(clientsFolder, spec.replace(/\.json$/, ""));
  for (const [name, text] of generatePackage(input).files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const entryPoint = join(folder, "src", folderOf(service.apiVersion), "index.ts");
  return { spec, report: inspect(service), entryPoint, bundle: join(clientsFolder, "bundles", `${spec}.mjs`) };
}

/** Generates and bundles a client of every specification. */
export async function generateClients(): Promise<{
  readonly clients: ReadonlyMap<string, GeneratedClient>;
  readonly refused: readonly Refused[];
}> {
  rmSync(clientsFolder, { recursive: true, force: true });
  const clients = new Map<string, GeneratedClient>();
  const refused: Refused[] = [];
  for (const spec of specifications()) {
    const made = await generate(spec);
    if ("errors" in made) refused.push(made);
    else clients.set(spec, made);
  }
  await build({
    entryPoints: [...clients.values()].map(({ spec, entryPoint }) => ({ in: entryPoint, out: spec })),
    outdir: join(clientsFolder, "bundles"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["@armature/runtime"],
    logLevel: "error",
  });
  return { clients, refused };
}

/** What a bundle exports: `createClient` and the groups. */
export type Exports = Readonly<Record<string, unknown>> & {
  readonly createClient: (options: object) => Client<object>;
};

export async function load(client: GeneratedClient): Promise<Exports> {
  return (await import(/* @vite-ignore */ pathToFileURL(client.bundle).href)) as Exports;
}
