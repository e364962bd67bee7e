import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Content, Declaration, Location, Operation, Service, TypeRef } from "../model/index.ts";
import { declarationsOf, operationsOf } from "./shape.ts";

/** Every name that a type is referred to by is declared. */
export function checkReferences(service: Service, sink: DiagnosticSink): void {
  const known = declarationsOf(service);
  const check = (id: string, at: Location): void => {
    if (!known.has(id)) sink.report("check/reference", at, `Nothing is declared under ${id}`);
  };
  const walk = (type: TypeRef, at: Location): void => {
    if (type.kind === "named") check(type.id, at);
    else if (type.kind === "array") walk(type.items, at);
    else if (type.kind === "map") walk(type.values, at);
    else if (type.kind === "nullable") walk(type.of, at);
    else if (type.kind === "union" || type.kind === "intersection") for (const member of type.of) walk(member, at);
  };
  for (const declaration of service.types) {
    for (const type of typesIn(declaration)) walk(type, declaration.at);
    if (declaration.kind === "model") for (const base of declaration.bases) check(base, declaration.at);
  }
  for (const operation of operationsOf(service)) for (const type of typesOf(operation)) walk(type, operation.at);
  if (service.errorType !== null) walk(service.errorType, { document: service.sources[0] ?? "", pointer: "" });
}

function typesIn(declaration: Declaration): readonly TypeRef[] {
  if (declaration.kind === "enum") return [];
  if (declaration.kind === "alias") return [declaration.type];
  const variants = (declaration.discriminator?.variants ?? []).map(({ id }): TypeRef => ({ kind: "named", id }));
  const own = declaration.properties.map((property) => property.type);
  return [...own, ...variants, ...(declaration.additional === null ? [] : [declaration.additional])];
}

function typesOf(operation: Operation): readonly TypeRef[] {
  const contents: readonly Content[] = [
    ...(operation.body?.contents ?? []),
    ...operation.responses.flatMap((response) => response.contents),
  ];
  const { longRunning, paging } = operation;
  return [
    ...operation.parameters.map((parameter) => parameter.type),
    ...operation.responses.flatMap((response) => response.headers.map((header) => header.type)),
    ...contents.flatMap((content) => ("type" in content ? [content.type] : content.fields.map((field) => field.type))),
    ...[longRunning?.result, longRunning?.metadata, paging?.itemType].filter(
      (type) => type !== null && type !== undefined,
    ),
  ];
}
