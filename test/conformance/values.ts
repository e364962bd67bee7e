import type { InspectReport } from "../../generator/inspect.ts";
import type { ListStyle, TypeRef } from "../../generator/model/index.ts";

const separators: Readonly<Record<ListStyle, string>> = { csv: ",", ssv: " ", tsv: "\t", pipes: "|", multi: "," };

/** A recorded text as the value that the generated function takes for it, by the argument's type. */
export function fromWire(
  text: string | readonly string[],
  type: TypeRef,
  list: ListStyle | null,
  report: InspectReport,
): unknown {
  switch (type.kind) {
    case "named": {
      const declared = report.types.find((declaration) => declaration.id === type.id);
      if (declared?.kind === "alias") return fromWire(text, declared.type, list, report);
      if (declared?.kind === "enum") return scalar(String(text), declared.base);
      return text;
    }
    case "nullable":
      return fromWire(text, type.of, list, report);
    case "array": {
      const items = typeof text === "string" ? splitList(text, list) : text;
      return items.map((item) => fromWire(item, type.items, null, report));
    }
    case "boolean":
    case "integer":
    case "number":
      return scalar(String(text), type.kind);
    case "literal":
      return type.value;
    default:
      return text;
  }
}

function splitList(text: string, list: ListStyle | null): readonly string[] {
  return text === "" ? [] : text.split(separators[list ?? "csv"]);
}

function scalar(text: string, kind: "boolean" | "integer" | "number" | "string"): string | number | boolean {
  if (kind === "boolean") return text === "true";
  return kind === "string" ? text : Number(text);
}
