import { differences } from "../../service/compare.ts";
import type { ExpectedRequest, ReceivedRequest } from "../../service/exchange.ts";
import { serve, type WireAnswer } from "../../service/http.ts";
import type { ExampleResponse } from "./spec.ts";

/** What a server says to one request after another; a request without a scene is a defect. */
export interface Scene {
  /** Null where the request is the client's own, such as a poll: its target is then in `target`. */
  readonly expected: ExpectedRequest | null;
  readonly answer: ExampleResponse;
}

export interface StageServer {
  readonly url: string;
  /** Sets what is played next; earlier scenes and notes are forgotten. */
  play(scenes: readonly Scene[]): void;
  /** How the requests since `play` differed from their scenes. */
  notes(): readonly string[];
  /** Requests since `play`. */
  received(): readonly ReceivedRequest[];
  stop(): Promise<void>;
}

/** A body that is a string stands for the bytes of a file. */
function wire({ status, headers, body }: ExampleResponse): WireAnswer {
  if (body === undefined) return { status, headers, body };
  const isText = typeof body === "string";
  const type = { "content-type": isText ? "application/octet-stream" : "application/json" };
  return { status, headers: { ...type, ...headers }, body: isText ? body : JSON.stringify(body) };
}

/** A local server that plays scenes in turn; the last one is repeated for polls that go on. */
export async function startStage(): Promise<StageServer> {
  let scenes: readonly Scene[] = [];
  let notes: string[] = [];
  let received: ReceivedRequest[] = [];
  const server = await serve((request) => {
    const scene = scenes[received.length] ?? scenes.at(-1);
    const tooMany = scene === undefined || (received.length >= scenes.length && scene.expected !== null);
    received.push(request);
    if (tooMany) notes.push(`${request.method} ${request.target} is one request too many`);
    else if (scene.expected !== null) notes.push(...differences(scene.expected, request));
    return wire(scene?.answer ?? { status: 500, headers: {}, body: undefined });
  });
  return {
    url: server.url,
    play: (next) => {
      scenes = next;
      notes = [];
      received = [];
    },
    notes: () => notes,
    received: () => received,
    stop: server.stop,
  };
}
