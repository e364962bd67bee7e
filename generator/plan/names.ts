import type { Declaration, Name, Operation, OperationGroup, Service, Wait } from "../model/index.ts";
import { allocator, foldCase } from "./allocator.ts";
import {
  commonArguments,
  isArgument,
  nameArguments,
  nameClientParameters,
  type ArgumentName,
} from "./argumentNames.ts";
import { asciiName, memberName, pascalCase, reservedWords, typeName } from "./casing.ts";
import { asCalled, mediaOperations } from "./media.ts";
import { identifier, type Identifier } from "./text.ts";

/** What a declaration is called: its own name, that of its request shape, and that of the properties its variants share. */
export interface TypeNames {
  readonly name: Identifier;
  readonly input: Identifier;
  readonly base: Identifier;
  readonly inputBase: Identifier;
}

export interface FunctionNames {
  /** The binding in the module; differs from `exported` where that is a reserved word or one of the runtime's names. */
  readonly local: Identifier;
  readonly exported: string;
  /** Prefix of the names of its types: `GetUpgradeProfile` for `GetUpgradeProfileArgs`. */
  readonly prefix: string;
}

export interface OperationNames extends FunctionNames {
  readonly operation: Operation;
  /** In the order of the operation's parameters; those given with the client or fixed by the spec are left out. */
  readonly args: readonly ArgumentName[];
  readonly waits: readonly (FunctionNames & { readonly wait: Wait })[];
  /** The function that follows the operation whose state this one reads; null where it reads none. */
  readonly watch: FunctionNames | null;
  /** The same operation with bytes: an upload, a download. Empty for most. */
  readonly media: readonly OperationNames[];
  /** Sends bytes beside its body. */
  readonly uploads: boolean;
}

export interface GroupNames {
  /** Null for a level of nesting that has no operations of its own. */
  readonly group: OperationGroup | null;
  /** Path of the module without ending, under the entry point: `projects/locations/operations`. */
  readonly module: string;
  /** As the enclosing index or module exports it. */
  readonly namespace: Identifier;
  /** The namespaces from the entry point down to this one. */
  readonly namespaces: readonly string[];
  readonly operations: readonly OperationNames[];
  readonly children: readonly GroupNames[];
}

export interface NamePlan {
  readonly types: ReadonlyMap<string, TypeNames>;
  /** Top-level groups; nested ones under their parents. */
  readonly groups: readonly GroupNames[];
  /** By operation id. */
  readonly operations: ReadonlyMap<string, { readonly names: OperationNames; readonly group: GroupNames }>;
  readonly clientParameters: readonly ArgumentName[];
  readonly client: Identifier;
  readonly clientOptions: Identifier;
  /** Interface of the query parameters that every call takes; null where there are none. */
  readonly commonQuery: Identifier | null;
}

const pointerDepth = (id: string): number => id.split("/").length;

const isOwnName = ({ name }: Declaration): boolean => name.wire === typeName(name);

/**
 * Declarations that the spec's author named come first, then those named after where they stand; among these, those whose
 * name is theirs to the letter.
 */
function byStanding(a: Declaration, b: Declaration): number {
  return (
    pointerDepth(a.id) - pointerDepth(b.id) || Number(isOwnName(b)) - Number(isOwnName(a)) || (a.id < b.id ? -1 : 1)
  );
}

function nameTypes(declarations: readonly Declaration[], taken: readonly string[]): ReadonlyMap<string, TypeNames> {
  const allocate = allocator(taken);
  const ordered = [...declarations].sort(byStanding);
  const own = ordered.map((declaration) => [declaration, allocate(typeName(declaration.name))] as const);
  return new Map(
    own.map(([declaration, name]) => {
      const model = declaration.kind === "model";
      const input = allocate(`${name}Input`);
      return [
        declaration.id,
        {
          name: identifier(name),
          input: identifier(input),
          base: identifier(model ? allocate(`${name}Base`) : name),
          inputBase: identifier(model ? allocate(`${input}Base`) : input),
        },
      ];
    }),
  );
}

/** Names that a group's module imports or that its functions' parameters have. */
export const moduleBindings: readonly string[] = [
  ...["args", "client", "options", "models", "start", "state", "xml"],
  ...["call", "pages", "longRunning", "watch", "waitFor", "upload", "headerPolling", "aip151", "compute"],
  ...["join", "deepObject", "headerPrefix", "formObject", "form", "multipart", "cookie", "field", "segments"],
  ...["asText", "joinObject", "writeBody", "checkText", "checkNumber", "checkList", "headerStatus", "requestCancel"],
  ...["asExists", "asNone", "asStream", "asString"],
];

/** Exports that say something about a module as a whole: `then` makes it a promise, and `default` is what it stands for. */
const moduleExports: readonly string[] = ["default", "then"];

function nameFunction(
  name: Name,
  namespaces: readonly string[],
  allocate: (wanted: string) => string,
  locals: (wanted: string) => string,
): FunctionNames {
  const wanted = memberName(name);
  const moves = moduleExports.includes(wanted) || namespaces.includes(wanted);
  const exported = allocate(moves ? `${wanted}Operation` : wanted);
  const blocked = reservedWords.has(exported) || moduleBindings.includes(exported);
  const local = locals(blocked ? `${exported}Operation` : exported);
  return { local: identifier(local), exported, prefix: exported.charAt(0).toUpperCase() + exported.slice(1) };
}

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

/** `namespaces` are those of the module's children, which it exports beside its functions. */
function nameOperations(
  operations: readonly Operation[],
  namespaces: readonly string[],
  clientArguments: readonly ArgumentName[],
): readonly OperationNames[] {
  const allocate = allocator(namespaces);
  const locals = allocator([...namespaces, ...moduleBindings, ...reservedWords]);
  const nameOf = (name: Name): FunctionNames => nameFunction(name, namespaces, allocate, locals);
  // Those whose name is theirs to the letter get it, whatever others come to.
  const isOwn = ({ name }: Operation): boolean => name.wire === memberName(name);
  const order = operations.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  const functions = new Map(order.map((operation) => [operation, nameOf(operation.name)]));
  const argumentsOf = (operation: Operation): readonly ArgumentName[] =>
    nameArguments(operation.parameters.filter(isArgument), [
      ...(operation.body === null ? [] : ["body", "contentType"]),
      ...(operation.mediaUpload === null ? [] : ["media"]),
      ...clientNames(operation, clientArguments),
    ]);
  return operations.map((operation) => ({
    operation: asCalled(operation),
    args: argumentsOf(operation),
    ...(functions.get(operation) ?? nameOf(operation.name)),
    waits: operation.waits.map((wait) => ({ wait, ...nameOf(wait.name) })),
    watch: operation.watch === null ? null : nameOf(watchName(operation)),
    media: mediaOperations(operation).map((media) => ({
      ...media,
      args: argumentsOf(media.operation),
      ...nameOf({ wire: "media", words: [...operation.name.words, "media"] }),
      ...{ waits: [], watch: null, media: [] },
    })),
    uploads: false,
  }));
}

/** Modules that every entry point has; a group of such a name moves aside, its namespace stays. */
const ownModules: ReadonlySet<string> = new Set(["index", "client", "models", "xml"]);

/** Names that some systems keep for devices. */
const deviceNames = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

interface Level {
  readonly name: Name;
  group: OperationGroup | null;
  readonly children: Map<string, Level>;
}

function nest(groups: readonly OperationGroup[]): ReadonlyMap<string, Level> {
  const top = new Map<string, Level>();
  for (const group of groups) {
    let levels = top;
    let level: Level | undefined;
    for (const name of [...group.parents, group.name]) {
      const key = memberName(name);
      level = levels.get(key) ?? { name, group: null, children: new Map() };
      levels.set(key, level);
      levels = level.children;
    }
    if (level === undefined) continue;
    // Two groups that differ in spelling only become one module.
    const operations = [...(level.group?.operations ?? []), ...group.operations];
    level.group = { ...group, operations };
  }
  return top;
}

function nameLevels(
  levels: ReadonlyMap<string, Level>,
  folder: string,
  outer: readonly string[],
  blocked: readonly string[],
  clientArguments: readonly ArgumentName[],
): readonly GroupNames[] {
  const files = allocator(folder === "" ? ownModules : [], foldCase);
  const namespaces = allocator(blocked);
  return [...levels].map(([key, level]) => {
    const moves = (ownModules.has(foldCase(key)) && folder === "") || deviceNames.test(key);
    const module = folder + files(moves ? `${key}Operations` : asciiName(key));
    const aside = reservedWords.has(key) || blocked.includes(key);
    const namespace = identifier(namespaces(aside ? `${key}Operations` : key));
    const chain = [...outer, namespace];
    const children = nameLevels(level.children, `${module}/`, chain, [], clientArguments);
    const taken = children.map((child): string => child.namespace);
    const operations = nameOperations(level.group?.operations ?? [], taken, clientArguments);
    return { group: level.group, module, namespace, namespaces: chain, operations, children };
  });
}

export function flattenGroups(groups: readonly GroupNames[]): readonly GroupNames[] {
  return groups.flatMap((group) => [group, ...flattenGroups(group.children)]);
}

/** Decides every name of an entry point. A pure function of the service: the same spec gives the same names. */
export function planNames(service: Service): NamePlan {
  const clientParameters = nameClientParameters(service);
  const groups = nameLevels(nest(service.groups), "", [], ["createClient"], clientParameters);
  const prefix = pascalCase(service.name.words);
  const client = [`${prefix}Client`, `${prefix}ClientOptions`, `${prefix}Query`];
  return {
    types: nameTypes(service.types, client),
    groups,
    operations: new Map(
      flattenGroups(groups).flatMap((group) =>
        group.operations.map((names) => [names.operation.id, { names, group }] as const),
      ),
    ),
    clientParameters,
    client: identifier(`${prefix}Client`),
    clientOptions: identifier(`${prefix}ClientOptions`),
    commonQuery: commonArguments(service).length === 0 ? null : identifier(`${prefix}Query`),
  };
}
