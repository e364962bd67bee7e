import type { ListStyle } from "../../model/index.ts";
import type { JsonObject, Located, SourceDocument } from "../../source/document.ts";
import {
  childOf,
  compareText,
  elementsOf,
  entriesOf,
  flagOf,
  isList,
  isTrue,
  membersOf,
  objectAt,
  objectOf,
  textOf,
} from "../values.ts";
import { mediaKind } from "./mediaTypes.ts";
import type { Reader } from "./reader.ts";
import {
  once,
  sharedParameters,
  operationsOf,
  serversNode,
  type ParameterNode,
  type RawBody,
  type RawContent,
  type RawOperation,
  type RawParameter,
  type RawResponse,
  type RawServer,
  type SpecView,
} from "./view.ts";

/** OpenAPI 3.0 and 3.1; what they say differently of schemas is told apart by the form of the keyword. */
export function openApi3View(reader: Reader, document: SourceDocument, root: Located<JsonObject>): SpecView {
  const components = objectAt(root, "components");
  const known = sharedParameters((parameter) => parameterOf(reader, parameter));
  return {
    document,
    root,
    info: objectOf(root.value, "info") ?? {},
    operations: once(() => operationsOf(reader, root)),
    parameters: (operation) => operation.parameters.flatMap(known),
    body: (operation) => bodyOf(reader, operation),
    responses: (operation) => responsesOf(reader, operation),
    bodilessType: () => null,
    security() {
      const schemes = components === null ? [] : membersOf(components, "securitySchemes");
      const resolved = schemes.flatMap(([name, scheme]) => {
        const node = reader.resolveObject(scheme);
        return node === null ? [] : [[name, node] as const];
      });
      const requirements = root.value["security"];
      return { schemes: new Map(resolved), requirements: isList(requirements) ? requirements : null };
    },
    servers: () => serversOf(root),
  };
}

const locations = { path: "path", query: "query", header: "header", cookie: "cookie" } as const;

function parameterOf(reader: Reader, parameter: ParameterNode): readonly RawParameter[] {
  const { node } = parameter;
  const wire = textOf(node.value, "name");
  const place = textOf(node.value, "in") ?? "";
  if (wire === null || !Object.hasOwn(locations, place)) return [];
  const location = locations[place as keyof typeof locations];
  const style = textOf(node.value, "style") ?? (location === "query" || location === "cookie" ? "form" : "simple");
  const explode = flagOf(node.value, "explode") ?? style === "form";
  const content = Object.hasOwn(node.value, "schema") ? null : contentSchema(reader, node);
  const schema = childOf(node, "schema") ?? content?.schema ?? { value: {}, at: node.at };
  const list = listStyleOf(style, explode);
  if (style === "matrix" || style === "label") {
    reader.sink.report(
      "parameter/style",
      node.at,
      `The style "${style}" of "${wire}" is not supported; its value is sent as it is`,
    );
  }
  const object = content?.isJson ? "json" : style === "deepObject" ? style : style === "form" && explode ? style : null;
  return [{ node, shared: parameter.shared, wire, location, schema, list, object }];
}

/** A parameter with a media type carries a text in that format: JSON is written here, anything else by the caller. */
function contentSchema(
  reader: Reader,
  node: Located<JsonObject>,
): { readonly schema: Located; readonly isJson: boolean } | null {
  const [first] = membersOf(node, "content");
  if (first === undefined) return null;
  const [mediaType, content] = first;
  const written = childOf(content, "schema");
  if (written !== null && mediaKind(mediaType) === "json") return { schema: written, isJson: true };
  reader.sink.report(
    "parameter/content",
    content.at,
    `"${textOf(node.value, "name")}" is a text in the format ${mediaType}`,
  );
  return { schema: { value: { type: "string" }, at: content.at }, isJson: false };
}

function listStyleOf(style: string, explode: boolean): ListStyle {
  if (style === "spaceDelimited") return explode ? "multi" : "ssv";
  if (style === "pipeDelimited") return explode ? "multi" : "pipes";
  return style === "form" && explode ? "multi" : "csv";
}

function contentsOf(reader: Reader, parent: Located<JsonObject>): readonly RawContent[] {
  return membersOf(parent, "content").flatMap(([mediaType, written]) => {
    const media = reader.resolveObject(written);
    if (media === null) return [];
    return [{ mediaType, schema: childOf(media, "schema"), fields: null, encoding: objectOf(media.value, "encoding") }];
  });
}

function bodyOf(reader: Reader, operation: RawOperation): RawBody | null {
  const node = reader.resolveObject(objectAt(operation.node, "requestBody"));
  if (node === null) return null;
  return { node, required: isTrue(node.value, "required"), contents: contentsOf(reader, node) };
}

function responsesOf(reader: Reader, operation: RawOperation): readonly RawResponse[] {
  return membersOf(operation.node, "responses").flatMap(([status, written]) => {
    const node = reader.resolveObject(written);
    if (node === null || status.startsWith("x-")) return [];
    const headers = membersOf(node, "headers").flatMap(([wire, header]) => {
      const resolved = reader.resolveObject(header);
      return resolved === null
        ? []
        : [{ wire, node: resolved, schema: childOf(resolved, "schema") ?? { value: {}, at: resolved.at } }];
    });
    return [{ status, node, contents: contentsOf(reader, node), headers }];
  });
}

function serversOf(root: Located<JsonObject>): readonly RawServer[] {
  return elementsOf(serversNode(root), "servers").flatMap((server) => {
    const url = textOf(server.value, "url");
    if (url === null) return [];
    const variables = objectAt(server, "variables");
    // In the order in which the address has them.
    const places = (variables === null ? [] : entriesOf(variables)).toSorted(
      ([a], [b]) => url.indexOf(`{${a}}`) - url.indexOf(`{${b}}`) || compareText(a, b),
    );
    const parameters = places.map(([wire, node]) => ({
      node,
      shared: true,
      wire,
      location: "host" as const,
      schema: { value: { type: "string", ...node.value }, at: node.at },
      list: "csv" as const,
      object: null,
    }));
    return [{ url: url.replace(/\/+$/, ""), parameters }];
  });
}
