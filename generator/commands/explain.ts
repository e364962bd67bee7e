import { catalogPage, explainCode, isCode, nearCodes } from "../diagnostics/explain.ts";
import { exitCodes, parse, required, UsageError, type Command } from "./usage.ts";

const options = { all: { type: "boolean" } } as const;

async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parse(argv, options, { most: 1 });
  const [wanted] = positionals;
  if (values.all === true && wanted !== undefined) throw new UsageError("a code does not go with --all");
  process.stdout.write(values.all === true ? catalogPage() : explain(required(wanted, "the code")));
  return exitCodes.success;
}

function explain(wanted: string): string {
  if (isCode(wanted)) return explainCode(wanted);
  const near = nearCodes(wanted);
  const hint = near.length === 0 ? "armature explain --all lists them" : `did you mean ${near.join(", ")}?`;
  throw new UsageError(`there is no code "${wanted}"; ${hint}`);
}

export const explainCommand: Command = {
  name: "explain",
  summary: "Say what a diagnostic's code means, what causes it and what to do",
  help: `armature explain CODE
armature explain --all

Prints the severity, the title, the cause and the fix of a code such as ref/not-found.

Options
  --all                Print all codes as a page in Markdown, which is docs/diagnostics.md
`,
  run,
};
