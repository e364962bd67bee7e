import { makeName, type Encoding, type Parameter, type ParameterRole, type TypeRef } from "../../model/index.ts";
import type { JsonObject, Located } from "../../source/document.ts";
import { headerPrefix } from "../azure/paths.ts";
import { groupOf, isApiVersion, isRequestDate, isRequestId, scopeOf, skipsEncoding } from "../azure/parameters.ts";
import { clientName } from "../azure/schemas.ts";
import { isTrue } from "../values.ts";
import { constraintsOf } from "./constraints.ts";
import type { DocumentContext } from "./context.ts";
import { docsOf } from "./docs.ts";
import { constantOf } from "./enums.ts";
import { defaultOf } from "./models.ts";
import { layersOf } from "./reader.ts";
import { choicesOf, typesOf } from "./shapes.ts";
import type { Types } from "./types.ts";
import type { RawParameter } from "./view.ts";

/** A parameter; null for a header that the client sends by itself. Each place is read once. */
export function lowerParameter(context: DocumentContext, raw: RawParameter): Parameter | null {
  const known = context.parameters.get(raw.node.value);
  if (known !== undefined) return known;
  const parameter = isOwnHeader(context, raw) ? null : read(context, raw);
  context.parameters.set(raw.node.value, parameter);
  return parameter;
}

function read(context: DocumentContext, raw: RawParameter): Parameter {
  const { types } = context;
  const { value } = raw.node;
  const prefix = raw.location === "header" ? headerPrefix(value) : null;
  const layers = layersOf(types.reader, raw.schema);
  const type = withoutNull(types.use(raw.schema));
  const shapes = shapesOf(types, layers.at(-1) ?? null);
  const required = raw.location === "path" || isTrue(value, "required") || raw.location === "host";
  const plain: Parameter = {
    name: makeName(raw.wire, clientName(value) ?? spoken(raw.wire)),
    location: raw.location,
    scope: raw.location === "host" ? "client" : scopeOf(value, raw.shared, context.autoRest),
    role: roleOf(raw),
    type: prefix === null ? type : { kind: "map", values: type },
    required,
    constant: required ? constantOf(types.reader, layers) : undefined,
    default: defaultOf(layers),
    encoding: encodingOf(value),
    list: shapes.has("list") && raw.object !== "json" ? raw.list : null,
    object: prefix !== null ? "headerPrefix" : objectStyle(raw, shapes),
    headerPrefix: prefix,
    constraints: constraintsOf(types.reader, layers),
    group: groupOf(value),
    docs: docsOf(value),
    deprecated: isTrue(value, "deprecated"),
    at: raw.node.at,
  };
  return plain.role === "apiVersion" ? apiVersionOf(context, plain) : plain;
}

/** `StartTime<` and `StartTime>` in words, which keep them apart. */
function spoken(wire: string): string {
  return wire.replace(/([<>])(=?)$/, (_, sign: string, equal: string) => {
    return ` ${sign === "<" ? "less" : "greater"} than${equal === "" ? "" : " or equal"}`;
  });
}

/** The client sends its own; and Accept, Content-Type and Authorization are no parameters in OpenAPI 3 (4.7.12.1). */
function isOwnHeader(context: DocumentContext, raw: RawParameter): boolean {
  if (raw.location !== "header") return false;
  const name = raw.wire.toLowerCase();
  if (name === "content-length" || name === "host" || name === "connection" || name === "transfer-encoding")
    return true;
  if (name === "authorization") return context.auth.length > 0 || isOpenApi3(context);
  return (name === "accept" || name === "content-type") && isOpenApi3(context);
}

const isOpenApi3 = (context: DocumentContext): boolean => Object.hasOwn(context.view.root.value, "openapi");

function roleOf(raw: RawParameter): ParameterRole {
  const { value } = raw.node;
  if (raw.location !== "host" && isApiVersion(raw.wire, value)) return "apiVersion";
  if (raw.location !== "header") return "plain";
  if (isRequestId(raw.wire, value)) return "requestId";
  return isRequestDate(raw.wire) ? "date" : "plain";
}

function encodingOf(node: JsonObject): Encoding {
  if (skipsEncoding(node)) return "none";
  return isTrue(node, "allowReserved") ? "reserved" : "component";
}

function withoutNull(type: TypeRef): TypeRef {
  return type.kind === "nullable" ? type.of : type;
}

/** Whether lists or objects are among the values; of a choice, whether they are in any of its members. */
function shapesOf(types: Types, schema: Located<JsonObject> | null, depth = 0): ReadonlySet<"list" | "object"> {
  if (schema === null || depth > 8) return new Set();
  const { kind } = types.shapeOf(schema);
  if (kind === "array") return new Set(["list"]);
  if (kind === "model" || kind === "map" || kind === "object") return new Set(["object"]);
  if (kind !== "union") return new Set();
  const choices = choicesOf(schema).map((choice) => layersOf(types.reader, choice).at(-1) ?? null);
  const listed = typesOf(schema.value);
  return new Set([
    ...choices.flatMap((choice) => [...shapesOf(types, choice, depth + 1)]),
    ...(choices.length === 0 && listed.includes("array") ? (["list"] as const) : []),
    ...(choices.length === 0 && listed.includes("object") ? (["object"] as const) : []),
  ]);
}

/** JSON and `deepObject` can write anything; the other styles are for objects. */
function objectStyle(raw: RawParameter, shapes: ReadonlySet<"list" | "object">): Parameter["object"] {
  const isDeep = raw.object === "deepObject" || raw.object === "json";
  return shapes.has("object") || (isDeep && shapes.has("list")) ? raw.object : null;
}

/**
 * The api-version comes from the client, unless the operation is of another: because it says so, or because its
 * document is of another than the service that it was merged into.
 */
function apiVersionOf(context: DocumentContext, parameter: Parameter): Parameter {
  const pinned = typeof parameter.constant === "string" ? parameter.constant : context.version;
  const ofClient = pinned === context.serviceVersion;
  return {
    ...parameter,
    scope: ofClient ? "client" : "operation",
    type: { kind: "string", format: null },
    constant: ofClient ? undefined : pinned,
    default: pinned,
  };
}
