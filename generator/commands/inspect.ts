import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import { folderOf } from "../generate.ts";
import { inspect, type InspectReport } from "../inspect.ts";
import { readLock } from "../lock/index.ts";
import { readService } from "../service.ts";
import { exitCodes, parse, required, type Command } from "./usage.ts";
import { specOptions, specOptionsHelp, toServiceOptions } from "./specOptions.ts";

const options = { ...specOptions, names: { type: "string" }, json: { type: "boolean" } } as const;

function summary(report: InspectReport): string {
  const lines = report.operations.map((operation) => {
    const path = operation.path
      .map((segment) => (segment.kind === "text" ? segment.text : `{${segment.wire}}`))
      .join("");
    const kind = operation.returns === "call" ? "" : `  (${operation.returns})`;
    return `  ${operation.namespace.join(".")}.${operation.exportedName}${kind}\n      ${operation.method} ${path}`;
  });
  return [
    `${report.service.title} ${report.service.apiVersion}: ${report.operations.length} operations, ${report.types.length} types`,
    ...lines,
    "",
  ].join("\n");
}

async function run(argv: readonly string[], sink: DiagnosticSink): Promise<number> {
  const { values, positionals } = parse(argv, options, { most: 1 });
  const service = await readService(required(positionals[0], "the specification"), toServiceOptions(values), sink);
  if (service === null) return exitCodes.errors;
  const published = values.names === undefined ? null : await readLock(values.names, sink);
  const report = inspect(service, published?.entryPoints.get(folderOf(service.apiVersion)));
  process.stdout.write(values.json === true ? `${JSON.stringify(report, null, 2)}\n` : summary(report));
  return exitCodes.success;
}

export const inspectCommand: Command = {
  name: "inspect",
  summary: "Show what a specification says, with the names that generated code gives to it",
  help: `armature inspect SPEC [--json]

Reads a specification and lists its operations by their generated names. SPEC is a file, an address, or an Azure
readme.md. With --json the whole model is printed: operations with parameters, bodies, responses, paging and
long-running behaviour, and types with their properties. ARCHITECTURE.md documents its members.

Options
${specOptionsHelp}
  --names FOLDER       A generated package, whose published names (names.lock.json) stay
  --json               Print the model as JSON
`,
  run,
};
