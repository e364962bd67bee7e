import type { ArgumentSource, OperationLink } from "../model/index.ts";
import { arrowCode, objectCode, type Place } from "./layout.ts";
import { isArgument, type ArgumentName } from "./argumentNames.ts";
import type { GroupNames, NamePlan, OperationNames } from "./names.ts";
import {
  code,
  identifier,
  importPath,
  literalCode,
  member,
  propertyKey,
  stringLiteral,
  type CodeText,
  type Identifier,
  type ImportPath,
} from "./text.ts";

/** A module of the same entry point that a module calls into. */
export interface ModuleImport {
  readonly name: Identifier;
  readonly path: ImportPath;
}

export interface LinkView {
  /** The function to call, as the linking module writes it. */
  readonly callee: CodeText;
  /** Members of the argument object. */
  readonly args: readonly (readonly [name: string, value: string])[];
  /** The interface of the arguments: texts that are put together have to be said to be of its types. */
  readonly argsType: CodeText;
  readonly import: ModuleImport | null;
  /** Functions of the runtime that the arguments call. */
  readonly uses: readonly string[];
  /** True where the arguments read the latest body. */
  readonly readsState: boolean;
}

/** The module specifier of one module of an entry point as another one imports it. */
export function relativeModule(from: string, to: string): ImportPath {
  const source = from.split("/").slice(0, -1);
  const target = to.split("/");
  let shared = 0;
  while (shared < source.length && shared < target.length - 1 && source[shared] === target[shared]) shared++;
  const up = source.length - shared;
  const steps = [...Array<string>(up).fill(".."), ...target.slice(shared)];
  return importPath(`${up === 0 ? "./" : ""}${steps.join("/")}.js`);
}

interface Source {
  readonly text: CodeText;
  readonly uses: readonly string[];
  readonly readsState: boolean;
}

/** The argument of that wire name; of several in different places the path's, since links are about resources. */
function argumentOf(names: OperationNames, wire: string): ArgumentName | undefined {
  const named = names.args.filter(({ parameter }) => parameter.name.wire === wire);
  return named.find(({ parameter }) => parameter.location === "path") ?? named[0];
}

/** The binding in a link's closure that holds the latest body. */
const state = identifier("state");

function sourceCode(source: ArgumentSource, names: OperationNames): Source {
  switch (source.kind) {
    case "parameter": {
      const argument = argumentOf(names, source.wire);
      const text = argument === undefined ? code`undefined` : member(identifier("args"), argument.name);
      return { text, uses: [], readsState: false };
    }
    case "field":
      return {
        text: code`field(${state}, ${source.path.map(literalCode).join(", ") as CodeText})`,
        uses: ["field"],
        readsState: true,
      };
    case "body":
      return {
        text: code`field(args.body, ${source.path.map(literalCode).join(", ") as CodeText})`,
        uses: ["field"],
        readsState: false,
      };
    case "segments": {
      const inner = sourceCode(source.of, names);
      const to = source.to === null ? code`` : code`, ${source.to}`;
      return {
        text: code`segments(${inner.text}, ${source.from}${to})`,
        uses: ["segments", ...inner.uses],
        readsState: inner.readsState,
      };
    }
    case "concat": {
      const parts = source.of.map((part): Source =>
        typeof part === "string"
          ? { text: stringLiteral(part) as string as CodeText, uses: [], readsState: false }
          : sourceCode(part, names),
      );
      return {
        text: parts.map((part) => part.text).join(" + ") as CodeText,
        uses: parts.flatMap((part) => part.uses),
        readsState: parts.some((part) => part.readsState),
      };
    }
  }
}

/** The argument object as code, wrapped where it stands. */
export function linkArguments(link: LinkView, place: Place): CodeText {
  if (link.args.length === 0) return code`{}`;
  const suffix = code` as ${link.argsType}`;
  return code`${objectCode(link.args, { ...place, after: place.after + suffix.length })}${suffix}`;
}

/** `(state, options) => callee(client, args, options)`; without the state where the arguments do not read it. */
export function linkClosure(link: LinkView, place: Place, first = link.readsState ? "state" : "_state"): CodeText {
  const parameters = `(${first}, options)`;
  const inline = linkArguments(link, { indent: 0, column: -Infinity, after: 0 });
  const code = arrowCode(parameters, link.callee, ["client", inline, "options"], place);
  // Behind the arrow, below it, and one argument a line: only then may the object itself have to be broken.
  const indent = place.indent + 4;
  const wrapped = linkArguments(link, { indent, column: indent, after: 1 });
  return code.includes(`(\n`) ? arrowCode(parameters, link.callee, ["client", wrapped, "options"], place) : code;
}

/** How one operation calls another; null where the other does not exist, which a check has reported. */
export function planLink(
  link: OperationLink,
  from: OperationNames,
  group: GroupNames,
  plan: NamePlan,
): LinkView | null {
  const target = plan.operations.get(link.operation);
  if (target === undefined) return null;
  const given = link.arguments.flatMap((argument) => {
    const found = argumentOf(target.names, argument.parameter);
    return found === undefined || !isArgument(found.parameter)
      ? []
      : [{ name: found.name, source: sourceCode(argument.from, from) }];
  });
  const same = target.group.module === group.module;
  const alias = identifier(target.group.module.replace(/\/([a-z_])/gi, (_, letter: string) => letter.toUpperCase()));
  const argsType = code`${same ? code`` : code`${alias}.`}${identifier(`${target.names.prefix}Args`)}`;
  return {
    callee: same ? code`${target.names.local}` : member(alias, target.names.exported),
    args: given.map(({ name, source }) => [propertyKey(name), source.text]),
    argsType,
    import: same ? null : { name: alias, path: relativeModule(group.module, target.group.module) },
    uses: given.flatMap(({ source }) => source.uses),
    readsState: given.some(({ source }) => source.readsState),
  };
}
