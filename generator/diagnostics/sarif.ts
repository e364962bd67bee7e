import { catalog, type CatalogEntry } from "./catalog.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { placeDiagnostics, type Locate, type PlacedDiagnostic } from "./order.ts";
import { printable } from "./text.ts";

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

const entries: readonly (readonly [string, CatalogEntry])[] = Object.entries(catalog);

const ruleIndexes: ReadonlyMap<string, number> = new Map(entries.map(([code], index) => [code, index]));

const ruleOf = ([id, { severity, title, cause, fix }]: readonly [string, CatalogEntry]): object => ({
  id,
  shortDescription: { text: title },
  fullDescription: { text: cause },
  help: { text: fix },
  defaultConfiguration: { level: levels[severity] },
});

const encode = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));

/** A document's name as a URI reference (RFC 3986): relative names stay relative, so that they fit any checkout. */
export function documentUri(document: string): string {
  if (/^https?:\/\//i.test(document) && URL.canParse(document)) return new URL(document).href;
  const path = document.replaceAll("\\", "/").split("/").map(encode).join("/");
  if (/^[A-Za-z]:[\\/]/.test(document)) return `file:///${path.replace("%3A", ":")}`;
  return path.startsWith("/") ? `file://${path}` : path;
}

/** A document as a whole, and one whose lines are not known, is its first line: a result without a line is not shown. */
function resultOf({ at, position, severity, code, message, fix }: PlacedDiagnostic): object {
  const region = position === null ? { startLine: 1 } : { startLine: position.line, startColumn: position.column };
  const logical = at.pointer === "" ? {} : { logicalLocations: [{ fullyQualifiedName: `#${printable(at.pointer)}` }] };
  return {
    ruleId: code,
    ruleIndex: ruleIndexes.get(code) ?? -1,
    level: levels[severity],
    message: { text: printable(`${message}. Fix: ${fix ?? catalog[code].fix}`) },
    locations: [{ physicalLocation: { artifactLocation: { uri: documentUri(at.document) }, region }, ...logical }],
  };
}

/**
 * For code scanning: one run in the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS). Its rules are the
 * whole catalogue; columns are UTF-16 units.
 */
export function formatSarif(diagnostics: readonly Diagnostic[], locate: Locate): string {
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Armature", rules: entries.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        results: placeDiagnostics(diagnostics, locate).map(resultOf),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
