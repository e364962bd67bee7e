import type { AuthScheme, Parameter, PathSegment, Service } from "../model/index.ts";
import { paragraphs, parameterDoc, taggedDoc, type Doc } from "./docs.ts";
import { arrayCode, delimited } from "./layout.ts";
import { relativeModule, type ModuleImport } from "./links.ts";
import { planModels, type FieldView, type TypeView } from "./models.ts";
import { flattenGroups, moduleBindings, planNames, type GroupNames, type NamePlan } from "./names.ts";
import { planOperation, type OperationView } from "./operations.ts";
import { planUnions } from "./unions.ts";
import { createRules, type RuleView } from "./rules.ts";
import { planShapes } from "./shapes.ts";
import {
  code,
  docLine,
  identifier,
  importPath,
  member,
  propertyKey,
  stringLiteral,
  type,
  type CodeText,
  type DocLine,
  type Identifier,
  type ImportPath,
} from "./text.ts";
import { typeAt, type TypeContext } from "./typeText.ts";

/** What a package is called, on npm and among people. */
export interface About {
  readonly name: string;
  readonly title: string;
}

/** One operation group's module. */
export interface GroupView {
  readonly path: string;
  readonly runtimeValues: CodeText | null;
  readonly runtimeTypes: CodeText | null;
  readonly clientPath: ImportPath;
  readonly client: Identifier;
  readonly modelsPath: ImportPath | null;
  readonly imports: readonly ModuleImport[];
  readonly children: readonly ModuleImport[];
  readonly rules: readonly RuleView[];
  readonly operations: readonly OperationView[];
  readonly aliases: CodeText | null;
  readonly hasOperations: boolean;
}

export interface ClientView {
  readonly doc: Doc;
  readonly client: Identifier;
  readonly options: Identifier;
  readonly optionsDoc: Doc;
  readonly createDoc: Doc;
  readonly fields: readonly FieldView[];
  readonly parameters: readonly FieldView[];
  readonly hasParameters: boolean;
  readonly usesModels: boolean;
  /** `(options: …)` of `createClient`. */
  readonly signature: CodeText;
  readonly service: CodeText;
  readonly endpoint: CodeText;
  readonly apiVersion: CodeText;
  readonly scopes: CodeText | null;
  readonly values: readonly { readonly key: CodeText; readonly value: CodeText }[];
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

function textTypes(texts: readonly string[]): readonly string[] {
  const all = texts.join("\n");
  return ["BinaryBody", "ByteStream"].filter((name) => new RegExp(`\\b${name}\\b`).test(all));
}

function groupView(group: GroupNames, service: Service, plan: NamePlan, types: TypeContext): GroupView {
  const taken = [
    ...moduleBindings,
    ...group.operations.flatMap((names) => [
      names.local,
      ...names.waits.map((wait): string => wait.local),
      ...(names.watch === null ? [] : [names.watch.local]),
    ]),
  ];
  const rules = createRules(taken);
  const operations = group.operations.map((names) => planOperation(names, { service, plan, group, types, rules }));
  const imports = new Map(
    operations.flatMap((operation) => operation.imports).map((item) => [item.name, item] as const),
  );
  const bodies = JSON.stringify(operations);
  const ruleViews = rules.views();
  const aliases = operations.flatMap((operation) => operation.aliases);
  const typeNames = [
    ...operations.flatMap((operation) => operation.types),
    ...textTypes([bodies]),
    ...(ruleViews.length > 0 ? ["Rule"] : []),
  ];
  return {
    path: group.module,
    runtimeValues: importNames(
      operations.flatMap((operation) => operation.uses),
      "import ",
    ),
    runtimeTypes: importNames(typeNames, "import type "),
    clientPath: relativeModule(group.module, "client"),
    client: plan.client,
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
    hasOperations: operations.length > 0,
  };
}

/** `https://{account}.example.com` over the names of client parameters. */
function hostTemplate(url: readonly PathSegment[], plan: NamePlan): string {
  return url
    .map((segment) => {
      if (segment.kind === "text") return segment.text;
      const found = plan.clientParameters.find((argument) => argument.parameter.name.wire === segment.wire);
      return `{${found?.name ?? segment.wire}}`;
    })
    .join("");
}

function scopesOf(auth: readonly AuthScheme[]): readonly string[] {
  return auth.find((scheme) => scheme.kind === "oauth2")?.scopes ?? [];
}

const isOptional = (parameter: Parameter): boolean => !parameter.required || parameter.default !== undefined;

function clientView(service: Service, plan: NamePlan, types: TypeContext, about: About): ClientView {
  const fieldOf =
    (optionalMark: boolean) =>
    (argument: NamePlan["clientParameters"][number]): FieldView => {
      const optional = optionalMark && isOptional(argument.parameter);
      const key = propertyKey(argument.name);
      const indent = optionalMark ? 2 : 4;
      const column = indent + "readonly ".length + key.length + 3;
      const missing =
        optional || (!optionalMark && !argument.parameter.required && argument.parameter.default === undefined);
      const own = typeAt(
        argument.parameter.type,
        "input",
        { ...types, qualifier: "models." },
        { indent, column, after: missing ? 13 : 1 },
      );
      return {
        doc: parameterDoc(argument.parameter, argument.name),
        key,
        readonly: true,
        optional,
        type: missing ? type`${own} | undefined` : own,
      };
    };
  const [host] = service.hosts;
  const scopes = scopesOf(service.auth);
  const fields = plan.clientParameters.map(fieldOf(true));
  return {
    doc: paragraphs(0, `A client of ${about.title}, made by ${"`createClient`"}.`),
    client: plan.client,
    options: plan.clientOptions,
    optionsDoc: paragraphs(0, `What a client of ${about.title} is made from.`),
    createDoc: taggedDoc(0, service.docs, false, [
      `Makes a client of ${about.title}, api-version ${service.apiVersion}. Nothing is sent.`,
      authNote(service.auth),
    ]),
    fields,
    parameters: plan.clientParameters.map(fieldOf(false)),
    hasParameters: fields.length > 0,
    usesModels: fields.some((field) => /\bmodels\./.test(field.type)),
    signature: createSignature(
      plan,
      fields.every((field) => field.optional),
    ),
    service: stringLiteral(about.name.replace(/^@[^/]*\//, "")) as string as CodeText,
    endpoint: stringLiteral(host === undefined ? "" : hostTemplate(host.url, plan)) as string as CodeText,
    apiVersion: stringLiteral(service.apiVersion) as string as CodeText,
    scopes:
      scopes.length === 0
        ? null
        : arrayCode(
            scopes.map((scope) => stringLiteral(scope) as string as CodeText),
            { indent: 4, column: 12, after: 1 },
          ),
    values: plan.clientParameters.map(({ parameter, name }) => {
      const value = member(identifier("options"), name);
      const fallback = parameter.default;
      return {
        key: propertyKey(name) as string as CodeText,
        value:
          fallback === undefined || fallback === null
            ? value
            : code`${value} ?? ${stringLiteral(String(fallback)) as string as CodeText}`,
      };
    }),
  };
}

function createSignature(plan: NamePlan, optional: boolean): CodeText {
  const items = [`options: ${plan.clientOptions}${optional ? " = {}" : ""}`];
  const place = { indent: 0, column: "export function createClient".length, after: `: ${plan.client} {`.length };
  return delimited("(", items, ")", place) as CodeText;
}

function authNote(auth: readonly AuthScheme[]): string | null {
  const ways = auth.map((scheme) => {
    switch (scheme.kind) {
      case "oauth2":
        return scheme.scopes.length === 0
          ? "a bearer token"
          : `a bearer token for ${"`"}${scheme.scopes.join(" ")}${"`"}`;
      case "apiKey":
        return `a key in the ${scheme.location} ${"`"}${scheme.name}${"`"}`;
      case "basic":
        return "user name and password";
      case "bearer":
        return "a bearer token";
      case "sharedKey":
        return "a shared key of the account";
    }
  });
  return ways.length === 0 ? null : `Credential: ${[...new Set(ways)].join(", or ")}.`;
}

/** Everything that the files of one entry point show. */
export function planEntryPoint(
  service: Service,
  about: About,
): { readonly view: EntryPointView; readonly names: NamePlan } {
  const names = planNames(service);
  const declarations = new Map(service.types.map((declaration) => [declaration.id, declaration]));
  const shapes = planShapes(service);
  const unions = planUnions(declarations);
  const inModels: TypeContext = { names, shapes, declarations, unions, qualifier: "" };
  const outside: TypeContext = { ...inModels, qualifier: "models." };
  const types = planModels(inModels);
  const binary = textTypes([JSON.stringify(types)]);
  const view: EntryPointView = {
    client: clientView(service, names, outside, about),
    index: {
      header: docLine(`${about.title}, api-version ${service.apiVersion}.`),
      clientTypes: delimited(
        "{",
        [names.client, names.clientOptions],
        "}",
        { indent: 0, column: "export type ".length, after: ` from "./client.js";`.length },
        true,
      ) as CodeText,
      groups: names.groups.map((group) => ({ name: group.namespace, path: importPath(`./${group.module}.js`) })),
      hasModels: types.length > 0,
    },
    models: { types, imports: importNames(binary, "import type ") },
    groups: flattenGroups(names.groups).map((group) => groupView(group, service, names, outside)),
  };
  return { view, names };
}
