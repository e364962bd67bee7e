import {
  makeName,
  type AuthScheme,
  noDocs,
  type Body,
  type Content,
  type HttpMethod,
  type Operation,
  type OperationGroup,
  type Paging,
  type Parameter,
  type Response,
} from "../../model/index.ts";
import { childLocation } from "../../source/document.ts";
import { readIdempotent, readWaits } from "../extensions.ts";
import { methodScopes } from "./auth.ts";
import { behaviorOf } from "./behavior.ts";
import { referenceTo } from "./context.ts";
import { readLongRunning, readWatch, type OperationScope } from "./longRunning.ts";
import { readMediaUpload } from "./media.ts";
import { sameGroups, type Method } from "./methods.ts";
import { docsOf, entriesOf, flagOf, nodeOf, reportUnknown, textOf, type Node } from "./node.ts";
import { readPaging } from "./paging.ts";
import { readParameters } from "./parameters.ts";

const known: ReadonlySet<string> = new Set(
  (
    "apiVersion deprecated description etagRequired flatPath httpMethod id mediaUpload parameterOrder parameters path request " +
    "response scopes streamingType supportsMediaDownload supportsMediaUpload supportsSubscription useMediaDownloadService"
  ).split(" "),
);

const httpMethods: Readonly<Record<string, { readonly method: HttpMethod; readonly idempotent: boolean }>> = {
  DELETE: { method: "DELETE", idempotent: true },
  GET: { method: "GET", idempotent: true },
  HEAD: { method: "HEAD", idempotent: true },
  OPTIONS: { method: "OPTIONS", idempotent: true },
  PATCH: { method: "PATCH", idempotent: false },
  POST: { method: "POST", idempotent: false },
  PUT: { method: "PUT", idempotent: true },
};

/** What reading operations depends on. */
export interface ServiceScope extends OperationScope {
  readonly auth: readonly AuthScheme[];
  /** Name of the API: what a group of methods outside any resource is called. */
  readonly api: string;
}

/** The methods by resource. A resource that has none is only a parent of others. */
export function readGroups(scope: ServiceScope): readonly OperationGroup[] {
  const groups: { readonly names: readonly string[]; readonly operations: Operation[] }[] = [];
  for (const method of scope.methods) {
    const operation = readOperation(scope, method);
    if (operation === null) continue;
    const last = groups.at(-1);
    if (last !== undefined && sameGroups(last.names, method.groups)) last.operations.push(operation);
    else groups.push({ names: method.groups, operations: [operation] });
  }
  return groups.map(({ names, operations }) => ({
    name: makeName(names.at(-1) ?? scope.api),
    parents: names.slice(0, -1).map((name) => makeName(name)),
    operations,
  }));
}

function readOperation(scope: ServiceScope, method: Method): Operation | null {
  const { node } = method;
  reportUnknown(node, known);
  const http = Object.hasOwn(httpMethods, method.httpMethod) ? httpMethods[method.httpMethod] : undefined;
  if (http === undefined) {
    node.sink.report("discovery/unknown-method", node.at, `${method.id} has the HTTP method ${method.httpMethod}`);
    return null;
  }
  for (const expression of method.path.rejected) {
    node.sink.report(
      "discovery/path-expression",
      childLocation(node.at, "path"),
      `the path of ${method.id} has ${expression}`,
    );
  }
  const longRunning = readLongRunning(scope, method);
  const paging = longRunning === null ? readPaging(scope, method) : null;
  if (paging !== null && paging.items.length === 0) {
    node.sink.report("discovery/paging-whole", node.at, `${method.id} pages over whole answers`);
  }
  return {
    id: method.id,
    name: makeName(method.name),
    method: http.method,
    path: method.path.segments,
    parameters: readParameters(scope.context, method).map((parameter) => withPagingRole(parameter, paging)),
    body: readBody(scope, method),
    contentType: null,
    mediaUpload: readMediaUpload(method),
    host: null,
    mediaDownload: flagOf(node, "supportsMediaDownload"),
    responses: [readResponse(scope, method)],
    longRunning,
    watch: readWatch(scope, method),
    paging,
    waits: readWaits(node, node.sink),
    scopes: methodScopes(method, scope.auth),
    authenticated: true,
    idempotent: readIdempotent(node.value) ?? http.idempotent,
    docs: docsOf(node),
    deprecated: flagOf(node, "deprecated") || behaviorOf(textOf(node, "description")).deprecated,
    at: node.at,
  };
}

/** The roles that only paging gives: a parameter of that name is plain where the answer has no pages. */
function withPagingRole(parameter: Parameter, paging: Paging | null): Parameter {
  if (paging === null || paging.next.kind !== "token" || paging.next.location !== "query") return parameter;
  if (parameter.name.wire === paging.next.parameter) return { ...parameter, role: "pageToken" };
  return parameter.name.wire === paging.pageSize ? { ...parameter, role: "pageSize" } : parameter;
}

function readBody(scope: ServiceScope, method: Method): Body | null {
  const node = nodeOf(method.node, "request");
  if (node === null || method.request === null) return null;
  const type = referenceTo(scope.context, method.request, childLocation(node.at, "$ref"));
  const upload = nodeOf(method.node, "mediaUpload") !== null;
  return {
    required: !upload && !mayBeEmpty(scope, method.request),
    contents: [{ kind: "json", mediaType: "application/json", type }],
    docs: docsOf(node),
    at: node.at,
  };
}

/**
 * Whether the body can be left out: an absent one is read as an empty message, which is all that `CancelOperationRequest`
 * and the like ever are. A resource that is sent is never meant to be empty.
 */
function mayBeEmpty(scope: ServiceScope, request: string): boolean {
  const schema = scope.context.schemas.get(request);
  const properties = schema === undefined ? [] : entriesOf(schema, "properties");
  if (properties.length === 0) return true;
  return /request$/i.test(request) && !properties.some(({ node }) => behaviorOf(textOf(node, "description")).required);
}

/**
 * The answer to a success; Discovery says neither its status nor what errors look like. Where it is not said to have a
 * body, it has none, or is the bytes that the method downloads.
 */
function readResponse(scope: ServiceScope, method: Method): Response {
  const node = nodeOf(method.node, "response");
  const at = node?.at ?? method.node.at;
  return {
    status: { kind: "range", hundred: 2 },
    role: "success",
    contents: responseContents(scope, method, node),
    headers: [],
    docs: noDocs,
    at,
  };
}

function responseContents(scope: ServiceScope, method: Method, node: Node | null): readonly Content[] {
  if (node !== null && method.response !== null) {
    const type = referenceTo(scope.context, method.response, childLocation(node.at, "$ref"));
    return [{ kind: "json", mediaType: "application/json", type }];
  }
  const isDownload = flagOf(method.node, "supportsMediaDownload");
  return isDownload ? [{ kind: "binary", mediaType: "*/*", type: { kind: "binary" } }] : [];
}
