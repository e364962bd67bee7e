import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { UsageError } from "./usage.ts";

export type ReportFormat = "text" | "json" | "github";

/** The format that the command line asks for, known before its command has parsed it. */
export function formatOf(argv: readonly string[]): ReportFormat {
  const index = argv.findIndex((argument) => argument === "--format" || argument.startsWith("--format="));
  const value = index < 0 ? "text" : (argv[index]?.split("=")[1] ?? argv[index + 1]);
  if (value === "text" || value === "json" || value === "github") return value;
  throw new UsageError(`--format is text, json or github, not "${value ?? ""}"`);
}
