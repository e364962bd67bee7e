import type { Service } from "../model/index.ts";
import { planClient, type About, type ClientView } from "./client.ts";
import { delimited } from "./layout.ts";
import { relativeModule, type ModuleImport } from "./links.ts";
import { planModels, type TypeView } from "./models.ts";
import { deprecatedViews, ownTypes, type DeprecatedView } from "./deprecated.ts";
import { moduleBindings } from "./functionNames.ts";
import { flattenGroups } from "./groupNames.ts";
import { nameChanges, type NameChange } from "./nameChanges.ts";
import { lockNames, type NameLock } from "./nameLock.ts";
import { planNames, type GroupNames, type NamePlan, type OperationNames } from "./names.ts";
import { planOperation, type OperationView } from "./operations.ts";
import { planTags, planUnions } from "./unions.ts";
import { createRules, type RuleView } from "./rules.ts";
import { planShapes } from "./shapes.ts";
import { docLine, importPath, type CodeText, type DocLine, type ImportPath } from "./text.ts";
import type { TypeContext } from "./typeText.ts";
import { createXmlPlan, type XmlPlan, type XmlView } from "./xml.ts";

/** One operation group's module. */
export interface GroupView {
  readonly path: string;
  readonly runtimeValues: CodeText | null;
  readonly runtimeTypes: CodeText | null;
  readonly clientPath: ImportPath;
  /** `{ Client }`, with the common query where calls take one. */
  readonly clientTypes: CodeText;
  readonly modelsPath: ImportPath | null;
  readonly imports: readonly ModuleImport[];
  readonly children: readonly ModuleImport[];
  readonly rules: readonly RuleView[];
  readonly operations: readonly OperationView[];
  readonly aliases: CodeText | null;
  /** What is called something else now, and may still be called so. */
  readonly deprecated: readonly DeprecatedView[];
  readonly hasOperations: boolean;
  /** A function uploads bytes, for which the runtime has a module of its own. */
  readonly uploads: boolean;
}

export interface IndexView {
  readonly header: DocLine;
  /** `{ Client, ClientOptions }` */
  readonly clientTypes: CodeText;
  readonly groups: readonly ModuleImport[];
  readonly hasModels: boolean;
}

export interface EntryPointView {
  readonly client: ClientView;
  readonly index: IndexView;
  readonly models: { readonly types: readonly TypeView[]; readonly imports: CodeText | null };
  readonly groups: readonly GroupView[];
  /** Null for a service that does not speak XML. */
  readonly xml: XmlView | null;
}

const importNames = (names: Iterable<string>, prefix: string): CodeText | null => {
  const sorted = [...new Set(names)].sort();
  if (sorted.length === 0) return null;
  return delimited(
    "{",
    sorted,
    "}",
    { indent: 0, column: prefix.length, after: ` from "@armature/runtime";`.length },
    true,
  ) as CodeText;
};

/** The runtime's types that stand for themselves in texts of types. */
function runtimeTypes(text: string): readonly string[] {
  return ["BinaryBody", "ByteStream"].filter((name) => new RegExp(`\\b${name}\\b`).test(text));
}

/** All types that a declaration shows, one a line. */
const textOfType = (view: TypeView): string =>
  view.isAlias ? view.type : [...view.fields.map(({ type }) => type), view.index ?? ""].join("\n");

/** All types that an operation's declarations show, one a line. */
function textOfOperation({ args, headers, response, functions }: OperationView): string {
  const fields = [...args.fields, ...headers.flatMap((view) => view.fields)].map(({ type }) => type);
  const signatures = functions.flatMap(({ parameters, returns, request, spec }) => [
    parameters,
    returns,
    ...request,
    ...spec,
  ]);
  return [...fields, response?.type ?? "", ...signatures].join("\n");
}

/** `{ Client }`, with the common query where calls take one. */
function clientTypes(plan: NamePlan, path: ImportPath): CodeText {
  const names = [plan.client, ...(plan.commonQuery === null ? [] : [plan.commonQuery])];
  const place = { indent: 0, column: "import type ".length, after: ` from "${path}";`.length };
  return delimited("{", names, "}", place, true) as CodeText;
}

const withMedia = (group: GroupNames): readonly OperationNames[] =>
  group.operations.flatMap((names) => [names, ...names.media]);

function groupView(group: GroupNames, service: Service, plan: NamePlan, types: TypeContext, xml: XmlPlan): GroupView {
  const taken = [
    ...moduleBindings,
    ...group.operations.flatMap((names) => [
      names.local,
      ...names.waits.map((wait): string => wait.local),
      ...(names.watch === null ? [] : [names.watch.local]),
      ...names.media.map((media): string => media.local),
    ]),
  ];
  const clientPath = relativeModule(group.module, "client");
  const rules = createRules(taken);
  const operations = withMedia(group).map((names) => planOperation(names, { service, plan, group, types, rules, xml }));
  const imports = new Map(
    operations.flatMap((operation) => operation.imports).map((item) => [item.name, item] as const),
  );
  const bodies = operations.map(textOfOperation).join("\n");
  const ruleViews = rules.views();
  const aliases = operations.flatMap((operation) => operation.aliases);
  const typeNames = [
    ...operations.flatMap((operation) => operation.types),
    ...runtimeTypes(bodies),
    ...(ruleViews.length > 0 ? ["Rule"] : []),
  ];
  return {
    path: group.module,
    runtimeValues: importNames([...operations.flatMap((operation) => operation.uses), ...rules.uses()], "import "),
    runtimeTypes: importNames(typeNames, "import type "),
    clientPath,
    clientTypes: clientTypes(plan, clientPath),
    modelsPath: /\bmodels\./.test(bodies) ? relativeModule(group.module, "models") : null,
    imports: [...imports.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    children: group.children.map((child) => ({
      name: child.namespace,
      path: relativeModule(group.module, child.module),
    })),
    rules: ruleViews,
    operations,
    aliases:
      aliases.length === 0
        ? null
        : (delimited("{", aliases, "}", { indent: 0, column: "export ".length, after: 1 }, true) as CodeText),
    deprecated: [],
    hasOperations: operations.length > 0,
    uploads: group.operations.some(({ media }) => media.some(({ uploads }) => uploads)),
  };
}

/** The modules, with the names that their functions had: those may be in other modules now. */
function groupViews(groups: readonly GroupNames[], plan: NamePlan, viewOf: (group: GroupNames) => GroupView) {
  const views = groups.map((group) => ({ group, view: viewOf(group) }));
  if (plan.deprecated.functions.length === 0) return views.map(({ view }) => view);
  const types = new Map(
    views.flatMap(({ group, view }) =>
      withMedia(group).flatMap((names, index) => {
        const operation = view.operations[index];
        return operation === undefined ? [] : [[names, ownTypes(operation)] as const];
      }),
    ),
  );
  return views.map(({ group, view }) => ({ ...view, deprecated: deprecatedViews(group, plan, types) }));
}

/** An entry point, planned. */
export interface EntryPoint {
  readonly view: EntryPointView;
  readonly names: NamePlan;
  /** The names that it is published with. */
  readonly lock: NameLock;
  /** What has become of those of an earlier generation. */
  readonly changes: readonly NameChange[];
}

/** Everything that the files of one entry point show. Names of `published`, an earlier generation's, stay. */
export function planEntryPoint(service: Service, about: About, published: NameLock | null = null): EntryPoint {
  const declarations = new Map(service.types.map((declaration) => [declaration.id, declaration]));
  const shapes = planShapes(service);
  const unions = planUnions(declarations);
  const names = planNames(service, published === null ? null : { lock: published, shapes, unions });
  const tags = planTags(declarations);
  const inModels: TypeContext = { names, shapes, declarations, unions, tags, qualifier: "" };
  const outside: TypeContext = { ...inModels, qualifier: "models." };
  const types = planModels(inModels);
  const binary = runtimeTypes(types.map(textOfType).join("\n"));
  const xml = createXmlPlan(outside, service.errorType);
  const modules = flattenGroups(names.groups);
  const view: EntryPointView = {
    client: planClient(service, names, outside, about),
    index: indexView(service, names, about, types.length > 0),
    models: { types, imports: importNames(binary, "import type ") },
    groups: groupViews(modules, names, (group) => groupView(group, service, names, outside, xml)),
    xml: xml.view(),
  };
  const lock = lockNames(service, names, modules, shapes, unions);
  return { view, names, lock, changes: names.kept === null ? [] : nameChanges(service, names.kept, lock) };
}

function indexView(service: Service, names: NamePlan, about: About, hasModels: boolean): IndexView {
  const types = [names.client, names.clientOptions, ...(names.commonQuery === null ? [] : [names.commonQuery])];
  const place = { indent: 0, column: "export type ".length, after: ` from "./client.js";`.length };
  return {
    header: docLine(`${about.title}, api-version ${service.apiVersion}.`),
    clientTypes: delimited("{", types, "}", place, true) as CodeText,
    groups: names.groups.map((group) => ({ name: group.namespace, path: importPath(`./${group.module}.js`) })),
    hasModels,
  };
}
