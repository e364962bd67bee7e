import { writeFileSync } from "node:fs";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { formatGithub } from "../diagnostics/github.ts";
import { formatJsonReport } from "../diagnostics/json.ts";
import { formatSarif } from "../diagnostics/sarif.ts";
import { formatText } from "../diagnostics/text.ts";
import { createFileLocator } from "../source/locate.ts";
import { WriteError } from "../write/disk.ts";
import { UsageError } from "./usage.ts";

const formats = { text: formatText, json: formatJsonReport, github: formatGithub, sarif: formatSarif } as const;

export type ReportFormat = keyof typeof formats;

/** Formats of whole documents, which are written also where there is nothing to say. */
const documents: ReadonlySet<ReportFormat> = new Set<ReportFormat>(["json", "sarif"]);

/** How diagnostics are reported: in which form, and into which file; on standard error where that is null. */
export interface Reporting {
  readonly format: ReportFormat;
  readonly file: string | null;
}

/** What the command line says of reports, whatever command it is for. */
export function reportingOf(argv: readonly string[]): Reporting {
  const format = valueOf("--format", argv) ?? "text";
  if (!Object.hasOwn(formats, format)) throw new UsageError(`--format is text, json, github or sarif, not "${format}"`);
  return { format: format as ReportFormat, file: valueOf("--report", argv) };
}

function valueOf(name: string, argv: readonly string[]): string | null {
  const index = argv.findIndex((argument) => argument === name || argument.startsWith(`${name}=`));
  if (index < 0) return null;
  return argv[index]?.includes("=") === true ? argv[index].slice(name.length + 1) : (argv[index + 1] ?? "");
}

/** Prints diagnostics to standard error, so that standard output stays what the command makes; or to a file. */
export async function report(diagnostics: readonly Diagnostic[], { format, file }: Reporting): Promise<void> {
  if (diagnostics.length === 0 && !documents.has(format) && file === null) return;
  const locate = await createFileLocator(diagnostics.map((diagnostic) => diagnostic.at));
  const text = formats[format](diagnostics, locate);
  if (file === null) process.stderr.write(text);
  else writeReport(file, text);
}

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new WriteError(`the report cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
