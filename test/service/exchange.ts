/** A JSON value that a play answers with. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A request as it came in, byte for byte where text can be. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as on the request line. */
  readonly target: string;
  /** Names as sent, in the order of sending. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** A header's value that is not known beforehand: what it must be, in words, and the test for it. */
export interface Check {
  readonly what: string;
  test(value: string): boolean;
}

/** What a request must be. Nothing else may be in it, besides what HTTP itself needs. */
export interface ExpectedRequest {
  readonly method: string;
  /** Encoded as it must be on the wire. */
  readonly path: string;
  /** Encoded pairs, `name=value`, in any order. */
  readonly query: readonly string[];
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | Check>>;
  /** Empty where there must be none. */
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; left out where the answer has no body. */
  readonly body?: Json;
}

/** One exchange of a scenario: what must be asked, and what the service then says. */
export interface Play {
  readonly expected: ExpectedRequest;
  readonly answer: Answer;
}

/** What plays need of the server that runs them. */
export interface Stage {
  /** The server's own origin, for addresses in answers. */
  readonly origin: string;
  /** How often `key` was visited before this visit. */
  visit(key: string): number;
  /** How often `key` was visited, without visiting it. */
  seen(key: string): number;
}

/** Finds the play for a request by its path alone, loosely: the comparison then says what is wrong with the rest. */
export type Playbook = (request: ReceivedRequest, stage: Stage) => Play | undefined;

/** Path of a target, without query. */
export function pathOf(request: ReceivedRequest): string {
  return request.target.split("?", 1)[0] ?? "";
}

/** A path segment as text; the segment itself where it cannot be decoded. */
export function decodeSegment(segment: string | undefined): string {
  try {
    return decodeURIComponent(segment ?? "");
  } catch {
    return segment ?? "";
  }
}

/** `answers[n]`, and the last one for every visit after. */
export function nth<T>(answers: readonly [T, ...T[]], visit: number): T {
  return answers[Math.min(visit, answers.length - 1)] ?? answers[0];
}
