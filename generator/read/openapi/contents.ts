import { makeName, type Content, type FormField, type ListStyle, type TypeRef } from "../../model/index.ts";
import type { JsonObject, Located } from "../../source/document.ts";
import { clientName } from "../azure/schemas.ts";
import { childOf, elementsOf, flagOf, isTrue, objectOf, textOf, textsOf } from "../values.ts";
import { constraintsOf } from "./constraints.ts";
import { docsOf } from "./docs.ts";
import { constantOf } from "./enums.ts";
import { byPreference, essenceOf, isForeign, isJsonAlias, mediaKind } from "./mediaTypes.ts";
import { propertiesOf } from "./models.ts";
import { layersOf } from "./reader.ts";
import { choicesOf, isBinary } from "./shapes.ts";
import type { Types } from "./types.ts";
import { unionOf } from "./unions.ts";
import type { RawContent, RawField } from "./view.ts";
import { bodyXml } from "./xml.ts";

/** Whether a content goes to the service or comes from it. */
export type Direction = "request" | "response";

/** The forms that a body comes in, the one we would rather speak first. */
export function lowerContents(types: Types, raws: readonly RawContent[], direction: Direction): readonly Content[] {
  return settle(raws.map((raw) => lowerContent(types, raw, direction))).toSorted(byPreference);
}

/** A content, and whether its media type can carry what its schema describes. */
interface Candidate {
  readonly content: Content;
  readonly fits: boolean;
}

/**
 * Swagger 2.0 lists media types and gives one schema for all of them, though not all can carry it: objects are neither
 * text nor bytes, and an answer that is bytes does not come as JSON. In a request, where the caller chooses among the
 * media types, the caller also brings the bytes.
 */
function lowerContent(types: Types, raw: RawContent, direction: Direction): Candidate {
  const { schema } = raw;
  const kind = mediaKind(raw.mediaType);
  // What is sent is of one type, which the service will find among those that it takes.
  const isAny = direction === "request" && kind === "json" && essenceOf(raw.mediaType).includes("*");
  const mediaType = isAny ? "application/json" : raw.mediaType;
  if (kind === "form" || kind === "multipart") {
    const fields = raw.fields ?? fieldsOf(types, raw);
    return { content: { kind, mediaType, fields: fields.map((field) => lowerField(types, field)) }, fits: true };
  }
  if (kind === "xml") types.pending.speaksXml = true;
  if (schema === null) return { content: contentOf(kind, mediaType, kind === "binary" ? bytes : unknown), fits: true };
  const last = layersOf(types.reader, schema).at(-1) ?? null;
  if (last !== null && isBinary(last.value)) {
    return {
      content: { kind: "binary", mediaType: raw.mediaType, type: bytes },
      fits: direction === "request" || (kind !== "json" && kind !== "xml"),
    };
  }
  if (kind === "json") return { content: { kind, mediaType, type: types.use(schema) }, fits: true };
  if (kind === "xml") {
    return { content: { kind, mediaType, type: types.use(schema), xml: bodyXml(types, schema) }, fits: true };
  }
  const shape = last === null ? "any" : types.shapeOf(last).kind;
  if (kind === "binary" && direction === "request") return { content: { kind, mediaType, type: bytes }, fits: true };
  if (shape !== "scalar" && shape !== "enum" && shape !== "any") {
    if (isForeign(mediaType))
      return { content: { kind, mediaType, type: kind === "binary" ? bytes : text }, fits: false };
    return { content: { kind: "json", mediaType, type: types.use(schema) }, fits: false };
  }
  return { content: { kind, mediaType, type: kind === "binary" ? bytes : types.use(schema) }, fits: true };
}

/** A content of which nothing but its type is to be said. */
const contentOf = (kind: "json" | "xml" | "text" | "binary", mediaType: string, type: TypeRef): Content =>
  kind === "xml" ? { kind, mediaType, type, xml: null } : { kind, mediaType, type };

const bytes: TypeRef = { kind: "binary" };
const text: TypeRef = { kind: "string", format: null };
const unknown: TypeRef = { kind: "unknown" };

function settle(candidates: readonly Candidate[]): readonly Content[] {
  const fitting = candidates.filter(({ fits }) => fits);
  const contents = (fitting.length > 0 ? fitting : candidates).map(({ content }) => content);
  const hasJson = contents.some((content) => content.kind === "json" && !isJsonAlias(content.mediaType));
  const kept = contents.filter((content) => !(hasJson && content.kind === "json" && isJsonAlias(content.mediaType)));
  return [...new Map(kept.map((content) => [content.mediaType.toLowerCase(), content])).values()];
}

/** A form whose fields are the properties of a schema (OpenAPI 3). */
function fieldsOf(types: Types, raw: RawContent): readonly RawField[] {
  if (raw.schema === null) return [];
  const schema = types.reader.resolveObject(raw.schema);
  return schema === null ? [] : schemaFields(types, schema, raw.encoding ?? {}, 0);
}

function schemaFields(
  types: Types,
  schema: Located<JsonObject>,
  encoding: JsonObject,
  depth: number,
): readonly RawField[] {
  const required = new Set(textsOf(schema.value, "required"));
  const inherited =
    depth > 8
      ? []
      : elementsOf(schema, "allOf").flatMap((member) => {
          const base = types.reader.resolveObject(member);
          return base === null ? [] : schemaFields(types, base, encoding, depth + 1);
        });
  const own = propertiesOf(schema).flatMap(([wire, property]): readonly RawField[] => {
    const layers = layersOf(types.reader, property);
    const [node] = layers;
    // What only the service sets is no field to fill in.
    if (layers.some(({ value }) => isTrue(value, "readOnly"))) return [];
    const said = objectOf(encoding, wire) ?? {};
    const mediaType = textOf(said, "contentType");
    return node === undefined
      ? []
      : [
          {
            ...{ wire, node, schema: property, required: required.has(wire), mediaType },
            ...{ list: listStyle(said), deep: textOf(said, "style") === "deepObject" },
          },
        ];
  });
  // What a schema says of a field stands for what its bases say.
  return [...new Map([...inherited, ...own].map((field) => [field.wire, field])).values()];
}

function listStyle(encoding: JsonObject): ListStyle {
  const style = textOf(encoding, "style") ?? "form";
  const explode = flagOf(encoding, "explode") ?? style === "form";
  if (explode) return "multi";
  return style === "spaceDelimited" ? "ssv" : style === "pipeDelimited" ? "pipes" : "csv";
}

function lowerField(types: Types, field: RawField): FormField {
  const layers = layersOf(types.reader, field.schema);
  const type = fieldType(types, field.schema);
  const list = type.kind === "nullable" ? type.of : type;
  return {
    name: makeName(field.wire, clientName(field.node.value) ?? field.wire),
    type,
    required: field.required,
    // Files cannot be joined.
    list: list.kind !== "array" ? null : list.items.kind === "binary" ? "multi" : field.list,
    deep: field.deep && isComposite(types, layers),
    mediaType: field.mediaType,
    constant: field.required ? constantOf(types.reader, layers) : undefined,
    constraints: constraintsOf(types.reader, layers),
    docs: docsOf(field.node.value),
    at: field.node.at,
  };
}

/** Whether a field's value has parts of its own, or may have. */
function isComposite(types: Types, layers: readonly Located<JsonObject>[]): boolean {
  const last = layers.at(-1);
  const kind = last === undefined ? "any" : types.shapeOf(last).kind;
  return kind !== "scalar" && kind !== "enum" && kind !== "file";
}

/** As in a model, but that bytes are bytes: a field may be a file, one of many, or one that may be left empty. */
function fieldType(types: Types, schema: Located, depth = 0): TypeRef {
  const last = layersOf(types.reader, schema).at(-1);
  if (last === undefined || depth > 4) return types.use(schema);
  if (isBinary(last.value)) return bytes;
  const items = childOf(last, "items");
  if (items !== null && fieldType(types, items, depth + 1) === bytes) return { kind: "array", items: bytes };
  const choices = choicesOf(last).map((choice) => fieldType(types, choice, depth + 1));
  return choices.includes(bytes) ? unionOf(choices) : types.use(schema);
}
