import { catalog, type CatalogEntry, type DiagnosticCode } from "./catalog.ts";

/** The page of one code, as `armature explain CODE` prints it. */
export function explainCode(code: DiagnosticCode): string {
  const { severity, title, cause, fix } = catalog[code];
  return `${code}: ${severity}\n${title}.\n\n  cause: ${cause}\n  fix:   ${fix}\n`;
}

export function isCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(catalog, text);
}

/** The whole catalogue in Markdown, sorted by area and code: what docs/diagnostics.md holds. */
export function catalogPage(): string {
  const entries: readonly (readonly [string, CatalogEntry])[] = Object.entries(catalog).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const areas = [...new Set(entries.map(([code]) => areaOf(code)))];
  const sections = areas.map((area) => {
    const own = entries.filter(([code]) => areaOf(code) === area);
    return [`## ${area}`, ...own.map(([code, entry]) => section(code, entry))].join("\n\n");
  });
  const head =
    "Every code that `armature` reports: what it means, what causes it and what to do about it. " +
    "`armature explain CODE` prints one of them; `armature explain --all` prints this page.";
  return `${["# Diagnostics", head, ...sections].join("\n\n")}\n`;
}

/**
 * Codes that somebody may have meant, the closest first, three at most: those that differ by few letters, or that
 * contain what was written.
 */
export function nearCodes(text: string): readonly DiagnosticCode[] {
  const wanted = text.toLowerCase().trim().slice(0, 100);
  if (wanted === "") return [];
  const codes = Object.keys(catalog).filter(isCode);
  const ranked = codes
    .map((code) => ({ code, rank: rankOf(code, wanted) }))
    .filter(({ code, rank }) => rank <= Math.max(2, code.length / 4));
  return ranked
    .sort((a, b) => a.rank - b.rank || (a.code < b.code ? -1 : 1))
    .slice(0, 3)
    .map(({ code }) => code);
}

/** How far a code is from what was written: that of the whole code or of what stands behind its area. */
function rankOf(code: string, wanted: string): number {
  if (code.includes(wanted)) return 1;
  return Math.min(distance(code, wanted), 1 + distance(code.slice(code.indexOf("/") + 1), wanted));
}

/** Levenshtein's distance: how many letters must be put in, left out or replaced. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

const areaOf = (code: string): string => code.slice(0, code.indexOf("/"));

function section(code: string, { severity, title, cause, fix }: CatalogEntry): string {
  return [
    `### ${code}`,
    `${markdown(title)} (${severity}).`,
    `- Cause: ${markdown(cause)}\n- Fix: ${markdown(fix)}`,
  ].join("\n\n");
}

/** Texts of the catalogue have code in backticks; of the rest, what Markdown would take for markup is escaped. */
const markdown = (text: string): string =>
  text.replace(/`[^`]*`|[\\*<>[\]]|\b_|_\b/g, (found) => (found.startsWith("`") ? found : `\\${found}`));
