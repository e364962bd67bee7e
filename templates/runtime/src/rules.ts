import { argumentError } from "./errors.js";
import type { Check, Client, RequestSpec, Rule } from "./types.js";
import { argument } from "./url.js";

/** Looks at the limits of a text. */
export const checkText: Check = (value: string, { minLength = 0, maxLength = Infinity, pattern }: Rule) =>
  !(value.length >= minLength)
    ? "minLength"
    : value.length > maxLength
      ? "maxLength"
      : pattern && !new RegExp(pattern).test(value) && "pattern";

/** Looks at the limits of a number. */
export const checkNumber: Check = (value: number, rule: Rule) => {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum, multipleOf } = rule;
  if (!(value >= minimum)) return "minimum";
  if (value > maximum) return "maximum";
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return "exclusiveMinimum";
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return "exclusiveMaximum";
  // 0.3 is a multiple of 0.1, though not to the last bit.
  return multipleOf !== undefined && +(value / multipleOf).toFixed(9) % 1 !== 0 && "multipleOf";
};

/** Looks at the limits of a list. */
export const checkList: Check = (
  value: readonly unknown[],
  { minItems = 0, maxItems = Infinity, uniqueItems }: Rule,
) =>
  !(value.length >= minItems)
    ? "minItems"
    : value.length > maxItems
      ? "maxItems"
      : uniqueItems && new Set(value.map((item) => JSON.stringify(item))).size !== value.length && "uniqueItems";

/** Checks arguments before anything is sent. Throws `ArgumentError` for the first that breaks its rule. */
export function checkRules(client: Client<object>, request: RequestSpec): void {
  for (const rule of request.rules ?? []) {
    const value = argument(client, request, rule.name);
    const broken = value == null ? rule.required && "required" : rule.check?.(value as never, rule);
    if (broken) throw argumentError(rule.name, broken);
  }
}
