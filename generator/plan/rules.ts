import type { Constraints, Declaration, Parameter, TypeRef } from "../model/index.ts";
import { objectCode } from "./layout.ts";
import { identifier, literalCode, type CodeText, type Identifier } from "./text.ts";

/** A constant of a module: the limits of an argument, shared by the functions that take it. */
export interface RuleView {
  readonly name: Identifier;
  readonly value: CodeText;
}

/** Patterns that every engine reads alike and in linear time are worth a check before sending; others are documented. */
function checkable(pattern: string): boolean {
  if (pattern.length > 500) return false;
  try {
    return new RegExp(pattern).source !== "" && !backtracks(pattern);
  } catch {
    return false;
  }
}

/** A quantified group that itself ends in a quantifier: the classic shape of exponential backtracking. */
function backtracks(pattern: string): boolean {
  return (
    /\((?:\?[:=!])?[^()]*[+*}]\)\s*[+*{]/.test(pattern) &&
    /\((?:\?[:=!])?(?:\.|\[[^\]]*\]|\\?.)[+*]\)[+*]/.test(pattern)
  );
}

function resolve(type: TypeRef, declarations: ReadonlyMap<string, Declaration>): TypeRef {
  const declared = type.kind === "named" ? declarations.get(type.id) : undefined;
  return declared?.kind === "alias" ? resolve(declared.type, declarations) : type;
}

function members(constraints: Constraints, type: TypeRef): readonly (readonly [string, string | number | boolean])[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = constraints;
  const text = type.kind === "string" || type.kind === "template";
  const numeric = type.kind === "integer" || type.kind === "number";
  const list = type.kind === "array";
  const all: readonly (readonly [string, string | number | boolean | null])[] = [
    ["minLength", text ? constraints.minLength : null],
    ["maxLength", text ? constraints.maxLength : null],
    ["pattern", text && constraints.pattern !== null && checkable(constraints.pattern) ? constraints.pattern : null],
    [exclusiveMinimum ? "exclusiveMinimum" : "minimum", numeric ? minimum : null],
    [exclusiveMaximum ? "exclusiveMaximum" : "maximum", numeric ? maximum : null],
    ["multipleOf", numeric ? constraints.multipleOf : null],
    ["minItems", list ? constraints.minItems : null],
    ["maxItems", list ? constraints.maxItems : null],
    ["uniqueItems", list && constraints.uniqueItems ? true : null],
  ];
  return all.filter((entry): entry is readonly [string, string | number | boolean] => entry[1] !== null);
}

/** Members of a rule's literal. */
export type RuleItems = readonly (readonly [key: string, value: string])[];

/** What of the runtime looks at the limits of a type. */
function checkerOf({ kind }: TypeRef): string {
  return kind === "array" ? "checkList" : kind === "integer" || kind === "number" ? "checkNumber" : "checkText";
}

/** The limits of a parameter as an object literal's items, or null where any value will do. */
export function ruleItems(
  parameter: Parameter,
  argument: string,
  declarations: ReadonlyMap<string, Declaration>,
): RuleItems | null {
  // A path is filled from texts, so of lists in other styles nothing is left to count there.
  const counted = parameter.location !== "path" || parameter.list === null || parameter.list === "csv";
  const type = resolve(parameter.type, declarations);
  const limits = counted ? members(parameter.constraints, type) : [];
  const needed = parameter.required && parameter.location !== "path" && parameter.location !== "host";
  if (limits.length === 0 && !needed) return null;
  return [
    ["name", literalCode(argument)],
    ...(needed ? [["required", "true"] as const] : []),
    ...(limits.length > 0 ? [["check", checkerOf(type)] as const] : []),
    ...limits.map(([key, value]) => [key, literalCode(value)] as const),
  ];
}

/** Gathers the rules of a module: equal rules share a constant. */
export function createRules(taken: Iterable<string>): {
  readonly use: (items: RuleItems, argument: string) => Identifier;
  readonly views: () => readonly RuleView[];
  /** What of the runtime they need. */
  readonly uses: () => readonly string[];
} {
  const used = new Set(taken);
  const byValue = new Map<string, RuleView>();
  const checkers = new Set<string>();
  return {
    use(items, argument) {
      const key = items.join();
      const known = byValue.get(key);
      if (known !== undefined) return known.name;
      const wanted = `${argument.replace(/[^A-Za-z0-9_$]/g, "_")}Rule`;
      let name = wanted;
      for (let number = 2; used.has(name); number++) name = `${wanted}${number}`;
      used.add(name);
      const column = `const ${name}: Rule = `.length;
      const view = { name: identifier(name), value: objectCode(items, { indent: 0, column, after: 1 }) };
      byValue.set(key, view);
      for (const [member, value] of items) if (member === "check") checkers.add(value);
      return view.name;
    },
    views: () => [...byValue.values()],
    uses: () => [...checkers],
  };
}
