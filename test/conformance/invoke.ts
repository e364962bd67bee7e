import { deadline } from "@armature/runtime";
import type { AnyResponse, Call, CallOptions, Client, Page, Pages, Poller } from "@armature/runtime";
import type { InspectOperation, InspectReport } from "../../generator/inspect.ts";
import type { Exports } from "./clients.ts";
import type { GoldenRow } from "./suite.ts";
import { fromWire } from "./values.ts";
import { xmlBody } from "./xmlBodies.ts";

/** What a caller got. */
export interface Outcome {
  readonly status: number;
  readonly data: unknown;
  /** Of a call. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Every item of a listing, or what awaiting a poller gave. */
  readonly result?: unknown;
}

type Fn = (client: Client<object>, args: object, options?: object) => unknown;

function functionOf(exports: Exports, operation: InspectOperation): Fn {
  const group = operation.namespace.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], exports);
  const found = (group as Record<string, unknown>)[operation.exportedName];
  if (typeof found !== "function") throw new Error(`${operation.id} is not exported`);
  return found as Fn;
}

/** Arguments of the call and parameters of the client, by the names that generated code gives them. */
export function argumentsOf(
  row: GoldenRow,
  operation: InspectOperation,
  report: InspectReport,
): { readonly args: Record<string, unknown>; readonly client: Record<string, unknown> } {
  const args: Record<string, unknown> = {};
  const client: Record<string, unknown> = {};
  for (const parameter of operation.parameters) {
    const text = row.args[parameter.name.wire];
    if (text === undefined || parameter.argument === null) continue;
    const value = fromWire(text, parameter.type, parameter.list, report);
    if (parameter.givenBy === "client") client[parameter.argument] = value;
    else args[parameter.argument] = value;
  }
  if (operation.bodyArgument !== null && row.body !== undefined) args[operation.bodyArgument] = bodyOf(row, operation);
  if (operation.body !== null && operation.body.contents.length > 1 && row.contentType !== undefined) {
    args["contentType"] = row.contentType;
  }
  return { args, client };
}

function bodyOf(row: GoldenRow, operation: InspectOperation): unknown {
  if (row.body?.base64 !== undefined) return new Uint8Array(Buffer.from(row.body.base64, "base64"));
  const text = row.body?.text ?? "";
  const kind = operation.body?.contents.find(({ mediaType }) => mediaType === row.contentType)?.kind;
  switch (kind ?? operation.body?.contents[0]?.kind) {
    case "json":
      return JSON.parse(text);
    case "xml":
      return xmlBody(row.operationId, text);
    default:
      return text;
  }
}

/** Calls the generated function; runs pollers to their end and reads all pages. */
export async function invoke(
  exports: Exports,
  client: Client<object>,
  operation: InspectOperation,
  args: Record<string, unknown>,
  given: CallOptions,
): Promise<Outcome> {
  // By the client's clock, on which an hour of polls takes no time: a poller that would go on for ever ends in an error.
  const { clock } = client;
  const signal = operation.returns === "poller" ? deadline(3_600_000, { clock }) : AbortSignal.timeout(30_000);
  const options = { ...given, signal };
  const made = functionOf(exports, operation)(client, args, options);
  if (operation.returns === "pages") return allPages(made as Pages<unknown>);
  if (operation.returns === "poller") {
    const poller = made as Poller<unknown>;
    const started = await poller.started();
    return { status: started.status, data: started.data, result: await poller };
  }
  const { status, data, headers } = await (made as Call<AnyResponse>).withResponse();
  return { status, data: await whole(data), headers };
}

/** Most bytes of a stream that are kept: one of the server's files has three gigabytes. */
export const mostBytes = 1_048_576;

async function whole(data: unknown): Promise<unknown> {
  if (!(data instanceof ReadableStream)) return data;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of data as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    length += piece.length;
    if (length > mostBytes) break;
  }
  return new Uint8Array(Buffer.concat(pieces));
}

async function allPages(pages: Pages<unknown>): Promise<Outcome> {
  let first: Page<unknown> | undefined;
  const items: unknown[] = [];
  for await (const page of pages.byPage()) {
    first ??= page;
    items.push(...page.items);
  }
  if (first === undefined) throw new Error("there was no page");
  return { status: first.response.status, data: first.body, result: items };
}
