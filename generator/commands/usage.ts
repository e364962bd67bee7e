import { parseArgs, type ParseArgsConfig } from "node:util";
import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";

export const exitCodes = { success: 0, errors: 1, usage: 2 } as const;

/** The command line is wrong: the message says how, without a stack trace. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole help page. */
  readonly help: string;
  run(argv: readonly string[], sink: DiagnosticSink): Promise<number>;
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** `util.parseArgs`, with its errors told as usage errors and one spelling of every value. */
export function parse<T extends Options>(argv: readonly string[], options: T, positionals: { readonly most: number }) {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.replace(/\. To specify.*$/s, "") : String(error));
  }
  const extra = parsed.positionals[positionals.most];
  if (extra !== undefined) throw new UsageError(`unexpected argument "${extra}"`);
  return parsed;
}

export function required(value: string | undefined, what: string): string {
  if (value === undefined || value === "") throw new UsageError(`${what} is missing`);
  return value;
}
