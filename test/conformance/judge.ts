import {
  ArgumentError,
  ArmatureError,
  OperationCancelledError,
  OperationFailedError,
  ServiceError,
  TransportError,
} from "@armature/runtime";
import type { InspectOperation } from "../../generator/inspect.ts";
import { mostBytes, type Outcome } from "./invoke.ts";
import type { ExtraCall } from "./extraCall.ts";
import { itemsOf, resultOf } from "./endings.ts";
import { goldenRows, type GoldenRow } from "./suite.ts";
import { xmlBody } from "./xmlBodies.ts";

function json(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  const others = b as Record<string, unknown>;
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same((a as Record<string, unknown>)[key], others[key]))
  );
}

/** The server writes its own address into bodies; the record was made at another one. */
const atRecordedHost = (text: string): string => text.replace(/http:\/\/127\.0\.0\.1:\d+/g, "http://localhost:3000");

const show = (value: unknown): string => (JSON.stringify(value) ?? "undefined").slice(0, 300);

/** A value that came from the server, at the recorded address; bytes as numbers. */
function normal(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  return value === undefined ? undefined : (JSON.parse(atRecordedHost(JSON.stringify(value))) as unknown);
}

/** The recorded body in the form in which a caller gets it, given what was got; null where nothing was recorded. */
function recorded(row: GoldenRow, got: unknown): { readonly value: unknown } | null {
  if (row.resBody?.base64 !== undefined) return { value: [...Buffer.from(row.resBody.base64, "base64")] };
  const text = row.resBody?.text;
  if (text === undefined) return null;
  const xml = text.startsWith("<") ? xmlBody(row.operationId, text) : undefined;
  if (xml !== undefined) return { value: xml };
  return typeof got === "string" && got === text ? { value: text } : (json(text) ?? { value: text });
}

/** Whether the specification gives the answer of a status a body at all. */
function hasBody(operation: InspectOperation, status: number): boolean {
  const found = operation.responses.find(
    (response) => response.status.kind === "exact" && response.status.status === status,
  );
  return found === undefined || found.contents.length > 0;
}

/** How a long-running operation must end, which the names of the server's scenarios say. */
function ending(row: GoldenRow): "cancelled" | "failed" | "refused" | "succeeded" {
  const name = row.operationId;
  // Without a state in the answer there is nothing to wait for, as the ARM async specification has it.
  if (name.endsWith("NoProvisioningStatePayload")) return "succeeded";
  if (name.startsWith("LROSADs_")) return name === "LROSADs_delete204Succeeded" ? "succeeded" : "refused";
  if (/canceled/i.test(name)) return "cancelled";
  return /failed/i.test(name) ? "failed" : "succeeded";
}

function judgeLongRunning(row: GoldenRow, { result }: Outcome): string | null {
  if (ending(row) !== "succeeded") return `succeeded, but must have ${ending(row)}`;
  const want = resultOf(row.operationId);
  if (want === null) return `yielded ${show(result)}, of which nothing is known`;
  const got = normal(result);
  return same(got, want.value) ? null : `yielded ${show(got)}, not ${show(want.value)}`;
}

/** Items of all pages, of which the record has the first. */
function judgeItems(row: GoldenRow, { result }: Outcome): string | null {
  const want = itemsOf(row.operationId);
  const got = (result as readonly { readonly properties?: { readonly id?: number } }[]).map(
    (item) => item.properties?.id,
  );
  return same(got, want) ? null : `listed ${show(got)}, not ${show(want)}`;
}

const rows = goldenRows();

/** The values of header operations: what the service is sent for a scenario is what it answers in it. */
function judgeHeader(row: GoldenRow, { headers }: Outcome): string | null {
  const twin = rows.find(
    ({ operationId, args }) =>
      operationId === row.operationId.replace("_response", "_param") && args["scenario"] === row.args["scenario"],
  );
  const want = twin?.args["value"];
  if (twin === undefined || want === undefined) return null;
  const got = headers?.["value"];
  const isSame = /Float|Double/.test(row.operationId)
    ? Number(got) === Number(want)
    : row.operationId.endsWith("Datetime")
      ? Date.parse(String(got)) === Date.parse(String(want))
      : got === want;
  return isSame ? null : `gave the header ${show(got)}, not ${show(want)}`;
}

/** A retry or a redirect that is followed ends with an answer of 200; one that is not is the answer. */
const endsWell = ({ operationId, status }: GoldenRow, outcome: Outcome): boolean =>
  outcome.status === 200 || (operationId.startsWith("httpRedirects_") && outcome.status === status);

/** What is too long to be recorded is counted, as far as it is read. */
function judgeBytes(data: unknown, bytes: number): string | null {
  const length = data instanceof Uint8Array ? data.length : -1;
  return length >= Math.min(bytes, mostBytes) ? null : `gave ${length} bytes of ${bytes}`;
}

/** How a success differs from the record; null where it does not. */
export function judgeOutcome(row: GoldenRow, operation: InspectOperation, outcome: Outcome): string | null {
  if (operation.returns === "poller") return judgeLongRunning(row, outcome);
  if (operation.returns === "pages") {
    const fault = judgeItems(row, outcome);
    if (fault !== null) return fault;
  }
  if (row.operationId.startsWith("header_response")) return judgeHeader(row, outcome);
  if (row.method === "HEAD") {
    const exists = operation.responses.some(({ role }) => role === "absent") ? outcome.status < 400 : undefined;
    return outcome.data === exists ? null : `gave ${show(outcome.data)} for status ${outcome.status}`;
  }
  if (outcome.status >= 400) return `status ${outcome.status} as a success`;
  // Redirects and retries end elsewhere than the first answer.
  if (row.status >= 300) return endsWell(row, outcome) ? null : `ended with ${outcome.status}`;
  const data = normal(outcome.data);
  if (!hasBody(operation, outcome.status))
    return data === undefined ? null : `gave ${show(data)} where there is no body`;
  const bytes = row.resBody?.bytes;
  if (bytes !== undefined) return judgeBytes(outcome.data, bytes);
  const want = recorded(row, data);
  return want === null || same(data, want.value) ? null : `gave ${show(data)}, the server said ${show(want.value)}`;
}

const tell = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** How an error differs from what must come; null where it does not. */
export function judgeError(row: GoldenRow, operation: InspectOperation, error: unknown): string | null {
  if (operation.returns === "poller") {
    const end = ending(row);
    if (end === "failed" && error instanceof OperationFailedError) return null;
    if (end === "cancelled" && error instanceof OperationCancelledError) return null;
    return end === "refused" && error instanceof ArmatureError ? null : tell(error);
  }
  if (error instanceof TransportError && error.reason === "json" && row.resBody?.text !== undefined) {
    return json(row.resBody.text) === null ? null : tell(error);
  }
  // The first answer is an error, but not the last.
  if (/^httpRe(try|directs)_/.test(row.operationId)) return tell(error);
  if (!(error instanceof ServiceError)) return tell(error);
  const { status, body }: { readonly status: number; readonly body: unknown } = error;
  // What fails is a later page.
  if (operation.returns === "pages" && /failure/i.test(row.operationId)) return status >= 400 ? null : tell(error);
  if (status !== row.status) return `status ${status} instead of ${row.status}: ${show(body)}`;
  const want = recorded(row, body);
  return want === null || same(normal(body), want.value) ? null : `error body ${show(body)}, not ${show(want.value)}`;
}

/** How a further call ends otherwise than it must; null where it does not. */
export async function judgeExtra(call: ExtraCall, outcome: Promise<Outcome>): Promise<string | null> {
  try {
    const { data, result } = await outcome;
    const fault = call.fails ?? call.refuses;
    if (fault !== undefined) return `succeeded instead of failing with ${fault}`;
    return call.gives === undefined || same(result ?? data, call.gives) ? null : `gave ${show(result ?? data)}`;
  } catch (error) {
    if (error instanceof TransportError) return error.reason === call.fails ? null : tell(error);
    if (error instanceof ArgumentError) return error.parameter === call.refuses ? null : tell(error);
    return error instanceof ServiceError && error.status === call.fails ? null : tell(error);
  }
}
