import { argumentError } from "./errors.js";
import type { Client, RequestSpec, Rule } from "./types.js";
import { argument } from "./url.js";

type Keeps = (value: never, limit: never) => boolean;

const least: Keeps = (value: number, limit: number) => value >= limit;
const most: Keeps = (value: number, limit: number) => value <= limit;
const shortest: Keeps = (value: string | readonly unknown[], limit: number) => value.length >= limit;
const longest: Keeps = (value: string | readonly unknown[], limit: number) => value.length <= limit;

/** Whether a value keeps a limit. */
const checks: { readonly [K in keyof Rule]?: Keeps } = {
  minLength: shortest,
  maxLength: longest,
  minItems: shortest,
  maxItems: longest,
  minimum: least,
  maximum: most,
  exclusiveMinimum: (value, limit) => value > limit,
  exclusiveMaximum: (value, limit) => value < limit,
  pattern: (value, limit) => new RegExp(limit).test(value),
  // 0.3 is a multiple of 0.1, though not to the last bit.
  multipleOf: (value, limit) => +(value / limit).toFixed(9) % 1 === 0,
  uniqueItems: (value: readonly unknown[]) => new Set(value.map((item) => JSON.stringify(item))).size === value.length,
};

/** Checks arguments before anything is sent. Throws `ArgumentError` for the first that breaks its rule. */
export function checkRules(client: Client<object>, request: RequestSpec): void {
  for (const rule of request.rules ?? []) {
    const value = argument(client, request, rule.name) as never;
    for (const name in rule) {
      const limit = rule[name as keyof Rule] as never;
      const keeps =
        value == null ? name !== "required" || !limit : (checks[name as keyof Rule]?.(value, limit) ?? true);
      if (!keeps) throw argumentError(rule.name, name);
    }
  }
}
