import {
  makeName,
  makeParameter,
  type Body,
  type LongRunning,
  type Operation,
  type Parameter,
  type Response,
} from "../../model/index.ts";
import type { Located } from "../../source/document.ts";
import { longRunningOf } from "../azure/longRunning.ts";
import { readCancel, readIdempotent, readSchema, readWaits } from "../extensions.ts";
import { isTrue } from "../values.ts";
import { operationAuth } from "./auth.ts";
import { lowerContents } from "./contents.ts";
import type { DocumentContext } from "./context.ts";
import { docsOf } from "./docs.ts";
import { enumValues } from "./enums.ts";
import type { OperationNames } from "./operationNames.ts";
import { pagingOf } from "./paging.ts";
import { defaultOf } from "./models.ts";
import { lowerParameter } from "./parameters.ts";
import { fillPath } from "./pathParameters.ts";
import { layersOf } from "./reader.ts";
import { lowerResponses } from "./responses.ts";
import { parsePathKey } from "./templates.ts";
import type { RawContent, RawOperation, RawParameter } from "./view.ts";

export function lowerOperation(context: DocumentContext, raw: RawOperation, names: OperationNames): Operation {
  const { types, prefix } = context;
  const { node, method } = raw;
  const declared = context.view.parameters(raw);
  const contentType = declared.find(isContentType) ?? null;
  const mediaTypes = contentType === null ? [] : mediaTypesOf(context, contentType);
  const own = declared.flatMap((parameter) => {
    if (parameter === contentType && mediaTypes.length > 0) return [];
    const lowered = lowerParameter(context, parameter);
    return lowered === null ? [] : [lowered];
  });
  const key = parsePathKey(raw.path);
  const filled = fillPath(types.reader, key.path, withQuery(own, key.query, raw), node.at);
  const parameters = [...prefix.parameters, ...filled.parameters];
  const responses = lowerResponses(context, raw);
  const paging = pagingOf(context, raw, parameters, responses);
  const body = lowerBody(context, raw, mediaTypes);
  const auth = operationAuth(raw, context.auth);
  return {
    id: names.id,
    name: names.name,
    method,
    path: raw.server === null ? [...prefix.segments, ...filled.segments] : filled.segments,
    host: raw.server,
    parameters: parameters.map((parameter) =>
      parameter.name.wire === paging?.pageSize ? { ...parameter, role: "pageSize" } : parameter,
    ),
    body,
    contentType: body === null ? context.view.bodilessType(raw) : null,
    mediaUpload: null,
    mediaDownload: false,
    responses,
    longRunning: lowerLongRunning(context, raw, responses),
    watch: null,
    paging,
    waits: readWaits(node, types.reader.sink),
    scopes: auth.scopes,
    authenticated: auth.authenticated,
    idempotent: readIdempotent(node.value) ?? (method !== "POST" && method !== "PATCH"),
    docs: docsOf(node.value),
    deprecated: isTrue(node.value, "deprecated"),
    at: node.at,
  };
}

const isContentType = (parameter: RawParameter): boolean =>
  parameter.location === "header" && parameter.wire.toLowerCase() === "content-type";

/** The media types that a Content-Type parameter lists, its default first: they are what the body comes in. */
function mediaTypesOf(context: DocumentContext, parameter: RawParameter): readonly string[] {
  const layers = layersOf(context.types.reader, parameter.schema);
  const listed = layers.find(({ value }) => Array.isArray(value["enum"]));
  if (listed === undefined) return [];
  const first = defaultOf(layers);
  const values = enumValues(context.types.reader, listed).map(String);
  return values.toSorted((a, b) => Number(b === first) - Number(a === first));
}

function lowerBody(context: DocumentContext, raw: RawOperation, mediaTypes: readonly string[]): Body | null {
  const body = context.view.body(raw);
  if (body === null) return null;
  const contents = mediaTypes.length === 0 ? body.contents : retyped(body.contents, mediaTypes);
  const lowered = lowerContents(context.types, contents, "request");
  if (lowered.length === 0) return null;
  return { required: body.required, contents: lowered, docs: docsOf(body.node.value), at: body.node.at };
}

function retyped(contents: readonly RawContent[], mediaTypes: readonly string[]): readonly RawContent[] {
  const [first] = contents;
  if (first === undefined || first.fields !== null) return contents;
  return mediaTypes.map(
    (mediaType) => contents.find((content) => content.mediaType === mediaType) ?? { ...first, mediaType },
  );
}

/** The operation's parameters, and those that the key of its path fixes: `?comp=list`. */
function withQuery(
  parameters: readonly Parameter[],
  query: readonly (readonly [string, string])[],
  raw: RawOperation,
): readonly Parameter[] {
  if (query.length === 0) return parameters;
  const result = [...parameters];
  for (const [wire, value] of query) {
    const placeholder = /^\{([^{}]+)\}$/.exec(value)?.[1];
    const index = result.findIndex(({ name, location }) =>
      location === "query" ? name.wire === wire : location === "path" && name.wire === placeholder,
    );
    const found = result[index];
    if (found === undefined) {
      if (placeholder === undefined) result.push(constantQuery(wire, value, raw));
    } else if (found.location === "path") {
      // Written as a part of the path, but it stands in the query.
      result[index] = { ...found, location: "query", name: { ...found.name, wire } };
    }
  }
  return result;
}

function constantQuery(wire: string, value: string, raw: RawOperation): Parameter {
  return makeParameter({
    name: makeName(wire),
    type: { kind: "literal", value },
    constant: value,
    at: raw.node.at,
  });
}

/** Long-running by ARM's extensions, or because an overlay gives a result; cancel and types come from overlays. */
function lowerLongRunning(
  context: DocumentContext,
  raw: RawOperation,
  responses: readonly Response[],
): LongRunning | null {
  const { types } = context;
  const typeAt = (schema: Located | null): LongRunning["result"] => (schema === null ? null : types.use(schema));
  const arm = longRunningOf(raw.node, raw.method, responses, (schema) => types.use(schema));
  const cancel = readCancel(raw.node, types.reader.sink);
  if (arm === null) {
    if (cancel !== null) {
      types.reader.sink.report("extension/no-effect", raw.node.at, "Only a long-running operation can be cancelled");
    }
    return null;
  }
  return {
    poll: { kind: "header", final: arm.final },
    result: typeAt(readSchema(raw.node, "x-armature-result")) ?? arm.result,
    metadata: typeAt(readSchema(raw.node, "x-armature-metadata")),
    read: null,
    cancel,
  };
}
