import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Model, Property, Service, TypeRef } from "../model/index.ts";
import { declarationsOf, operationsOf, plainType, type Declarations } from "./shape.ts";

/** Names that an element or attribute may have, but for rare letters (XML 1.0, 2.3). */
const nameLike = /^[\p{L}_][\p{L}\p{M}\p{N}._·-]*$/u;

/** What travels as XML can be written as the spec says, and read without doubt. */
export function checkXml(service: Service, sink: DiagnosticSink): void {
  const declarations = declarationsOf(service);
  for (const model of modelsInXml(service, declarations)) {
    const taken = new Set<string>();
    for (const property of model.properties) checkProperty(declarations, model, property, taken, sink);
  }
}

function checkProperty(
  declarations: Declarations,
  model: Model,
  property: Property,
  taken: Set<string>,
  sink: DiagnosticSink,
): void {
  const { xml, name, at } = property;
  if (xml === null || xml.text) return;
  const where = `"${name.wire}" of ${model.name.wire}`;
  const element = xml.wrapped ? xml : (xml.items ?? xml);
  for (const each of [xml, ...(xml.items === null ? [] : [xml.items])]) {
    if (!nameLike.test(each.name)) sink.report("check/xml", at, `XML has no name "${each.name}", for ${where}`);
  }
  if (xml.attribute && !isText(declarations, property.type)) {
    sink.report("check/xml", at, `${where} is an attribute, which holds no more than a text`);
  }
  const key = JSON.stringify([xml.attribute, element.name, element.namespace]);
  if (taken.has(key)) sink.report("check/xml", at, `${where} is written as another property is`);
  taken.add(key);
}

function isText(declarations: Declarations, type: TypeRef): boolean {
  const plain = plainType(declarations, type);
  if (plain.kind === "named") return declarations.get(plain.id)?.kind === "enum";
  return plain.kind !== "array" && plain.kind !== "map" && plain.kind !== "intersection";
}

/** Every model that a body in XML may hold. */
function modelsInXml(service: Service, declarations: Declarations): Iterable<Model> {
  const found = new Map<string, Model>();
  const seen = new Set<string>();
  const open: TypeRef[] = operationsOf(service).flatMap(({ body, responses }) =>
    [...(body?.contents ?? []), ...responses.flatMap(({ contents }) => contents)].flatMap((content) =>
      content.kind === "xml" ? [content.type] : [],
    ),
  );
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (type.kind === "array") open.push(type.items);
    else if (type.kind === "map") open.push(type.values);
    else if (type.kind === "nullable") open.push(type.of);
    else if (type.kind === "union" || type.kind === "intersection") open.push(...type.of);
    else if (type.kind === "named" && !seen.has(type.id)) {
      seen.add(type.id);
      const declaration = declarations.get(type.id);
      if (declaration?.kind === "alias") open.push(declaration.type);
      if (declaration?.kind !== "model") continue;
      found.set(type.id, declaration);
      open.push(...partsOf(declaration));
    }
  }
  return found.values();
}

const named = (id: string): TypeRef => ({ kind: "named", id });

const partsOf = (model: Model): readonly TypeRef[] => [
  ...model.properties.map(({ type }) => type),
  ...model.bases.map(named),
  ...(model.discriminator?.variants ?? []).map(({ id }) => named(id)),
  ...(model.additional === null ? [] : [model.additional]),
];
