import { splitWords, type Declaration, type Name, type TypeRef } from "../../model/index.ts";
import { findAnchor } from "../../source/anchors.ts";
import { childLocation, isObject, type JsonObject, type Located } from "../../source/document.ts";
import { refOf } from "../../source/refs.ts";
import { asObject, childOf, isList, listOf, textOf } from "../values.ts";
import { lowerDeclaration } from "./declarations.ts";
import { createDiscriminatorAt, createInherited } from "./discriminators.ts";
import { finish } from "./finish.ts";
import { plainEnum } from "./enums.ts";
import { createHierarchy } from "./hierarchy.ts";
import { isDefinition, nameAt, pascal } from "./inlineNames.ts";
import { idOf, wrapped, type Reader } from "./reader.ts";
import { scalarType } from "./scalars.ts";
import { allowsNull, createShapes, isNull, typesOf, valuesOf } from "./shapes.ts";
import type { Pending, Types } from "./types.ts";
import { choiceType, nothing, nullable, unionOf } from "./unions.ts";

/** Wrappers around wrappers: no real schema comes near. */
const maxDepth = 100;

export function createTypes(reader: Reader): Types {
  const hierarchy = createHierarchy(reader);
  const discriminatorAt = createDiscriminatorAt(reader);
  const shapeOf = createShapes(reader, hierarchy);
  const declared = new Map<string, Declaration | null>();
  const queue: { readonly id: string; readonly lower: () => Declaration }[] = [];
  const pending: Pending = { speaksXml: false, required: new Map(), marks: new Map() };
  let depth = 0;

  const types: Types = {
    reader,
    hierarchy,
    discriminatorAt,
    inherited: createInherited(discriminatorAt, hierarchy),
    shapeOf,
    pending,
    use(schema) {
      if (depth === maxDepth) {
        reader.sink.report(
          "schema/circular",
          schema.at,
          "The schema leads back to itself without an object or list between",
        );
        return { kind: "unknown" };
      }
      depth += 1;
      const type = useOf(types, schema);
      depth -= 1;
      return type;
    },
    declare(schema) {
      return types.declareAs(idOf(schema.at), () =>
        lowerDeclaration(types, schema, (inner) => inlineType(types, inner)),
      );
    },
    declareAs(id, lower) {
      if (!declared.has(id)) {
        declared.set(id, null);
        queue.push({ id, lower });
      }
      return id;
    },
    nameOf(schema) {
      return nameOf(reader, schema);
    },
    declarations() {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) declared.set(next.id, next.lower());
      return finish(
        types,
        [...declared.values()].filter((declaration) => declaration !== null),
      );
    },
  };
  return types;
}

function nameOf(reader: Reader, schema: Located): Name {
  const { document, pointer } = schema.at;
  const file = document.slice(document.lastIndexOf("/") + 1).replace(/\.[a-z]+$/i, "");
  if (pointer !== "") return nameAt(reader.set.documents.get(document)?.root ?? null, pointer, file);
  // A document that is one schema is called as its file is.
  return { wire: pascal(file), words: splitWords(file) };
}

function useOf(types: Types, schema: Located): TypeRef {
  const node = asObject(schema);
  if (node === null) return useBoolean(types, schema);
  if (refOf(node.value) !== null) return useRef(types, node);
  const dynamic = dynamicRef(types, node);
  if (dynamic !== null) return useRef(types, dynamic);
  const type = inlineType(types, node);
  return allowsNull(node.value) ? nullable(type) : type;
}

/**
 * A `$dynamicRef` as the `$ref` that it is, unless a schema around it says otherwise, which specifications of services
 * do not; null for anything else, and where nothing in the document has its name.
 */
function dynamicRef({ reader }: Types, { value, at }: Located<JsonObject>): Located<JsonObject> | null {
  const ref = Object.hasOwn(value, "$dynamicRef") ? textOf(value, "$dynamicRef") : null;
  const document = ref?.startsWith("#") ? reader.set.documents.get(at.document) : undefined;
  if (ref === null || document === undefined || findAnchor(document.root, ref.slice(1)) === null) return null;
  return { value: { $ref: ref }, at };
}

/** JSON Schema 2020-12: `true` is any value, `false` is none. */
function useBoolean(types: Types, schema: Located): TypeRef {
  if (schema.value === false) return { kind: "union", of: [] };
  if (schema.value !== true) {
    types.reader.sink.report("schema/malformed", schema.at, "A schema is an object, true or false");
  }
  return { kind: "unknown" };
}

function useRef(types: Types, node: Located<JsonObject>): TypeRef {
  const target = types.reader.resolve(node);
  if (target === null) return { kind: "unknown" };
  const object = asObject(target);
  if (object === null) return useBoolean(types, target);
  const type = needsDeclaration(types, object)
    ? { kind: "named" as const, id: types.declare(object) }
    : inlineType(types, object);
  return allowsNull(node.value) || allowsNull(object.value) ? nullable(type) : type;
}

/** Whether a `$ref`'s target has a name of its own: definitions, and whole documents. */
function needsDeclaration(types: Types, target: Located<JsonObject>): boolean {
  if (isDefinition(target.at.pointer)) return true;
  // Some documents keep their schemas under keys of their own making; there too, what is referred to has a name.
  const { kind } = types.shapeOf(target);
  return target.at.pointer === "" && kind !== "any";
}

/** The type of a schema written in place: declared under a composed name where it needs one. */
function inlineType(types: Types, schema: Located<JsonObject>): TypeRef {
  reportUnsupported(types.reader, schema);
  if (isNull(schema.value)) return nothing;
  const shape = types.shapeOf(schema);
  switch (shape.kind) {
    case "any":
      reportTypes(types.reader, schema);
      return { kind: "unknown" };
    case "array":
      return arrayType(types, schema);
    case "enum":
      return plainEnum(types.reader, schema) ?? { kind: "named", id: types.declare(schema) };
    case "file":
      return { kind: "binary" };
    case "map":
    case "object": {
      const values = valuesOf(schema);
      return { kind: "map", values: values === null ? { kind: "unknown" } : types.use(values) };
    }
    case "model":
      return { kind: "named", id: types.declare(schema) };
    case "same":
      return types.use(wrapped(schema) ?? { value: true, at: schema.at });
    case "scalar":
      return unionOf(shape.types.map((type) => scalarType(types.reader, schema, type)));
    case "intersection":
    case "union":
      return choiceType(types, schema);
  }
}

function arrayType(types: Types, schema: Located<JsonObject>): TypeRef {
  // Before 2020-12, positions were a list under `items`, and `additionalItems` came behind them.
  const isOld = isList(schema.value["items"]);
  const items = childOf(schema, isOld ? "additionalItems" : "items");
  const key = isOld ? "items" : "prefixItems";
  const tuple = [...listOf(schema.value, key)];
  if (tuple.length > 0) {
    const at = childLocation(schema.at, key);
    types.reader.sink.report(
      "schema/tuple",
      at,
      "The positions of a tuple are not told apart: it becomes a list of any of its items",
    );
    const members = tuple.map((value, index) => types.use({ value, at: childLocation(at, index) }));
    const rest = items === null || items.value === false ? [] : [types.use(items)];
    return { kind: "array", items: unionOf([...members, ...rest]) };
  }
  return { kind: "array", items: items === null ? { kind: "unknown" } : types.use(items) };
}

/** Nothing else than the names of types can be wrong with a schema that says nothing. */
function reportTypes(reader: Reader, schema: Located<JsonObject>): void {
  for (const name of typesOf(schema.value)) {
    reader.sink.report("schema/unknown-type", schema.at, `"${name}" is no type; any value is taken`);
  }
}

const unsupported: ReadonlySet<string> = new Set(["not", "if", "dependentSchemas", "$dynamicRef", "$recursiveRef"]);

function reportUnsupported(reader: Reader, schema: Located<JsonObject>): void {
  const { value } = schema;
  for (const key of Object.keys(value)) {
    if (!unsupported.has(key)) continue;
    // A `not` that forbids a property to be there, as anyOf members do, is about values, not types.
    if (key === "not" && isObject(value[key]) && Object.keys(value[key]).every((inner) => inner === "required"))
      continue;
    reader.sink.report("schema/unsupported", childLocation(schema.at, key), `"${key}" has no effect on the type`);
  }
}
