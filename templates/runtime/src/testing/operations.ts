import type { MockAnswer, MockHandler, MockService, SeenRequest } from "./service.js";

/** An error of ARM (`code`, `message`, …). */
export interface ArmError {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly details?: readonly object[];
}

/** One answer at a status address of ARM. */
export interface ArmState {
  readonly status: string;
  readonly percentComplete?: number;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly error?: ArmError;
  readonly properties?: unknown;
}

export interface ArmOperation<T> {
  /** What polls are answered with, in order; a text is a status. Default `InProgress`, then `Succeeded`. */
  readonly states?: readonly (string | ArmState)[];
  /** What the operation yields, where the client looks for it: at its start's address, at `Location`. */
  readonly result?: T;
  /** Where polls go. Default `azure-asyncoperation`. `resource`: to the resource, by its `provisioningState`. */
  readonly via?: "azure-asyncoperation" | "operation-location" | "location" | "resource";
  /** Status of the answer to the start. Default 201 to a PUT, else 202. */
  readonly status?: number;
  /** Seconds that every answer asks to wait. */
  readonly retryAfter?: number;
}

/** A number that no other operation of the service has: that of the request which starts it. */
const numberOf = (service: MockService): number => service.requests.length;

const pathOf = (request: SeenRequest, service: MockService, part: string): string =>
  `${request.path.replace(/\/+$/, "")}/${part}/${numberOf(service)}`;

const withState = (body: unknown, provisioningState: string): object => ({
  ...(body as object | undefined),
  properties: { ...(body as { properties?: object } | undefined)?.properties, provisioningState },
});

/**
 * A long-running operation of ARM, as the step of the route that starts it:
 *
 *     service.on("POST /…/stop", armOperation({ states: [{ status: "InProgress", percentComplete: 40 },
 *       { status: "Failed", error: { code: "QuotaExceeded", message: "No cores left" } }] }));
 */
export function armOperation<T = unknown>(operation: ArmOperation<T> = {}): MockHandler {
  const { via = "azure-asyncoperation", result, retryAfter } = operation;
  const states = (operation.states ?? ["InProgress", "Succeeded"]).map((state) =>
    typeof state === "string" ? { status: state } : state,
  );
  const wait: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return (request, service) => {
    const origin = new URL(request.url).origin;
    const { status = request.method === "PUT" ? 201 : 202 } = operation;
    const [first, ...rest] = answersOf(via, states, result, wait);
    if (via === "resource") {
      service.on(`GET ${request.path}`, ...([...rest, ...(rest.length > 0 ? [] : [first])] as [MockAnswer]));
      return { ...first, status };
    }
    const path = pathOf(request, service, "operations");
    const location = pathOf(request, service, "operationResults");
    const results: [MockAnswer, ...MockAnswer[]] = [first, ...rest];
    service.on(`GET ${path}`, ...results);
    const ended: MockAnswer = result === undefined ? { status: 204 } : { body: result };
    service.on(`GET ${location}`, ended);
    if (request.method === "PUT" || request.method === "PATCH") service.on(`GET ${request.path}`, ended);
    const headers = {
      ...wait,
      [via]: origin + path,
      ...(via === "azure-asyncoperation" && { location: origin + location }),
    };
    const body = request.method === "POST" || request.method === "DELETE" ? undefined : withState(result, "Accepted");
    return { status, headers, body };
  };
}

function answersOf(
  via: string,
  states: readonly ArmState[],
  result: unknown,
  headers: Record<string, string>,
): [MockAnswer, ...MockAnswer[]] {
  const answers = states.map((state): MockAnswer => {
    const isOver = /^(succeeded|failed|cancell?ed)$/i.test(state.status);
    if (via === "resource") return { headers, body: withState(result, state.status) };
    if (via !== "location") return { headers, body: state };
    if (!isOver) return { status: 202, headers };
    if (state.error) return { status: 409, headers, body: { error: state.error } };
    return result === undefined ? { status: 204 } : { headers, body: result };
  });
  const [first = { status: 204 }, ...rest] = answers;
  return [first, ...rest];
}

/** google.rpc.Status. */
export interface RpcStatus {
  /** A google.rpc.Code, such as 5 for NOT_FOUND; 1 is a cancellation. */
  readonly code: number;
  readonly message: string;
  readonly details?: readonly object[];
}

export interface GoogleOperation<T, M> {
  /** Path below the version. Default `operations/…`. */
  readonly name?: string;
  /** Metadata of the answers before the last one, in order. Default one answer without. */
  readonly metadata?: readonly M[];
  readonly response?: T;
  readonly error?: RpcStatus;
  /** What a request to cancel does: it ends the operation (default), or the service has no such method. */
  readonly cancel?: "ends" | "unimplemented";
}

/** A long-running operation of AIP-151, as the step of the route that starts it. */
export function googleOperation<T = unknown, M = unknown>(operation: GoogleOperation<T, M> = {}): MockHandler {
  const { metadata = [undefined], response = {}, error, cancel = "ends" } = operation;
  return (request, service) => {
    const name = operation.name ?? `operations/op-${numberOf(service)}`;
    const path = `/${request.path.split("/")[1]}/${name}`;
    const last = { name, metadata: metadata.at(-1), done: true, ...(error ? { error } : { response }) };
    const running = metadata.map((item) => ({ body: { name, metadata: item, done: false } }));
    const [first = { body: last }, ...rest] = running;
    service.on(`GET ${path}`, ...([...rest, { body: last }] as [MockAnswer]));
    service.on(`POST ${path}:cancel`, () => {
      if (cancel === "unimplemented")
        return { status: 501, body: { error: { code: 501, status: "UNIMPLEMENTED", message: "No." } } };
      service.on(`GET ${path}`, { body: { ...last, response: undefined, error: { code: 1, message: "Cancelled." } } });
      return { body: {} };
    });
    return first;
  };
}

export interface ComputeOperation<T> {
  /** `progress` of the answers before the last one, in order. Default one answer with 0. */
  readonly progress?: readonly number[];
  /** The resource at `targetLink`. */
  readonly target?: T;
  readonly errors?: readonly { readonly code: string; readonly message: string }[];
}

/** A long-running operation of Compute style, as the step of the route that starts it. */
export function computeOperation<T = unknown>(operation: ComputeOperation<T> = {}): MockHandler {
  const { progress = [0], target, errors } = operation;
  return (request, service) => {
    const { origin } = new URL(request.url);
    const name = `operation-${numberOf(service)}`;
    const path = pathOf(request, service, "operations");
    const targetPath = pathOf(request, service, "targets");
    const common = { name, selfLink: origin + path, ...(target !== undefined && { targetLink: origin + targetPath }) };
    const running = progress.map((value) => ({ body: { ...common, status: "RUNNING", progress: value } }));
    const last = { body: { ...common, status: "DONE", progress: 100, ...(errors && { error: { errors } }) } };
    const [first = last, ...rest] = running;
    service.on(`GET ${path}`, ...([...rest, last] as [MockAnswer]));
    if (target !== undefined) service.on(`GET ${targetPath}`, { body: target });
    return first;
  };
}

/**
 * The states that a resource goes through, as the steps of the route that reads it: for waits that are no operations of
 * the service, as in Batch. `undefined` is a resource that is gone (404).
 */
export function stateSequence<T extends object>(
  resource: T,
  states: readonly [string | undefined, ...(string | undefined)[]],
  property = "state",
): [MockAnswer, ...MockAnswer[]] {
  const answer = (state: string | undefined): MockAnswer =>
    state === undefined
      ? { status: 404, body: { code: "ResourceNotFound", message: { lang: "en-us", value: "It is gone." } } }
      : { body: { ...resource, [property]: state } };
  const [first, ...rest] = states;
  return [answer(first), ...rest.map(answer)];
}
