import { makeName, type Enum, type Name, type TypeRef } from "../../model/index.ts";
import { bareName, idAt, type Context } from "./context.ts";
import { docsOf, flagOf, flagsOf, numberOf, textOf, textsOf, type Node } from "./node.ts";

/** A name composed of others, such as a schema's and a property's; `kind` is appended where a schema is called that. */
export function composeName(context: Context, parts: readonly string[], kind: string): Name {
  const taken = context.schemaNames.has(bareName(parts.join("")));
  return makeName(parts.join("."), (taken ? [...parts, kind] : parts).join(" "));
}

function baseOf(node: Node): Enum["base"] {
  const type = textOf(node, "type");
  return type === "integer" || type === "number" || type === "boolean" ? type : "string";
}

function valueOf(text: string, base: Enum["base"]): string | number | boolean {
  if (base === "boolean") return text === "true";
  return base === "string" ? text : Number(text);
}

/**
 * Declares the enum that is written at the node. Open, since any of them may get values that older clients have never
 * heard of; `FOO_UNSPECIFIED` is a value like any other, because services do answer with it.
 */
export function declareEnum(context: Context, node: Node, name: Name): TypeRef {
  const id = idAt(node.at);
  const base = baseOf(node);
  const descriptions = textsOf(node, "enumDescriptions");
  const deprecated = flagsOf(node, "enumDeprecated");
  const values = textsOf(node, "enum").map((text, index) => ({
    value: valueOf(text, base),
    name: makeName(text),
    docs: { summary: null, description: descriptions[index] || null, url: null },
    deprecated: deprecated[index] ?? false,
  }));
  const distinct = values.filter(({ value }, index) => values.findIndex((other) => other.value === value) === index);
  const docs = docsOf(node);
  const declaration = { base, open: true, values: distinct, docs, deprecated: flagOf(node, "deprecated"), at: node.at };
  context.declarations.set(id, { kind: "enum", id, name, ...declaration });
  return { kind: "named", id };
}

/** The limits that Discovery can express. */
export function constraintsOf(node: Node): { pattern: string | null; minimum: number | null; maximum: number | null } {
  return { pattern: textOf(node, "pattern"), minimum: numberOf(node, "minimum"), maximum: numberOf(node, "maximum") };
}
