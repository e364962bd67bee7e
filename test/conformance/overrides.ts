import type { CallOptions } from "@armature/runtime";

/**
 * Arguments that the records cannot tell, because they were taken from addresses that had been parsed. By
 * specification and operation.
 */
export const overrides: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "azure-special-properties.json skipUrlEncoding_getMethodQueryValid": { q1: "value1&q2=value2&q3=value3" },
  "azure-special-properties.json skipUrlEncoding_getPathQueryValid": { q1: "value1&q2=value2&q3=value3" },
  "paging.json Paging_nextFragment": { nextLink: "next?page=2" },
};

/** Options of calls of which the caller knows that they may be repeated, by operations. */
const repeatable = /^(httpRetry|LRORetrys)_(patch|post)/;

export const callOptions = (operation: string): CallOptions => (repeatable.test(operation) ? { idempotent: true } : {});

const requestId = { "x-ms-client-request-id": "9C4D50EE-2D56-4CD3-8152-34347DC9F2B0" };

/** Headers that some routes want of every request, and that no specification names. By the first words of operations. */
const wanted: readonly (readonly [operations: string, headers: Readonly<Record<string, string>>])[] = [
  ["subscriptionIn", requestId],
  ["LROsCustomHeader_", requestId],
];

export function commonHeaders(operation: string): Readonly<Record<string, string>> {
  return wanted.find(([start]) => operation.startsWith(start))?.[1] ?? {};
}
