import { ServiceError } from "@armature/runtime";
import type { Outcome } from "./invoke.ts";
import type { GoldenRow } from "./suite.ts";

function json(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  const others = b as Record<string, unknown>;
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same((a as Record<string, unknown>)[key], others[key]))
  );
}

const show = (value: unknown): string => (JSON.stringify(value) ?? "undefined").slice(0, 300);

/** The recorded body in the form in which a caller gets it, given what was got; null where nothing was recorded. */
function recorded(row: GoldenRow, got: unknown): { readonly value: unknown } | null {
  if (row.resBody?.base64 !== undefined) return { value: [...Buffer.from(row.resBody.base64, "base64")] };
  const text = row.resBody?.text;
  if (text === undefined) return null;
  return typeof got === "string" && got === text ? { value: text } : (json(text) ?? { value: text });
}

/** How a success differs from the record; null where it does not. */
export function judgeOutcome(row: GoldenRow, outcome: Outcome): string | null {
  if (outcome.status >= 400) return `status ${outcome.status} as a success`;
  const data = outcome.data instanceof Uint8Array ? [...outcome.data] : outcome.data;
  const want = recorded(row, data);
  // Redirects and retries end elsewhere than the first answer; HEAD gives a truth value.
  if (row.status >= 300 || want === null || row.method === "HEAD") return null;
  return same(data, want.value) ? null : `gave ${show(data)}, the server said ${show(want.value)}`;
}

/** How an error differs from the record; null where it is what must come. */
export function judgeError(row: GoldenRow, error: unknown): string | null {
  if (row.lro) return null;
  if (!(error instanceof ServiceError))
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (row.status < 400) return `status ${error.status}: ${show(error.body)}`;
  if (error.status !== row.status) return `status ${error.status} instead of ${row.status}`;
  const want = recorded(row, error.body);
  return want === null || same(error.body, want.value)
    ? null
    : `error body ${show(error.body)}, not ${show(want.value)}`;
}
