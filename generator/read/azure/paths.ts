import type { Json } from "../../model/index.ts";
import type { JsonObject, Located } from "../../source/document.ts";
import { childOf, isTrue, objectAt, textOf } from "../values.ts";

/**
 * Where operations stand: `paths`, and `x-ms-paths` for those that differ only by their query, which `paths` does not
 * allow.
 */
export const pathContainers: readonly string[] = ["paths", "x-ms-paths"];

/** A host that `x-ms-parameterized-host` composes. */
export interface ParameterizedHost {
  /** With scheme, unless a parameter brings it. */
  readonly template: string;
  /** A list of parameters or references to some. */
  readonly parameters: Located | null;
}

/** `x-ms-parameterized-host`; null where there is none. `scheme` goes before it unless `useSchemePrefix` forbids. */
export function parameterizedHost(root: Located<JsonObject>, scheme: string): ParameterizedHost | null {
  const node = objectAt(root, "x-ms-parameterized-host");
  if (node === null) return null;
  const template = textOf(node.value, "hostTemplate") ?? "";
  const prefixed = node.value["useSchemePrefix"] === false || /^[a-z]+:\/\//i.test(template);
  return { template: prefixed ? template : `${scheme}://${template}`, parameters: childOf(node, "parameters") };
}

/** Whether a document follows AutoRest's conventions, of which some change what plain Swagger means. */
export function usesAutoRest(text: string): boolean {
  return text.includes("x-ms-");
}

/** `x-ms-header-collection-prefix`: not one header but all that start with this. */
export function headerPrefix(node: JsonObject): string | null {
  return textOf(node, "x-ms-header-collection-prefix");
}

/** `x-ms-error-response`: whether an answer is an error, whatever its status. */
export function errorResponse(node: JsonObject): boolean {
  return isTrue(node, "x-ms-error-response");
}

/** The name of the resource provider in an ARM path: `Microsoft.Batch`; the last where several are nested. */
export function providerOf(path: string): string | null {
  const found = [...path.matchAll(/\/providers\/([A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+)(?=\/|$)/g)];
  return found.at(-1)?.[1] ?? null;
}

/** The address of Azure Resource Manager in the public cloud. */
export const armHost = "management.azure.com";

/** `x-ms-code-generation-settings`: the name that a client should have, in place of the title. */
export function clientTitle(info: JsonObject): Json | undefined {
  const settings = info["x-ms-code-generation-settings"];
  return typeof settings === "object" && settings !== null && !Array.isArray(settings)
    ? (settings as JsonObject)["name"]
    : undefined;
}
