import type { Name, Operation } from "../model/index.ts";
import { allocator } from "./allocator.ts";
import { isArgument, nameArguments, type ArgumentName } from "./argumentNames.ts";
import { memberName, reservedWords } from "./casing.ts";
import { keptFunction, takenIn, type KeptNames } from "./keptNames.ts";
import { asCalled, mediaOperations } from "./media.ts";
import { waitForm } from "./nameLock.ts";
import type { FunctionNames, OperationNames } from "./names.ts";
import { identifier } from "./text.ts";

/** Names that a group's module imports or that its functions' parameters have. */
export const moduleBindings: readonly string[] = [
  ...["args", "client", "options", "models", "start", "state", "xml"],
  ...["call", "pages", "longRunning", "watch", "waitFor", "upload", "headerPolling", "aip151", "compute"],
  ...["join", "deepObject", "headerPrefix", "formObject", "form", "multipart", "cookie", "field", "segments"],
  ...["asText", "joinObject", "writeBody", "checkText", "checkNumber", "checkList", "headerStatus", "Cancellable"],
  ...["onHost", "asData", "asExists", "asNone", "asStream", "asString", "toJson", "toMediaType"],
];

/** Exports that say something about a module as a whole: `then` makes it a promise, and `default` is what it stands for. */
const moduleExports: readonly string[] = ["default", "then"];

/** The name of one function in a module: `find` gives it, which knows the names that are taken. */
function nameFunction(
  name: Name,
  namespaces: readonly string[],
  find: (wanted: string) => string,
  locals: (wanted: string) => string,
): FunctionNames {
  const wanted = memberName(name);
  const moves = moduleExports.includes(wanted) || namespaces.includes(wanted);
  const exported = find(moves ? `${wanted}Operation` : wanted);
  const blocked = reservedWords.has(exported) || moduleBindings.includes(exported);
  const local = locals(blocked ? `${exported}Operation` : exported);
  return { local: identifier(local), exported, prefix: prefixOf(exported) };
}

/** What the names of a function's own types begin with. */
export const prefixOf = (exported: string): string => exported.charAt(0).toUpperCase() + exported.slice(1);

/** `get` is followed by `watch`, `getStatus` by `watchStatus`. */
function watchName(operation: Operation): Name {
  const [first, ...rest] = operation.name.words;
  return { wire: "watch", words: ["watch", ...(first === "get" ? rest : operation.name.words)] };
}

/** Client parameters that an operation uses: a path finds them by name, so no argument may have it. */
function clientNames(operation: Operation, clientArguments: readonly ArgumentName[]): readonly string[] {
  const used = operation.parameters.filter((parameter) => parameter.scope === "client");
  const wires = new Set(used.map(({ location, name }) => `${location} ${name.wire}`));
  return clientArguments
    .filter(({ parameter: { location, name } }) => wires.has(`${location} ${name.wire}`))
    .map(({ name }) => name);
}

/** What is known of a module before its functions are named. */
export interface ModuleContext {
  /** Path of the module. */
  readonly module: string;
  /** Those of the module's children, which it exports beside its functions. */
  readonly namespaces: readonly string[];
  readonly clientArguments: readonly ArgumentName[];
  readonly kept: KeptNames | null;
}

export function nameOperations(operations: readonly Operation[], context: ModuleContext): readonly OperationNames[] {
  const { module, namespaces, clientArguments, kept } = context;
  const allocate = allocator([...namespaces, ...takenIn(kept, module)]);
  const locals = allocator([...namespaces, ...moduleBindings, ...reservedWords]);
  const nameOf = (name: Name, { id }: Operation, form: string): FunctionNames => {
    const find = (wanted: string): string => keptFunction(kept, module, id, form, wanted) ?? allocate(wanted);
    return nameFunction(name, namespaces, find, locals);
  };
  // Those whose name is theirs to the letter get it, whatever others come to.
  const isOwn = ({ name }: Operation): boolean => name.wire === memberName(name);
  const order = operations.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  const functions = new Map(order.map((operation) => [operation, nameOf(operation.name, operation, "call")]));
  const argumentsOf = (operation: Operation): readonly ArgumentName[] =>
    nameArguments(
      operation.parameters.filter(isArgument),
      [
        ...(operation.body === null ? [] : ["body", "contentType"]),
        ...(operation.mediaUpload === null ? [] : ["media"]),
        ...clientNames(operation, clientArguments),
      ],
      kept?.operations.get(operation.id)?.locked.arguments,
    );
  return operations.map((operation) => ({
    operation: asCalled(operation),
    args: argumentsOf(operation),
    ...(functions.get(operation) ?? nameOf(operation.name, operation, "call")),
    waits: operation.waits.map((wait) => ({ wait, ...nameOf(wait.name, operation, waitForm(operation, wait)) })),
    watch: operation.watch === null ? null : nameOf(watchName(operation), operation, "watch"),
    media: mediaOperations(operation).map((media) => ({
      ...media,
      args: argumentsOf(media.operation),
      ...nameOf(
        { wire: "media", words: [...operation.name.words, "media"] },
        operation,
        media.uploads ? "upload" : "download",
      ),
      ...{ waits: [], watch: null, media: [] },
    })),
    uploads: false,
  }));
}
