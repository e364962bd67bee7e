import { abort } from "./abort.ts";
import { batchTasks } from "./batchTasks.ts";
import { commandResult } from "./commandResult.ts";
import { differences } from "./compare.ts";
import type { Answer, Playbook, ReceivedRequest, Stage } from "./exchange.ts";
import { serve, type WireAnswer } from "./http.ts";
import { hubOperations } from "./hubOperations.ts";
import { operationStatus } from "./operationStatus.ts";

/** A request that the service saw, and how it differed from its contract. */
export interface RecordedRequest extends ReceivedRequest {
  readonly differences: readonly string[];
  readonly status: number;
}

export interface Service {
  /** Origin of all the services it plays: `http://127.0.0.1:{port}`. */
  readonly url: string;
  /** In the order in which they came. */
  readonly requests: readonly RecordedRequest[];
  stop(): Promise<void>;
}

const playbooks: readonly Playbook[] = [abort, operationStatus, commandResult, batchTasks, hubOperations];

/**
 * Starts a local server that plays AKS, Batch and GKE Hub for the operations that the project proves itself on. Every
 * request is compared with what the public contract asks for; one that differs is answered with 400 and the
 * differences. The names of resources choose the scenario; each playbook lists its own.
 */
export async function startService(): Promise<Service> {
  const requests: RecordedRequest[] = [];
  const visits = new Map<string, number>();
  const seen = (key: string): number => visits.get(key) ?? 0;
  const visit = (key: string): number => {
    const before = seen(key);
    visits.set(key, before + 1);
    return before;
  };
  const server = await serve((request, origin) => {
    const { answer, found } = perform(request, { origin, visit, seen });
    requests.push({ ...request, differences: found, status: answer.status });
    return wire(answer);
  });
  return { url: server.url, requests, stop: server.stop };
}

function perform(
  request: ReceivedRequest,
  stage: Stage,
): { readonly answer: Answer; readonly found: readonly string[] } {
  for (const playbook of playbooks) {
    const play = playbook(request, stage);
    if (play === undefined) continue;
    const found = differences(play.expected, request);
    return { answer: found.length === 0 ? play.answer : refusal(found), found };
  }
  const found = [`no operation has the path ${JSON.stringify(request.target)}`];
  return { answer: refusal(found), found };
}

/** An error in the shape that ARM and Google share. */
function refusal(found: readonly string[]): Answer {
  const message = `the request differs from the contract: ${found.join("; ")}`;
  return { status: 400, body: { error: { code: "RequestDiffers", message, status: "INVALID_ARGUMENT" } } };
}

function wire(answer: Answer): WireAnswer {
  if (answer.body === undefined) return { status: answer.status, headers: answer.headers ?? {}, body: undefined };
  const headers = { "content-type": "application/json; charset=utf-8", ...answer.headers };
  return { status: answer.status, headers, body: JSON.stringify(answer.body) };
}
