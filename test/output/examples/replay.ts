import type { AnyResponse, Call, Client, Page, Pages, Poller } from "@armature/runtime";
import type { InspectOperation } from "../../../generator/inspect.ts";
import { expectedRequest } from "./request.ts";
import { argumentsOf, type GeneratedFunction } from "./invoke.ts";
import { isObject, type Example, type ExampleResponse, type Json } from "./spec.ts";
import type { Scene, StageServer } from "./stage.ts";

/** What a caller of the generated function got. */
export interface Replayed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Streams are read to their end. */
  readonly data: unknown;
  /** What awaiting a poller gave. */
  readonly result?: unknown;
}

/** Plays one response of an example as the answer to its request, and calls the function that was generated for it. */
export async function replay(
  server: StageServer,
  client: Client<object>,
  operation: InspectOperation,
  call: GeneratedFunction,
  example: Example,
  response: ExampleResponse,
  authorization: string,
): Promise<Replayed> {
  const first: Scene = { expected: expectedRequest(example, authorization), answer: onWire(example, response) };
  server.play([first, ...(operation.returns === "poller" ? pollScenes(example, operation, response) : [])]);
  const made = call(client, argumentsOf(operation, example));
  if (operation.returns === "pages") return firstPage(made as Pages<unknown>);
  if (operation.returns === "poller") return finished(made as Poller<unknown>);
  return flat(await (made as Call<AnyResponse>).withResponse());
}

/** Only the answer to HEAD may name a length other than that of its body. */
function onWire(example: Example, response: ExampleResponse): ExampleResponse {
  if (example.method === "HEAD") return { ...response, body: undefined };
  const { "content-length": _, ...headers } = response.headers;
  return { ...response, headers };
}

async function flat({ status, headers, data }: AnyResponse): Promise<Replayed> {
  const isStream = data instanceof ReadableStream;
  return { status, headers, data: isStream ? await new Response(data).text() : data };
}

/** The example of a listing is its first page; what its link points at is not part of it. */
async function firstPage(pages: Pages<unknown>): Promise<Replayed> {
  for await (const page of pages.byPage()) {
    const { response, body, items } = page as Page<unknown>;
    return { status: response.status, headers: response.headers, data: body, result: items };
  }
  throw new Error("there was no page");
}

async function finished(poller: Poller<unknown>): Promise<Replayed> {
  const started = await flat(await poller.started());
  return { ...started, result: await poller };
}

/**
 * What the operation yields in the end by its example: the body of 200, else, where the specification names a result,
 * the resource that an earlier answer showed; in either case as it is after success.
 */
export function finalBody(example: Example, operation: InspectOperation): Json | undefined {
  const ok = example.responses.find((response) => response.status === 200);
  const shown = example.responses.find((response) => response.body !== undefined)?.body;
  const body = ok !== undefined ? ok.body : operation.longRunning?.result == null ? undefined : shown;
  const properties = isObject(body) ? body["properties"] : undefined;
  const state = isObject(properties) ? properties["provisioningState"] : undefined;
  if (!isObject(body) || !isObject(properties) || state === undefined || /^succeeded$/i.test(String(state)))
    return body;
  return { ...body, properties: { ...properties, provisioningState: "Succeeded" } };
}

function pollScenes(example: Example, operation: InspectOperation, first: ExampleResponse): readonly Scene[] {
  const scene = (status: number, body: Json | undefined): Scene => ({
    expected: null,
    answer: { status, headers: {}, body },
  });
  const body = finalBody(example, operation);
  const final = body === undefined ? scene(204, undefined) : scene(200, body);
  return first.headers["azure-asyncoperation"] === undefined ? [final] : [scene(200, { status: "Succeeded" }), final];
}
