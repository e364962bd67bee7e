import { makeName, type HttpMethod, type Response, type ResponseHeader, type StatusMatch } from "../../model/index.ts";
import { errorResponse, headerPrefix } from "../azure/paths.ts";
import { clientName } from "../azure/schemas.ts";
import { compareText } from "../values.ts";
import { lowerContents } from "./contents.ts";
import type { DocumentContext } from "./context.ts";
import { docsOf } from "./docs.ts";
import type { RawHeader, RawOperation, RawResponse } from "./view.ts";

/** What an operation answers: single statuses first, then ranges, then the rest. */
export function lowerResponses(context: DocumentContext, operation: RawOperation): readonly Response[] {
  const raws = context.view.responses(operation).flatMap((raw) => {
    const status = statusOf(raw.status);
    if (status === null)
      context.types.reader.sink.report("response/status", raw.node.at, `"${raw.status}" is no status`);
    return status === null ? [] : [{ raw, status }];
  });
  const hasSuccess = raws.some(({ raw, status }) => isSuccess(status) && !errorResponse(raw.node.value));
  return raws
    .map(({ raw, status }) => lowerResponse(context, raw, status, roleOf(raw, status, operation.method, hasSuccess)))
    .toSorted((a, b) => rank(a.status) - rank(b.status));
}

function statusOf(key: string): StatusMatch | null {
  if (key === "default") return { kind: "default" };
  if (/^[1-5]\d\d$/.test(key)) return { kind: "exact", status: Number(key) };
  return /^[1-5]xx$/i.test(key) ? { kind: "range", hundred: Number(key[0]) } : null;
}

function rank(status: StatusMatch): number {
  if (status.kind === "exact") return status.status;
  return status.kind === "range" ? 1000 + status.hundred : 2000;
}

function isSuccess(status: StatusMatch): boolean {
  if (status.kind === "exact") return status.status < 400;
  return status.kind === "range" && status.hundred < 4;
}

/**
 * `default` is what comes where something went wrong, unless nothing else could be success. A HEAD that lists a 404
 * asks whether a thing exists, and is told that it does not.
 */
function roleOf(raw: RawResponse, status: StatusMatch, method: HttpMethod, hasSuccess: boolean): Response["role"] {
  if (errorResponse(raw.node.value)) return "error";
  if (status.kind === "default") return hasSuccess ? "error" : "success";
  if (isSuccess(status)) return "success";
  return method === "HEAD" && status.kind === "exact" && status.status === 404 ? "absent" : "error";
}

function lowerResponse(
  context: DocumentContext,
  raw: RawResponse,
  status: StatusMatch,
  role: Response["role"],
): Response {
  return {
    status,
    role,
    contents: lowerContents(context.types, raw.contents, "response"),
    headers: raw.headers
      .toSorted((a, b) => compareText(a.wire.toLowerCase(), b.wire.toLowerCase()) || compareText(a.wire, b.wire))
      .map((header) => lowerHeader(context, header)),
    docs: docsOf(raw.node.value),
    at: raw.node.at,
  };
}

function lowerHeader(context: DocumentContext, raw: RawHeader): ResponseHeader {
  const { value } = raw.node;
  const prefix = headerPrefix(value);
  const type = context.types.use(raw.schema);
  return {
    name: makeName(raw.wire, clientName(value) ?? raw.wire),
    type: prefix === null ? type : { kind: "map", values: type },
    prefix,
    docs: docsOf(value),
  };
}
