import type { DiagnosticSink } from "../diagnostics/diagnostic.ts";
import type { Json } from "../model/index.ts";
import { reservedWords } from "../plan/casing.ts";
import { splitFormer, splitFunction } from "../plan/keptNames.ts";
import { typeForms, type LockedOperation, type NameLock, type Names } from "../plan/nameLock.ts";
import { isIdentifier } from "../plan/text.ts";
import { isObject, type JsonObject } from "../source/document.ts";
import { defaultLimits } from "../source/limits.ts";
import { createLocator } from "../source/locate.ts";
import { parseText } from "../source/parse.ts";
import { formatPointer } from "../source/pointer.ts";
import { withPosition } from "../source/position.ts";
import { lockFormat } from "./text.ts";

/** The names of each entry point, by its folder. */
export type EntryPointLocks = ReadonlyMap<string, NameLock>;

/** What is wrong, and where. */
interface Problem {
  readonly steps: readonly string[];
  readonly message: string;
}

interface Reader {
  readonly problems: Problem[];
}

type Steps = readonly string[];
type Test = (text: string) => boolean;

const isName: Test = (text) => isIdentifier(text) && text !== "__proto__";
const isExport: Test = (text) => isName(text) && text !== "default" && text !== "then";
const isTypeName: Test = (text) => isName(text) && !reservedWords.has(text);
const isModule: Test = (text) => /^[A-Za-z_$][\w$]*(?:\/[A-Za-z_$][\w$]*)*$/.test(text);
const isPath: Test = (text) => isModule(splitFunction(text).module) && isExport(splitFunction(text).name);
const isFormer: Test = (text) => splitFormer(text)[0] !== null;
const isAny: Test = () => true;

function objectAt(value: Json | undefined, steps: Steps, reader: Reader): JsonObject {
  if (value === undefined) return {};
  if (isObject(value)) return value;
  reader.problems.push({ steps, message: "This must be an object" });
  return {};
}

function textAt(value: Json | undefined, test: Test, steps: Steps, reader: Reader): string {
  if (typeof value === "string" && test(value)) return value;
  const found = value === undefined ? "which is missing" : `not ${JSON.stringify(value)}`;
  reader.problems.push({ steps, message: `"${steps.at(-1) ?? ""}" must be a name, ${found}` });
  return "";
}

function namesAt(value: Json | undefined, test: Test, steps: Steps, reader: Reader, keyTest: Test = isAny): Names {
  const entries = Object.entries(objectAt(value, steps, reader));
  for (const [key] of entries)
    if (!keyTest(key)) reader.problems.push({ steps: [...steps, key], message: `"${key}" is no name` });
  return new Map(entries.map(([key, text]) => [key, textAt(text, test, [...steps, key], reader)]));
}

function checkMembers(value: JsonObject, known: readonly string[], steps: Steps, reader: Reader): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) reader.problems.push({ steps: [...steps, key], message: `"${key}" is not known here` });
  }
}

function operationAt(value: Json, steps: Steps, reader: Reader): LockedOperation {
  const members = objectAt(value, steps, reader);
  checkMembers(members, ["address", "module", "functions", "deprecated", "arguments"], steps, reader);
  return {
    address: textAt(members["address"], isAny, [...steps, "address"], reader),
    module: textAt(members["module"], isModule, [...steps, "module"], reader),
    functions: namesAt(members["functions"], isExport, [...steps, "functions"], reader),
    deprecated: namesAt(members["deprecated"], isAny, [...steps, "deprecated"], reader, isPath),
    arguments: namesAt(members["arguments"], isName, [...steps, "arguments"], reader),
  };
}

function entryPointAt(value: Json, steps: Steps, reader: Reader): NameLock {
  const members = objectAt(value, steps, reader);
  const groups = ["modules", "namespaces", "operations"] as const;
  checkMembers(
    members,
    ["client", "parameters", ...groups, ...typeForms, "clientNames", "deprecatedTypes"],
    steps,
    reader,
  );
  const names = (key: string, test: Test, keyTest?: Test): Names =>
    namesAt(members[key], test, [...steps, key], reader, keyTest);
  const operations = Object.entries(objectAt(members["operations"], [...steps, "operations"], reader));
  return {
    client: textAt(members["client"], isTypeName, [...steps, "client"], reader),
    parameters: names("parameters", isName),
    modules: names("modules", isModule),
    namespaces: names("namespaces", isTypeName),
    operations: new Map(
      operations.map(([id, each]) => [id, operationAt(each, [...steps, "operations", id], reader)] as const),
    ),
    types: {
      types: names("types", isTypeName),
      inputs: names("inputs", isTypeName),
      bases: names("bases", isTypeName),
      inputBases: names("inputBases", isTypeName),
    },
    clientNames: names("clientNames", isAny),
    deprecatedTypes: names("deprecatedTypes", isFormer, isTypeName),
  };
}

/** The names that the text of a lock keeps; null after reporting, with lines, why they cannot be read. */
export async function parseLock(name: string, text: string, sink: DiagnosticSink): Promise<EntryPointLocks | null> {
  const parsed = await parseText(name, text, defaultLimits, sink);
  if (parsed === null) return null;
  const reader: Reader = { problems: [] };
  const { root } = parsed.document;
  const members = objectAt(root, [], reader);
  checkMembers(members, ["format", "entryPoints"], [], reader);
  const { format } = members;
  if (format !== lockFormat && isObject(root))
    reader.problems.push({
      steps: ["format"],
      message: `"format" must be ${lockFormat}, not ${JSON.stringify(format)}`,
    });
  const entries = Object.entries(objectAt(members["entryPoints"], ["entryPoints"], reader));
  const locks = new Map(
    entries.map(([folder, value]) => [folder, entryPointAt(value, ["entryPoints", folder], reader)] as const),
  );
  if (reader.problems.length === 0) return locks;
  const locate = await createLocator([parsed.document]);
  for (const { steps, message } of reader.problems) {
    const at = { document: name, pointer: formatPointer(steps) };
    sink.report("names/lock", withPosition(at, locate(at)), message);
  }
  return null;
}
