import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { formatGithub } from "../diagnostics/github.ts";
import { formatJsonReport } from "../diagnostics/json.ts";
import { formatText } from "../diagnostics/text.ts";
import { createFileLocator } from "../source/locate.ts";
import { UsageError } from "./usage.ts";

const formats = { text: formatText, json: formatJsonReport, github: formatGithub } as const;

export type ReportFormat = keyof typeof formats;

/** The format that the command line asks for. */
export function formatOf(argv: readonly string[]): ReportFormat {
  const index = argv.findIndex((argument) => argument === "--format" || argument.startsWith("--format="));
  const value = index < 0 ? "text" : (argv[index]?.split("=")[1] ?? argv[index + 1] ?? "");
  if (!Object.hasOwn(formats, value)) throw new UsageError(`--format is text, json or github, not "${value}"`);
  return value as ReportFormat;
}

/** Prints diagnostics to standard error, so that standard output stays what the command makes. */
export async function report(diagnostics: readonly Diagnostic[], format: ReportFormat): Promise<void> {
  if (diagnostics.length === 0 && format !== "json") return;
  const locate = await createFileLocator(diagnostics.map((diagnostic) => diagnostic.at));
  process.stderr.write(formats[format](diagnostics, locate));
}
