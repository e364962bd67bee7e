import {
  makeName,
  noConstraints,
  noDocs,
  type Declaration,
  type Location,
  type Model,
  type Property,
  type TypeRef,
} from "../../model/index.ts";

const text: TypeRef = { kind: "string", format: null };
const integer: TypeRef = { kind: "integer", format: "int32" };
const anyObject: TypeRef = { kind: "map", values: { kind: "unknown" } };

function idOf(name: string): string {
  return `armature:google/${name}`;
}

function named(name: string): TypeRef {
  return { kind: "named", id: idOf(name) };
}

type Field = readonly [wire: string, type: TypeRef, description: string];

function property([wire, type, description]: Field, at: Location): Property {
  return {
    name: makeName(wire),
    type,
    requiredInput: false,
    requiredOutput: false,
    access: { read: true, create: false, update: false },
    secret: false,
    default: undefined,
    constraints: noConstraints,
    xml: null,
    docs: { ...noDocs, description },
    deprecated: false,
    at,
  };
}

function model(name: string, description: string, fields: readonly Field[], at: Location): Model {
  return {
    kind: "model",
    id: idOf(name),
    name: makeName(name),
    bases: [],
    properties: fields.map((field) => property(field, at)),
    additional: null,
    discriminator: null,
    discriminatorValue: null,
    xml: null,
    docs: { ...noDocs, description },
    deprecated: false,
    at,
  };
}

/** What the body of an error is. Discovery documents do not say: it is AIP-193's, plus the list of older APIs. */
export const errorType: TypeRef = named("GoogleError");

export function declareErrors(at: Location): readonly Declaration[] {
  return [
    model(
      "GoogleError",
      "What the service answers when it refuses or fails.",
      [["error", named("GoogleErrorStatus"), "What went wrong."]],
      at,
    ),
    model(
      "GoogleErrorStatus",
      "What went wrong.",
      [
        ["code", integer, "The HTTP status."],
        ["message", text, "For developers, in English."],
        ["status", text, "Name of the google.rpc.Code, such as `NOT_FOUND`."],
        ["details", { kind: "array", items: anyObject }, "More about it; `@type` says what each of them is."],
        ["errors", { kind: "array", items: named("GoogleErrorItem") }, "Each single problem, in APIs that list them."],
      ],
      at,
    ),
    model(
      "GoogleErrorItem",
      "One of several problems.",
      [
        ["domain", text, "Whose `reason` it is."],
        ["reason", text, "A name for the problem, such as `notFound`."],
        ["message", text, "For developers, in English."],
        ["location", text, "The part of the request that is to blame."],
        ["locationType", text, "What `location` names, such as `parameter`."],
      ],
      at,
    ),
  ];
}
