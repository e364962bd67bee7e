import { createSink } from "./diagnostics/sink.ts";
import { report, reportingOf } from "./commands/report.ts";
import { commands, usage } from "./commands/index.ts";
import { exitCodes, UsageError } from "./commands/usage.ts";
import { WriteError } from "./write/disk.ts";

/**
 * Runs one command line and gives the exit code: 0 when all is well, 1 when a specification or a generated tree has
 * errors, 2 when the command line itself is wrong.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    const topic = name === "help" ? rest[0] : undefined;
    process.stdout.write(usage(topic));
    return name === undefined ? exitCodes.usage : exitCodes.success;
  }
  const command = commands.get(name);
  if (command === undefined) {
    process.stderr.write(`armature: there is no command "${name}"; armature --help lists them\n`);
    return exitCodes.usage;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(usage(name));
    return exitCodes.success;
  }
  const sink = createSink();
  try {
    const reporting = reportingOf(rest);
    const code = await command.run(rest, sink);
    await report(sink.diagnostics, reporting);
    return sink.hasErrors ? exitCodes.errors : code;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`armature ${name}: ${error.message}\n`);
      return exitCodes.usage;
    }
    if (error instanceof WriteError) {
      process.stderr.write(`armature ${name}: ${error.message}\n`);
      return exitCodes.errors;
    }
    throw error;
  }
}
