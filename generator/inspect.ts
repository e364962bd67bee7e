import type { Declaration, Operation, Parameter, Service, Wait } from "./model/index.ts";
import { flattenGroups } from "./plan/groupNames.ts";
import type { NameLock } from "./plan/nameLock.ts";
import { planNames, type FunctionNames, type NamePlan, type OperationNames } from "./plan/names.ts";
import { isArgument } from "./plan/argumentNames.ts";
import { planShapes } from "./plan/shapes.ts";
import { planUnions } from "./plan/unions.ts";

/**
 * What `armature inspect SPEC --json` prints: the model, with the names that generated code gives to everything.
 * `format` changes when a member is renamed or removed; new members may come at any time.
 */
export interface InspectReport {
  readonly format: 1;
  readonly service: Omit<Service, "groups" | "types" | "clientParameters">;
  readonly client: {
    /** Interface of the client, and of what `createClient` takes. */
    readonly name: string;
    readonly options: string;
    /** Each is a member of the options of that name. */
    readonly parameters: readonly InspectParameter[];
  };
  readonly operations: readonly InspectOperation[];
  readonly types: readonly (Declaration & { readonly typeName: string; readonly inputTypeName: string })[];
}

export type InspectParameter = Parameter & {
  /** Name of the argument, or of the client's option; null where the caller does not give it. */
  readonly argument: string | null;
  /** Who gives the value: the call, the client's maker, the spec (a constant), or the runtime (the api-version). */
  readonly givenBy: "argument" | "client" | "constant" | "runtime";
};

export type InspectOperation = Omit<Operation, "parameters" | "waits"> & {
  /** Module under the package's entry point: `projects/locations/operations`. */
  readonly module: string;
  /** The same as names: the entry point exports `projects.locations.operations`. */
  readonly namespace: readonly string[];
  /** Name that the module exports the function under. */
  readonly exportedName: string;
  /** What the function returns. */
  readonly returns: "call" | "pages" | "poller";
  readonly argumentsType: string;
  /** Null for pages and pollers. */
  readonly responseType: string | null;
  readonly bodyArgument: string | null;
  readonly parameters: readonly InspectParameter[];
  readonly waits: readonly (Wait & { readonly exportedName: string })[];
  /** Name of the function that follows the operation whose state this one reads. */
  readonly watchName: string | null;
  /** Name of the function that sends bytes beside the body, and of the one that gives bytes in place of the answer. */
  readonly uploadName: string | null;
  readonly downloadName: string | null;
};

function inspectParameter(parameter: Parameter, names: OperationNames | null, plan: NamePlan): InspectParameter {
  if (parameter.constant !== undefined) return { ...parameter, argument: null, givenBy: "constant" };
  const own = names?.args.find((argument) => argument.parameter === parameter);
  if (own !== undefined) return { ...parameter, argument: own.name, givenBy: "argument" };
  const shared = plan.clientParameters.find(
    ({ parameter: { name, location } }) => name.wire === parameter.name.wire && location === parameter.location,
  );
  if (shared !== undefined && !isArgument(parameter)) return { ...parameter, argument: shared.name, givenBy: "client" };
  return { ...parameter, argument: null, givenBy: "runtime" };
}

function returnsOf(operation: Operation): InspectOperation["returns"] {
  if (operation.longRunning !== null) return "poller";
  return operation.paging === null ? "call" : "pages";
}

const exportedWait = (names: FunctionNames & { readonly wait: Wait }): Wait & { readonly exportedName: string } => ({
  ...names.wait,
  exportedName: names.exported,
});

function inspectOperation(
  names: OperationNames,
  module: string,
  namespace: readonly string[],
  plan: NamePlan,
): InspectOperation {
  const { operation } = names;
  const returns = returnsOf(operation);
  return {
    ...operation,
    module,
    namespace,
    exportedName: names.exported,
    returns,
    argumentsType: `${names.prefix}Args`,
    responseType: returns === "call" ? `${names.prefix}Response` : null,
    bodyArgument: operation.body === null ? null : "body",
    parameters: operation.parameters.map((parameter) => inspectParameter(parameter, names, plan)),
    waits: names.waits.map(exportedWait),
    watchName: names.watch?.exported ?? null,
    uploadName: names.media.find(({ uploads }) => uploads)?.exported ?? null,
    downloadName: names.media.find(({ uploads }) => !uploads)?.exported ?? null,
  };
}

/**
 * The report on one service. Operations come in the order of modules, types in the model's. Names of `published`, those
 * of a package that was generated before, stay.
 */
export function inspect(service: Service, published: NameLock | null = null): InspectReport {
  const shapes = planShapes(service);
  const unions = planUnions(new Map(service.types.map((declaration) => [declaration.id, declaration])));
  const plan = planNames(service, published === null ? null : { lock: published, shapes, unions });
  const { groups: _groups, types, clientParameters: _clientParameters, ...rest } = service;
  return {
    format: 1,
    service: rest,
    client: {
      name: plan.client,
      options: plan.clientOptions,
      parameters: plan.clientParameters.map(({ parameter }) => inspectParameter(parameter, null, plan)),
    },
    operations: flattenGroups(plan.groups).flatMap((group) =>
      group.operations.map((names) => inspectOperation(names, group.module, group.namespaces, plan)),
    ),
    types: types.map((declaration) => {
      const names = plan.types.get(declaration.id);
      const typeName = names?.name ?? "";
      return {
        ...declaration,
        typeName,
        inputTypeName: shapes.distinct.has(declaration.id) ? (names?.input ?? "") : typeName,
      };
    }),
  };
}
