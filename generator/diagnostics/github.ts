import { catalog } from "./catalog.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { placeDiagnostics, type Locate } from "./order.ts";
import { printable } from "./text.ts";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** Workflow commands that GitHub Actions turns into annotations on the lines of a pull request. */
export function formatGithub(diagnostics: readonly Diagnostic[], locate: Locate): string {
  return placeDiagnostics(diagnostics, locate)
    .map(({ at, position, severity, code, message, fix }) => {
      const place = position === null ? [] : [`line=${position.line}`, `col=${position.column}`];
      const properties = [`file=${escapeProperty(at.document)}`, ...place, `title=${escapeProperty(code)}`];
      const pointer = at.pointer === "" ? "" : `\nat #${at.pointer}`;
      const text = `${message}${pointer}\nfix: ${fix ?? catalog[code].fix}`.split("\n").map(printable).join("\n");
      return `::${commands[severity]} ${properties.join(",")}::${escapeData(text)}\n`;
    })
    .join("");
}

function escapeData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}
