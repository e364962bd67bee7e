import type { Declaration, Operation, Service, Wait } from "../model/index.ts";
import { allocator } from "./allocator.ts";
import { commonArguments, nameClientParameters, type ArgumentName } from "./argumentNames.ts";
import { pascalCase, typeName } from "./casing.ts";
import { flattenGroups, nameGroups } from "./groupNames.ts";
import { formerFunctions, formerTypes, keepNames, keptType, type FormerNames, type KeptNames } from "./keptNames.ts";
import type { NameLock, TypeForm } from "./nameLock.ts";
import type { Shapes } from "./shapes.ts";
import { identifier, isIdentifier, type Identifier } from "./text.ts";
import type { UnionPlan } from "./unions.ts";

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
  /** Wire names of the group and those around it, joined by slashes. */
  readonly id: string;
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
  /** Names that are published and that are others now. */
  readonly deprecated: FormerNames;
  /** The names that are published, found again in the service; null where none are known. */
  readonly kept: KeptNames | null;
}

/** The names of an earlier generation, with what decides which names of types are exported. */
export interface Published {
  readonly lock: NameLock;
  readonly shapes: Shapes;
  readonly unions: ReadonlyMap<string, UnionPlan>;
}

const pointerDepth = (id: string): number => id.split("/").length;

/**
 * Declarations with the names that they want. Those that the spec's author named come first, then those named after
 * where they stand; among these, those whose name is theirs to the letter.
 */
function byStanding(
  declarations: readonly Declaration[],
): readonly { readonly declaration: Declaration; readonly wanted: string }[] {
  const standing = declarations.map((declaration) => {
    const wanted = typeName(declaration.name);
    const isOwn = declaration.name.wire === wanted;
    return { declaration, wanted, rank: 2 * pointerDepth(declaration.id) + (isOwn ? 0 : 1) };
  });
  return standing.sort((a, b) => a.rank - b.rank || (a.declaration.id < b.declaration.id ? -1 : 1));
}

function nameTypes(
  declarations: readonly Declaration[],
  taken: readonly string[],
  kept: KeptNames | null,
): ReadonlyMap<string, TypeNames> {
  const allocate = allocator([...taken, ...(kept?.typeOwners.keys() ?? [])]);
  const nameOf = (declaration: Declaration, form: TypeForm, wanted: string): string =>
    keptType(kept, declaration, form, wanted) ?? allocate(wanted);
  const own = byStanding(declarations).map(
    ({ declaration, wanted }) => [declaration, nameOf(declaration, "types", wanted)] as const,
  );
  return new Map(
    own.map(([declaration, name]) => {
      const model = declaration.kind === "model";
      const input = nameOf(declaration, "inputs", `${name}Input`);
      return [
        declaration.id,
        {
          name: identifier(name),
          input: identifier(input),
          base: identifier(model ? nameOf(declaration, "bases", `${name}Base`) : name),
          inputBase: identifier(model ? nameOf(declaration, "inputBases", `${input}Base`) : input),
        },
      ];
    }),
  );
}

/** `Batch` of `BatchClient`, for the names of what belongs to the client. */
function clientPrefix(service: Service, published: Published | null): string {
  const kept = published?.lock.client ?? "";
  const isUsable = /.Client$/.test(kept) && isIdentifier(kept);
  return isUsable ? kept.slice(0, -"Client".length) : pascalCase(service.name.words);
}

/**
 * Decides every name of an entry point. A pure function of the service, and of the names that are published already,
 * which stay: the same spec gives the same names.
 */
export function planNames(service: Service, published: Published | null = null): NamePlan {
  const prefix = clientPrefix(service, published);
  const clientTypes = [`${prefix}Client`, `${prefix}ClientOptions`, `${prefix}Query`];
  const kept = published === null ? null : keepNames(service, published, clientTypes);
  const clientParameters = nameClientParameters(service, published?.lock.parameters);
  const groups = nameGroups(service.groups, clientParameters, kept);
  const types = nameTypes(service.types, clientTypes, kept);
  const operations = new Map(
    flattenGroups(groups).flatMap((group) =>
      group.operations.map((names) => [names.operation.id, { names, group }] as const),
    ),
  );
  return {
    types,
    groups,
    operations,
    clientParameters,
    client: identifier(`${prefix}Client`),
    clientOptions: identifier(`${prefix}ClientOptions`),
    commonQuery: commonArguments(service).length === 0 ? null : identifier(`${prefix}Query`),
    deprecated: { functions: formerFunctions(kept, operations), types: formerTypes(kept, types) },
    kept,
  };
}
