import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** One recorded call: the arguments by the specification's parameter names, as wire text, and what came back. */
export interface GoldenRow {
  readonly spec: string;
  readonly operationId: string;
  readonly method: string;
  readonly pathTemplate: string;
  /** Path and query as they were sent. */
  readonly url: string;
  readonly args: Readonly<Record<string, string | readonly string[]>>;
  readonly contentType?: string;
  readonly body?: { readonly text?: string; readonly base64?: string };
  /** Of the first answer. */
  readonly status: number;
  readonly resBody?: { readonly text?: string; readonly base64?: string; readonly bytes?: number };
  readonly scenarios: readonly string[];
  readonly lro: boolean;
}

const require = createRequire(import.meta.url);

/** The test server's own folder: a dev dependency. */
export const serverFolder = join(dirname(require.resolve("@microsoft.azure/autorest.testserver/package.json")));

/** Specifications that it comes with. `quirks` repeat others with deliberate faults of old generators. */
export function specifications(): readonly string[] {
  return readdirSync(join(serverFolder, "swagger")).filter(
    (name) => name.endsWith(".json") && !name.includes("quirks"),
  );
}

const recorded = join(import.meta.dirname, "../../../shared/conformance/autorest-testserver");

/** Recorded calls are not part of the repository; without them there is nothing to drive the clients with. */
export const hasRecordings = existsSync(join(recorded, "golden.jsonl"));

export function goldenRows(): readonly GoldenRow[] {
  if (!hasRecordings) return [];
  const lines = readFileSync(join(recorded, "golden.jsonl"), "utf8").trim().split("\n");
  const rows = lines.map((line) => JSON.parse(line) as GoldenRow);
  return rows.filter((row) => !row.spec.includes("quirks"));
}

export const categories = ["vanilla", "azure", "optional", "dpg"] as const;
export type Category = (typeof categories)[number];

/** Names of the scenarios that the server knows, by category. */
export function declaredScenarios(): Readonly<Record<Category, readonly string[]>> {
  const text = readFileSync(join(recorded, "scenarios.json"), "utf8");
  return (JSON.parse(text) as { readonly names: Record<Category, readonly string[]> }).names;
}

/** Scenarios that Azure's own generated client reaches on the same server; none where that was not counted. */
export function anchorScenarios(category: Category): ReadonlySet<string> {
  if (!existsSync(join(recorded, `anchor-report-${category}.json`))) return new Set();
  const counts = JSON.parse(readFileSync(join(recorded, `anchor-report-${category}.json`), "utf8")) as Record<
    string,
    number
  >;
  return new Set(Object.keys(counts).filter((name) => (counts[name] ?? 0) > 0));
}
