import type { Check, ExpectedRequest } from "../../service/exchange.ts";
import type { Example, Json, SpecParameter } from "./spec.ts";

const separators: Readonly<Record<string, string>> = { csv: ",", ssv: " ", tsv: "\t", pipes: "|" };

/** The text of a parameter's value, before any encoding. */
function text(value: Json, parameter: SpecParameter): string {
  const separator = separators[parameter.collectionFormat ?? "csv"] ?? ",";
  return Array.isArray(value) ? value.map(String).join(separator) : String(value);
}

function given(example: Example, place: string): readonly (readonly [SpecParameter, Json])[] {
  return example.parameters
    .filter((parameter) => parameter.in === place && example.given[parameter.name] !== undefined)
    .map((parameter) => [parameter, example.given[parameter.name] ?? null]);
}

/** The body of an example's request, as it must be sent; null where it has none. */
export function requestBody(example: Example): { readonly value: Json } | null {
  const [found] = given(example, "body");
  return found === undefined ? null : { value: found[1] };
}

/** Anything that says which media types are understood; which ones, the response's own test finds out. */
const accept: Check = { what: "a list of media types", test: (value) => /^[a-z*]+\/[a-z*]/.test(value) };

/**
 * The media type that goes with a request: that of its body, or, where a service asks for more than plain JSON, that of
 * every request that could have one.
 */
function contentType(example: Example): Readonly<Record<string, string>> {
  const plain = example.mediaType === "application/json";
  const could = !plain && ["POST", "PUT", "PATCH"].includes(example.method);
  return requestBody(example) !== null || could ? { "content-type": example.mediaType } : {};
}

/**
 * The request that an example describes, made from the specification and the example alone: what generated code sends
 * must equal it. `authorization` is whatever the test's credential gives.
 */
export function expectedRequest(example: Example, authorization: string): ExpectedRequest {
  const encode = (parameter: SpecParameter, value: string): string =>
    parameter.skipEncoding ? value : encodeURIComponent(value);
  const path = given(example, "path").reduce(
    (template, [parameter, value]) =>
      template.replace(`{${parameter.name}}`, encode(parameter, text(value, parameter))),
    example.path,
  );
  const body = requestBody(example);
  const headers = given(example, "header").map(([parameter, value]) => [
    parameter.name.toLowerCase(),
    text(value, parameter),
  ]);
  return {
    method: example.method,
    path,
    query: given(example, "query").map(
      ([parameter, value]) => `${encodeURIComponent(parameter.name)}=${encode(parameter, text(value, parameter))}`,
    ),
    headers: {
      authorization,
      accept,
      ...contentType(example),
      ...(Object.fromEntries(headers) as Record<string, string>),
    },
    body: body === null ? "" : JSON.stringify(body.value),
  };
}
