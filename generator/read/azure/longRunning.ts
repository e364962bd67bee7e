import type { FinalState, HttpMethod, Response, TypeRef } from "../../model/index.ts";
import { childLocation, type JsonObject, type Located } from "../../source/document.ts";
import { isTrue, objectOf, textOf } from "../values.ts";

/** What `x-ms-long-running-operation` and its options say of an operation. */
export interface AzureLongRunning {
  readonly final: FinalState | null;
  readonly result: TypeRef | null;
}

/** How a long-running operation of ARM ends; null for any other. `typeOf` gives the type that a `$ref` means. */
export function longRunningOf(
  operation: Located<JsonObject>,
  method: HttpMethod,
  responses: readonly Response[],
  typeOf: (schema: Located) => TypeRef,
): AzureLongRunning | null {
  if (!isTrue(operation.value, "x-ms-long-running-operation")) return null;
  const options = objectOf(operation.value, "x-ms-long-running-operation-options") ?? {};
  const schema = textOf(options, "final-state-schema");
  const at = childLocation(operation.at, "x-ms-long-running-operation-options");
  const stated = schema === null ? null : typeOf({ value: { $ref: schema }, at });
  return {
    final: finalStateOf(method, textOf(options, "final-state-via")),
    result: stated ?? resultOf(method, responses),
  };
}

/**
 * Where the result is once the operation has ended. `final-state-via` says so, but a PUT is answered with the resource
 * at its own address whatever else is said (ARM's asynchronous operations; all of Azure's SDKs read it there), and so
 * is a PATCH unless a Location is to be followed. Null leaves it to the method.
 */
function finalStateOf(method: HttpMethod, via: string | null): FinalState | null {
  if (method === "PUT") return via === null ? null : "originalUri";
  switch (via) {
    case "original-uri":
      return "originalUri";
    case "location":
      return "location";
    case "azure-async-operation":
      return method === "PATCH" ? "originalUri" : "statusBody";
    case "operation-location":
      return method === "PATCH" ? "originalUri" : "operationLocation";
    default:
      return null;
  }
}

/**
 * What the operation yields: the body of its final answer, a 200, else of the nearest success that has one. A DELETE
 * yields what its 200 says and nothing otherwise: a 202's body is about the operation, not the resource.
 */
function resultOf(method: HttpMethod, responses: readonly Response[]): TypeRef | null {
  const successes = responses.filter((response) => response.role === "success");
  const ranked = successes.toSorted((a, b) => statusOf(a) - statusOf(b));
  for (const response of ranked) {
    if (method === "DELETE" && statusOf(response) !== 200) continue;
    const [content] = response.contents;
    if (content !== undefined && "type" in content) return content.type;
  }
  return null;
}

function statusOf(response: Response): number {
  const { status } = response;
  return status.kind === "exact" ? status.status : status.kind === "range" ? status.hundred * 100 + 99 : 1000;
}
