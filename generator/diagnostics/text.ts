import { catalog } from "./catalog.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { countSeverities, placeDiagnostics, type Locate, type PlacedDiagnostic } from "./order.ts";

/**
 * For people and their editors: `file:line:column severity code  message`, then where in the tree and what to do. Ends
 * with a count. Empty where there is nothing to say.
 */
export function formatText(diagnostics: readonly Diagnostic[], locate: Locate): string {
  if (diagnostics.length === 0) return "";
  const blocks = placeDiagnostics(diagnostics, locate).map(formatOne);
  return `${blocks.join("\n")}\n\n${formatCounts(diagnostics)}\n`;
}

function formatOne({ at, position, severity, code, message, fix }: PlacedDiagnostic): string {
  const place = position === null ? at.document : `${at.document}:${position.line}:${position.column}`;
  const lines = [`${place} ${severity} ${code}  ${message}`];
  if (at.pointer !== "") lines.push(`  at #${at.pointer}`);
  lines.push(`  fix: ${asClause(fix ?? catalog[code].fix)}`);
  return lines.map(printable).join("\n");
}

/** `2 errors, 1 warning`. */
export function formatCounts(diagnostics: readonly Diagnostic[]): string {
  const counts = countSeverities(diagnostics);
  const parts = [plural(counts.error, "error"), plural(counts.warning, "warning"), plural(counts.info, "note")];
  return parts.filter((part) => part !== null).join(", ");
}

function plural(count: number, noun: string): string | null {
  if (count === 0) return null;
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A sentence as it goes on after a colon: `Add it.` is `add it`; `JSON …` stays. */
function asClause(sentence: string): string {
  return sentence.replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (letter) => letter.toLowerCase()).replace(/\.$/, "");
}

/** Names in a specification could hold what makes a terminal do things, or is no text at all; it is shown instead. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (char) => {
    const code = char.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });
}
