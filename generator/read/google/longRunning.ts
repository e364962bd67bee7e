import type { ArgumentSource, LongRunning, OperationLink, TypeRef } from "../../model/index.ts";
import { readCancel, readSchema } from "../extensions.ts";
import { schemaId } from "./context.ts";
import { linkByIdentity, sameParameters } from "./links.ts";
import { sharedDepth, type Method } from "./methods.ts";
import { compareText } from "../values.ts";
import { isObject } from "../../source/document.ts";
import { operationField, startsOperation, type OperationKinds, type Poller } from "./operationKinds.ts";
import {
  commonMetadata,
  conventionalMetadata,
  conventionalResult,
  readerOf,
  readLink,
  resourceOf,
  verbOf,
} from "./results.ts";
import { typeOf, type Scope } from "./schemas.ts";

/** What telling long-running operations apart depends on. */
export interface OperationScope extends Scope {
  readonly methods: readonly Method[];
  readonly kinds: OperationKinds;
}

/** A poller with the ways to call it from one start. */
interface Way {
  readonly poller: Poller;
  /** Null: at the operation's `selfLink`. */
  readonly get: OperationLink | null;
  readonly cancel: OperationLink | null;
}

/** The long-running operation that the method starts; null where it starts none that can be followed. */
export function readLongRunning(scope: OperationScope, method: Method): LongRunning | null {
  const { context, kinds } = scope;
  if (method.response === null || !startsOperation(method, kinds)) return null;
  const way = findWay(scope, method);
  if (way === null) {
    context.sink.report("discovery/not-polled", method.node.at, `no method reads the operation of ${method.id} again`);
    return null;
  }
  const reader = readerOf(method, scope.methods);
  const resource = resourceOf(context, method, reader);
  const compute = way.poller.style === "compute";
  const read = compute ? readLink(context, method, reader) : null;
  return {
    poll: { kind: "operation", style: way.poller.style, get: way.get },
    result: resultOf(scope, method, compute ? computeResult(scope, read, reader) : aipResult(scope, method, resource)),
    read,
    metadata: metadataOf(scope, method, compute ? null : aipMetadata(scope, method, resource)),
    cancel: readCancel(method.node, context.sink) ?? way.cancel,
  };
}

/** How a caller who has only an operation's name can follow it; null where the method does not read operations. */
export function readWatch(scope: OperationScope, method: Method): LongRunning | null {
  const poller = scope.kinds.pollers.find(({ get }) => get.id === method.id);
  const get = sameParameters(method, method);
  if (poller === undefined || get === null) return null;
  const aip = poller.style === "aip151";
  return {
    poll: { kind: "operation", style: poller.style, get },
    result: resultOf(scope, method, aip ? fieldType(scope, poller.schema, "response") : null),
    read: null,
    metadata: metadataOf(scope, method, aip ? aipMetadata(scope, null, null, poller.schema) : null),
    cancel: poller.cancel === null ? null : sameParameters(method, poller.cancel),
  };
}

/**
 * The method that reads the operation again. Of several, those that can be called for what the start knows; then the
 * one that takes over most of its parameters (Compute has one for each scope); then the nearest in the tree.
 */
function findWay(scope: OperationScope, method: Method): Way | null {
  const ways = scope.kinds.pollers
    .filter((poller) => poller.schema === method.response)
    .flatMap((poller) => wayTo(scope, method, poller) ?? []);
  return [...ways].sort((a, b) => compareWays(method, a, b))[0] ?? null;
}

function compareWays(method: Method, a: Way, b: Way): number {
  const given = ({ get }: Way): number => get?.arguments.length ?? 0;
  const parents = (way: Way): readonly string[] => way.poller.get.groups.slice(0, -1);
  const depth = (way: Way): number => sharedDepth(parents(way), method.groups);
  const around = (way: Way): number => (depth(way) === parents(way).length ? 1 : 0);
  return (
    given(b) - given(a) || around(b) - around(a) || depth(b) - depth(a) || compareText(a.poller.get.id, b.poller.get.id)
  );
}

function wayTo(scope: OperationScope, method: Method, poller: Poller): Way | null {
  const { identity, whole } = identityOf(scope, poller);
  const get = linkByIdentity(method, poller.get, identity, whole);
  const cancel = poller.cancel === null ? null : linkByIdentity(method, poller.cancel, identity, whole);
  const hasSelfLink = operationField(scope.context, poller.schema, "selfLink") !== null;
  return get === null && !(poller.style === "compute" && hasSelfLink) ? null : { poller, get, cancel };
}

/**
 * What of an operation object goes into the path of the method that reads it. By AIP-151 it is `name`, which is a whole
 * resource name, or its last segment where the path is made of single pieces. Compute's `name` is only an id.
 */
function identityOf(
  scope: OperationScope,
  poller: Poller,
): { readonly identity: ArgumentSource; readonly whole: boolean } {
  const hasName = operationField(scope.context, poller.schema, "name") !== null;
  const field: ArgumentSource = { kind: "field", path: [hasName ? "name" : "id"] };
  if (poller.style === "compute") return { identity: field, whole: false };
  const whole = poller.get.path.variables.length === 1;
  return { identity: whole ? field : { kind: "segments", of: field, from: -1, to: null }, whole: true };
}

/** What the method is said to yield by an overlay, else `conventional`. */
function resultOf(scope: OperationScope, method: Method, conventional: TypeRef | null): TypeRef | null {
  const said = extensionType(scope, method, "x-armature-result");
  return said === undefined ? conventional : said;
}

function metadataOf(scope: OperationScope, method: Method, conventional: TypeRef | null): TypeRef | null {
  const said = extensionType(scope, method, "x-armature-metadata");
  return said === undefined ? conventional : said;
}

/** The type in the extension: null for nothing, undefined where there is no extension. */
function extensionType(
  scope: OperationScope,
  method: Method,
  key: "x-armature-metadata" | "x-armature-result",
): TypeRef | null | undefined {
  const schema = readSchema(method.node, key);
  if (schema === null) return undefined;
  if (!isObject(schema.value)) return null;
  const suffix = key === "x-armature-result" ? "result" : "metadata";
  return typeOf(scope, { value: schema.value, at: schema.at, sink: scope.context.sink }, [
    ...method.groups,
    method.name,
    suffix,
  ]);
}

function fieldType(scope: OperationScope, schema: string, key: string): TypeRef {
  const node = operationField(scope.context, schema, key);
  return node === null ? { kind: "unknown" } : typeOf(scope, node, [schema, key]);
}

/** Nothing for a delete (google.protobuf.Empty); where the convention does not tell, whatever `response` may be. */
function aipResult(scope: OperationScope, method: Method, resource: string | null): TypeRef | null {
  if (verbOf(method) === "delete") return null;
  return conventionalResult(scope.context, method, resource) ?? fieldType(scope, method.response ?? "", "response");
}

function aipMetadata(scope: OperationScope, method: Method | null, resource: string | null, schema?: string): TypeRef {
  const own = method === null ? null : conventionalMetadata(scope.context, method, resource);
  return own ?? commonMetadata(scope.context) ?? fieldType(scope, schema ?? method?.response ?? "", "metadata");
}

/** The resource where it can be read; nothing else, since the operation itself holds no result. */
function computeResult(scope: OperationScope, read: OperationLink | null, reader: Method | null): TypeRef | null {
  if (read === null || reader === null || reader.response === null) return null;
  return { kind: "named", id: schemaId(scope.context, reader.response) };
}
