import type { Alias, Declaration, Name, TypeRef } from "../../model/index.ts";
import type { JsonObject, Located } from "../../source/document.ts";
import { refOf } from "../../source/refs.ts";
import { isTrue } from "../values.ts";
import { constraintsOf } from "./constraints.ts";
import { docsOf } from "./docs.ts";
import { lowerEnum } from "./enums.ts";
import { lowerModel } from "./models.ts";
import { idOf, layersOf } from "./reader.ts";
import type { Types } from "./types.ts";
import { documentXml } from "./xml.ts";

/** The declaration of a schema; `inline` gives the type of one that is neither a model nor a list of values. */
export function lowerDeclaration(
  types: Types,
  schema: Located<JsonObject>,
  inline: (schema: Located<JsonObject>) => TypeRef,
): Declaration {
  const name = types.nameOf(schema);
  if (refOf(schema.value) !== null) return lowerAlias(types, schema, name, types.use(schema));
  if (isModel(types, schema)) return lowerModel(types, schema, name, idOf(schema.at));
  const { kind } = types.shapeOf(schema);
  const found = kind === "enum" ? lowerEnum(types.reader, schema, name) : null;
  return found ?? lowerAlias(types, schema, name, inline(schema));
}

/** Whether a schema is declared as a model: objects, and wrappers around models, which are models of their own. */
function isModel(types: Types, schema: Located<JsonObject>): boolean {
  const last = layersOf(types.reader, schema).at(-1) ?? schema;
  const { kind } = types.shapeOf(last);
  return kind === "model" || kind === "object";
}

function lowerAlias(types: Types, schema: Located<JsonObject>, name: Name, type: TypeRef): Alias {
  return {
    kind: "alias",
    id: idOf(schema.at),
    name,
    type,
    constraints: constraintsOf(types.reader, layersOf(types.reader, schema)),
    xml: documentXml(types, schema),
    docs: docsOf(schema.value),
    deprecated: isTrue(schema.value, "deprecated"),
    at: schema.at,
  };
}
