import { argumentError } from "./errors.js";
import type { Client, RequestSpec, Rule } from "./types.js";
import { argument } from "./url.js";

/** Whether a value keeps a limit, by the name of the limit. Texts and lists are measured by their length. */
function keeps(value: unknown, name: string, limit: never): boolean {
  const size = (value as { readonly length?: never }).length ?? Number(value);
  if (/^min/.test(name)) return size >= limit;
  if (/^max/.test(name)) return size <= limit;
  if (/Min/.test(name)) return size > limit;
  if (/Max/.test(name)) return size < limit;
  if (/^pa/.test(name)) return new RegExp(limit).test(String(value));
  // 0.3 is a multiple of 0.1, though not to the last bit.
  if (/^mu/.test(name)) return +(size / limit).toFixed(9) % 1 === 0;
  return !/^u/.test(name) || new Set((value as unknown[]).map((item) => JSON.stringify(item))).size === size;
}

/** Checks arguments before anything is sent. Throws `ArgumentError` for the first that breaks its rule. */
export function checkRules(client: Client<object>, request: RequestSpec): void {
  for (const rule of request.rules ?? []) {
    const value = argument(client, request, rule.name);
    for (const name in rule) {
      const limit = rule[name as keyof Rule];
      if (value == null ? name === "required" && limit : !keeps(value, name, limit as never))
        throw argumentError(rule.name, name);
    }
  }
}
