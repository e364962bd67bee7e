import type { Json } from "../model/index.ts";

/** A compiled JSONPath (RFC 9535): the steps to each value that it selects, in document order, each once. */
export type JsonPath = (root: Json) => readonly (readonly string[])[];

/** Deep enough for `$..x` over any document within the limits of loading. */
const maxRecursionDepth = 1_000;

/** Compiles JSONPaths. The library is loaded when the first overlay is. */
export async function loadJsonPath(): Promise<(text: string) => JsonPath | JsonPathProblem> {
  const { JSONPathEnvironment } = await import("json-p3");
  const environment = new JSONPathEnvironment({ maxRecursionDepth });
  return (text) => {
    try {
      const query = environment.compile(text);
      return (root) => distinct(query.query(root as Parameters<typeof query.query>[0]).locations());
    } catch (error) {
      return { problem: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** Why a text is no JSONPath. */
export interface JsonPathProblem {
  readonly problem: string;
}

function distinct(locations: readonly (readonly (string | number)[])[]): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const location of locations) {
    const steps = location.map(String);
    found.set(JSON.stringify(steps), steps);
  }
  return [...found.values()];
}
