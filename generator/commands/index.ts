import { diffCommand } from "./diff.ts";
import { explainCommand } from "./explain.ts";
import { generateCommand } from "./generate.ts";
import { importCommand } from "./import.ts";
import { inspectCommand } from "./inspect.ts";
import type { Command } from "./usage.ts";

export const commands: ReadonlyMap<string, Command> = new Map(
  [generateCommand, inspectCommand, diffCommand, importCommand, explainCommand].map((command) => [
    command.name,
    command,
  ]),
);

const overview = (): string => `armature: typed TypeScript packages from Azure and Google API specifications

Usage: armature COMMAND [OPTIONS]

Commands
${[...commands.values()].map((command) => `  ${command.name.padEnd(10)} ${command.summary}`).join("\n")}
  help       Show this page, or the page of a command

Exit codes: 0 all is well; 1 a specification or the generated tree has errors; 2 the command line is wrong.
`;

export function usage(topic?: string): string {
  return (topic === undefined ? undefined : commands.get(topic)?.help) ?? overview();
}
