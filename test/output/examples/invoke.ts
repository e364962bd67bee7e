import type { Client, FetchLike } from "@armature/runtime";
import type { InspectOperation, InspectReport } from "../../../generator/inspect.ts";
import type { Example, Json } from "./spec.ts";
import { requestBody } from "./request.ts";

/** A function of a generated module; what it takes and gives is known from `inspect` only. */
export type GeneratedFunction = (client: Client<object>, args: object, options?: object) => unknown;

/** The operation that an example is of. */
export function operationOf(report: InspectReport, example: Example): InspectOperation {
  const found = report.operations.find((operation) => operation.id === example.operationId);
  if (found === undefined) throw new Error(`inspect does not know ${example.operationId}`);
  return found;
}

/** Loads the function that a package exports for an operation. */
export async function loadFunction(entryPoint: string, operation: InspectOperation): Promise<GeneratedFunction> {
  const module = (await import(`${entryPoint}/${operation.module}`)) as Record<string, unknown>;
  const found = module[operation.exportedName];
  if (typeof found !== "function") throw new Error(`${operation.module} has no ${operation.exportedName}`);
  return found as GeneratedFunction;
}

/** The arguments of the function, from the example's parameters by wire name and place. */
export function argumentsOf(operation: InspectOperation, example: Example): Record<string, Json> {
  const args: Record<string, Json> = {};
  for (const parameter of operation.parameters) {
    const value = example.given[parameter.name.wire];
    if (parameter.argument !== null && parameter.givenBy === "argument" && value !== undefined) {
      args[parameter.argument] = value;
    }
  }
  const body = requestBody(example);
  if (operation.bodyArgument !== null && body !== null) args[operation.bodyArgument] = body.value;
  return args;
}

/** Options of the client, from the example's parameters. */
export function clientParametersOf(report: InspectReport, example: Example): Record<string, Json> {
  const options: Record<string, Json> = {};
  for (const parameter of report.client.parameters) {
    const value = example.given[parameter.name.wire];
    if (parameter.argument !== null && value !== undefined) options[parameter.argument] = value;
  }
  return options;
}

/**
 * A fetch that reaches `local` wherever the client means to reach `origin`, and nothing else: no test talks to a real
 * service, whatever addresses an example holds.
 */
export function redirectedFetch(origin: string, local: string): FetchLike {
  return (async (input: string, init?: RequestInit) => {
    if (!input.startsWith(`${origin}/`)) throw new TypeError(`${input} is not at ${origin}`);
    return fetch(local + input.slice(origin.length), init);
  }) as FetchLike;
}
