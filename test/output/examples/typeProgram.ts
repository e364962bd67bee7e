import type { InspectOperation, InspectReport } from "../../../generator/inspect.ts";
import { operationOf } from "./invoke.ts";
import { requestBody } from "./request.ts";
import { isObject, type Example, type Json } from "./spec.ts";

/** A TypeScript file that assigns the bodies of examples to the types that were generated for them. */
export interface TypeProgram {
  readonly text: string;
  /** What stands in each line, counted from 1; lines that hold no body are missing. */
  readonly titles: ReadonlyMap<number, string>;
}

function atPath(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((found, key) => (isObject(found) ? found[key] : undefined), value);
}

/** `[type, value]` of each body of an example. `f` is the type of its function. */
function bodies(
  operation: InspectOperation,
  example: Example,
  f: string,
): readonly (readonly [string, string, Json])[] {
  const request = requestBody(example);
  const found: [string, string, Json][] = [];
  if (request !== null) found.push([`${example.title}, request`, `Request<${f}>`, request.value]);
  for (const { status, body } of example.responses) {
    if (body === undefined || status >= 300) continue;
    const title = `${example.title}, ${status}`;
    if (operation.paging !== null) {
      const items = atPath(body, operation.paging.items);
      if (items !== undefined) found.push([title, `readonly Item<${f}>[]`, items]);
    } else if (operation.longRunning !== null) {
      if (operation.longRunning.result !== null) found.push([title, `Awaited<ReturnType<${f}>>`, body]);
    } else if (typeof body !== "string") found.push([title, `Data<${f}, ${status}>`, body]);
  }
  return found;
}

const helpers = [
  "type Fn = (client: never, args: never, options?: never) => unknown;",
  "type Request<F extends Fn> = NonNullable<NonNullable<Parameters<F>[1]> extends { readonly body?: infer B } ? B : never>;",
  "type Item<F extends Fn> = ReturnType<F> extends AsyncIterable<infer T> ? T : never;",
  "type Answer<F extends Fn> = ReturnType<F> extends { withResponse(): Promise<infer R> } ? R : never;",
  "type Data<F extends Fn, S extends number> = Extract<Answer<F>, { readonly status: S }> extends { readonly data: infer D } ? D : never;",
];

/** One constant per body, each on its own line, so that a compiler's error says which example is wrong. */
export function typeProgram(entryPoint: string, report: InspectReport, examples: readonly Example[]): TypeProgram {
  const operations = examples.map((example) => operationOf(report, example));
  const modules = [...new Set(operations.map((operation) => operation.module))].sort();
  const lines = [...modules.map((module, at) => `import type * as m${at} from "${entryPoint}/${module}";`), ...helpers];
  const titles = new Map<number, string>();
  for (const [at, example] of examples.entries()) {
    const operation = operations[at];
    if (operation === undefined) continue;
    const f = `typeof m${modules.indexOf(operation.module)}.${operation.exportedName}`;
    for (const [title, type, value] of bodies(operation, example, f)) {
      lines.push(`export const body${lines.length}: ${type} = ${JSON.stringify(value)};`);
      titles.set(lines.length, title);
    }
  }
  return { text: `${lines.join("\n")}\n`, titles };
}
