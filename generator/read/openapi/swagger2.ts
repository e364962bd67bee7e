import type { ListStyle } from "../../model/index.ts";
import { childLocation, type JsonObject, type Located, type SourceDocument } from "../../source/document.ts";
import { parameterizedHost } from "../azure/paths.ts";
import { childOf, isList, isTrue, membersOf, objectOf, textOf, textsOf } from "../values.ts";
import { essenceOf, hasParameters, mediaKind } from "./mediaTypes.ts";
import type { Reader } from "./reader.ts";
import {
  once,
  sharedParameters,
  operationsOf,
  type ParameterNode,
  type RawBody,
  type RawContent,
  type RawOperation,
  type RawParameter,
  type RawResponse,
  type RawServer,
  type SpecView,
} from "./view.ts";

const json: readonly string[] = ["application/json"];

/** Swagger 2.0. */
export function swagger2View(reader: Reader, document: SourceDocument, root: Located<JsonObject>): SpecView {
  const consumes = (operation: RawOperation): readonly string[] => mediaTypesOf(operation, root, "consumes");
  const produces = (operation: RawOperation): readonly string[] => mediaTypesOf(operation, root, "produces");
  const known = sharedParameters(parameterOf);
  return {
    document,
    root,
    info: objectOf(root.value, "info") ?? {},
    operations: once(() => operationsOf(reader, root)),
    parameters: (operation) => operation.parameters.flatMap(known),
    body: (operation) => bodyOf(operation, consumes(operation)),
    responses: (operation) => responsesOf(reader, operation, produces(operation)),
    bodilessType(operation) {
      // A media type with parameters asks something of the request as such (OData's level of metadata), body or not.
      const [first] = consumes(operation);
      const sends = operation.method === "POST" || operation.method === "PUT" || operation.method === "PATCH";
      return sends && first !== undefined && hasParameters(first) ? first : null;
    },
    security: () => ({
      schemes: new Map(membersOf(root, "securityDefinitions")),
      requirements: isList(root.value["security"]) ? root.value["security"] : null,
    }),
    servers: () => serversOf(reader, root),
  };
}

/** What an operation or, where it does not say, the document lists; plain JSON where nobody says. */
function mediaTypesOf(operation: RawOperation, root: Located<JsonObject>, key: string): readonly string[] {
  const own = operation.node.value[key];
  const listed = isList(own) ? textsOf(operation.node.value, key) : textsOf(root.value, key);
  return listed.filter((type) => type !== "");
}

const collectionFormats: ReadonlySet<string> = new Set<ListStyle>(["csv", "ssv", "tsv", "pipes", "multi"]);

function isCollectionFormat(format: string): format is ListStyle {
  return collectionFormats.has(format);
}

function listStyleOf(node: JsonObject): ListStyle {
  const format = textOf(node, "collectionFormat");
  return format !== null && isCollectionFormat(format) ? format : "csv";
}

function parameterOf(parameter: ParameterNode): readonly RawParameter[] {
  const { node } = parameter;
  const { value } = node;
  const location = value["in"];
  const wire = textOf(value, "name");
  if (wire === null || (location !== "path" && location !== "query" && location !== "header")) return [];
  return [
    { node, shared: parameter.shared, wire, location, schema: schemaOf(node), list: listStyleOf(value), object: null },
  ];
}

/** The parameter itself, without the member that has another meaning in a schema: `required` is no list of names. */
function schemaOf(node: Located<JsonObject>): Located {
  // Some authors write a schema, as OpenAPI 3 has it.
  return node.value["type"] === undefined ? (childOf(node, "schema") ?? node) : node;
}

function bodyOf(operation: RawOperation, consumes: readonly string[]): RawBody | null {
  const body = operation.parameters.find(({ node }) => node.value["in"] === "body")?.node;
  const types = consumes.length > 0 ? consumes : json;
  if (body !== undefined) {
    const schema = childOf(body, "schema");
    const contents = types.map((mediaType) => ({ mediaType, schema, fields: null, encoding: null }));
    return { node: body, required: isTrue(body.value, "required"), contents };
  }
  const form = operation.parameters.filter(({ node }) => node.value["in"] === "formData");
  const [first] = form;
  if (first === undefined) return null;
  return {
    node: operation.node,
    required: form.some(({ node }) => isTrue(node.value, "required")),
    contents: [formOf(form, consumes)],
  };
}

function formOf(form: readonly ParameterNode[], consumes: readonly string[]): RawContent {
  const hasFile = form.some(({ node }) => node.value["type"] === "file");
  const listed = consumes.find((type) => /^(multipart\/|application\/x-www-form-urlencoded)/.test(essenceOf(type)));
  const mediaType = hasFile ? "multipart/form-data" : (listed ?? "application/x-www-form-urlencoded");
  const fields = form.flatMap(({ node }) => {
    const wire = textOf(node.value, "name");
    const required = isTrue(node.value, "required");
    return wire === null
      ? []
      : [{ wire, node, schema: schemaOf(node), required, list: listStyleOf(node.value), deep: false, mediaType: null }];
  });
  return { mediaType, schema: null, fields, encoding: null };
}

function responsesOf(reader: Reader, operation: RawOperation, produces: readonly string[]): readonly RawResponse[] {
  return membersOf(operation.node, "responses").flatMap(([status, written]) => {
    const node = reader.resolveObject(written);
    if (node === null || status.startsWith("x-")) return [];
    const schema = childOf(node, "schema");
    const types = produces.length > 0 ? produces : json;
    const hasBody = schema !== null || (status === "200" && givesBytes(operation));
    const contents = hasBody ? types.map((mediaType) => ({ mediaType, schema, fields: null, encoding: null })) : [];
    const headers = membersOf(node, "headers").flatMap(([wire, header]) => {
      const resolved = reader.resolveObject(header);
      return resolved === null ? [] : [{ wire, node: resolved, schema: schemaOf(resolved) }];
    });
    return [{ status, node, contents, headers }];
  });
}

/** An operation that lists nothing but types of bytes gives some, although there is no schema that could say so. */
function givesBytes({ method, node }: RawOperation): boolean {
  const own = textsOf(node.value, "produces");
  return method === "GET" && own.length > 0 && own.every((mediaType) => mediaKind(mediaType) === "binary");
}

function serversOf(reader: Reader, root: Located<JsonObject>): readonly RawServer[] {
  const schemes = textsOf(root.value, "schemes");
  const scheme = schemes.length === 0 || schemes.includes("https") ? "https" : (schemes[0] ?? "https");
  const basePath = textOf(root.value, "basePath") ?? "";
  const composed = parameterizedHost(root, scheme);
  if (composed !== null) {
    const parameters = hostParameters(reader, composed.parameters);
    return [{ url: join(composed.template, basePath), parameters }];
  }
  const host = textOf(root.value, "host");
  if (host === null || host === "")
    return basePath === "" || basePath === "/" ? [] : [{ url: basePath, parameters: [] }];
  return [{ url: join(`${scheme}://${host}`, basePath), parameters: [] }];
}

function hostParameters(reader: Reader, list: Located | null): readonly RawParameter[] {
  if (list === null) return [];
  return (isList(list.value) ? list.value : []).flatMap((value, index) => {
    const node = reader.resolveObject({ value, at: childLocation(list.at, index) });
    const wire = node === null ? null : textOf(node.value, "name");
    if (node === null || wire === null) return [];
    return [
      {
        node,
        shared: true,
        wire,
        location: "host" as const,
        schema: schemaOf(node),
        list: "csv" as const,
        object: null,
      },
    ];
  });
}

function join(host: string, path: string): string {
  const base = host.replace(/\/+$/, "");
  const rest = path.replace(/^\/+|\/+$/g, "");
  return rest === "" ? base : `${base}/${rest}`;
}
