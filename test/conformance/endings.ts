/*
 * What operations that take several requests give in the end. Records have their first answers only; what follows is
 * written out here, by what the server's routes send.
 */

const resource = { id: "100", name: "foo" };
const ready = { ...resource, properties: { provisioningState: "Succeeded" } };
const part = { id: "100", subresource: "sub1", properties: { provisioningState: "Succeeded" } };
const sku = { id: "100", name: "sku" };

/** Operations by their ids without group, and what awaiting them gives; undefined where they yield nothing. */
const results: readonly (readonly [operations: string, result: unknown])[] = [
  ["put200Succeeded put201Succeeded put201CreatingSucceeded200 put200UpdatingSucceeded204 putNoHeaderInRetry", ready],
  ["putAsyncNoHeaderInRetry putAsyncRetrySucceeded putAsyncRelativeRetrySucceeded putAsyncNoRetrySucceeded", ready],
  ["postAsyncNoRetrySucceeded deleteProvisioning202Accepted200Succeeded", ready],
  ["put200SucceededNoState put202Retry200 postDoubleHeadersFinalLocationGet", resource],
  ["postDoubleHeadersFinalAzureHeaderGetDefault", resource],
  ["postDoubleHeadersFinalAzureHeaderGet", { status: "succeeded", id: "100" }],
  ["putSubResource putAsyncSubResource", part],
  ["putNonResource putAsyncNonResource", sku],
  ["post200WithPayload", { id: "1", name: "product" }],
  ["post202List", [resource]],
  ["pollWithParameterizedEndpoints", "success"],
  ["post202Retry200 post202NoRetry204 postAsyncRelativeRetrySucceeded", undefined],
  ["delete202Retry200 delete202NoRetry204 delete204Succeeded deleteNoHeaderInRetry", undefined],
  ["deleteAsyncRetrySucceeded deleteAsyncNoRetrySucceeded deleteAsyncNoHeaderInRetry", undefined],
  ["deleteAsyncRelativeRetrySucceeded putError201NoProvisioningStatePayload", undefined],
];

const byOperation = new Map(
  results.flatMap(([operations, result]) => operations.split(" ").map((name) => [name, result] as const)),
);

const firstPage = {
  values: [{ properties: { id: 1, name: "Product" } }],
  nextLink: "http://localhost:3000/paging/multiple/page/2",
};

/** What awaiting a long-running operation gives that succeeds; null where nothing is known of it. */
export function resultOf(operation: string): { readonly value: unknown } | null {
  if (operation === "Paging_GetMultiplePagesLRO") return { value: firstPage };
  // Of two operations of this name, only one is specified to yield something.
  if (operation === "LROs_postAsyncRetrySucceeded") return { value: ready };
  if (operation === "LROsCustomHeader_postAsyncRetrySucceeded") return { value: undefined };
  const name = operation.replace(/^.*_/, "");
  return byOperation.has(name) ? { value: byOperation.get(name) } : null;
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, at) => from + at);

const listings: readonly (readonly [operations: RegExp, ids: readonly number[]])[] = [
  [/PartialUrlOperationNext$|nextOperationWithQueryParams$/, [2]],
  [/PartialUrl(Operation)?$|getWithQueryParams$/, [1, 2]],
  [/WithOffset$/, [1, ...range(102, 110)]],
  [/RetrySecond$/, [1, 1, ...range(3, 10)]],
  [/nextFragment$/, range(2, 10)],
  [/getMultiplePages|getOdataMultiplePages$/, range(1, 10)],
  [/getSinglePages$|getPagingModelWithItemName|NoItemName|NullNextLinkName/, [1]],
];

/** Ids of the items of all pages; null where nothing is known of them. */
export const itemsOf = (operation: string): readonly number[] | null =>
  listings.find(([names]) => names.test(operation))?.[1] ?? null;
