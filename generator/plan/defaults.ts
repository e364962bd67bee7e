import type { Declaration, Json, Parameter, TypeRef } from "../model/index.ts";

/**
 * The value that stands for a parameter which is left out, as a value of its type; undefined where there is none, or one
 * that the type does not have.
 */
export function defaultOf(
  parameter: Parameter,
  declarations: ReadonlyMap<string, Declaration>,
): string | number | boolean | undefined {
  return parameter.default === undefined ? undefined : valueOf(parameter.default, parameter.type, declarations, 0);
}

function valueOf(
  value: Json,
  type: TypeRef,
  declarations: ReadonlyMap<string, Declaration>,
  depth: number,
): string | number | boolean | undefined {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return undefined;
  switch (type.kind) {
    case "string":
      return String(value);
    case "boolean":
      return typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : undefined;
    case "integer":
    case "number":
      return numberOf(value);
    case "literal":
      return value === type.value ? value : undefined;
    case "nullable":
      return valueOf(value, type.of, declarations, depth + 1);
    case "named":
      break;
    default:
      return undefined;
  }
  const declared = declarations.get(type.id);
  if (declared?.kind === "alias" && depth < 32) return valueOf(value, declared.type, declarations, depth + 1);
  if (declared?.kind !== "enum") return undefined;
  if (declared.open && declared.base === "string") return String(value);
  return declared.values.find((listed) => listed.value === value)?.value;
}

function numberOf(value: string | number | boolean): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
