import type { ArgumentSource, LinkArgument, OperationLink } from "../../model/index.ts";
import type { Method } from "./methods.ts";
import { nodeOf, textOf, type Node } from "./node.ts";
import { encodingOf } from "./paths.ts";
import { parseNamePattern, type NamePattern } from "./resourceNames.ts";

function patternOf(method: Method, wire: string): NamePattern | null {
  const parameters = nodeOf(method.node, "parameters");
  const parameter: Node | null = parameters === null ? null : nodeOf(parameters, wire);
  return parameter === null ? null : parseNamePattern(textOf(parameter, "pattern"));
}

function parameter(wire: string): ArgumentSource {
  return { kind: "parameter", wire };
}

/** Arguments that a method's path takes over from the method that links, one of the same name each. */
export function sameParameters(from: Method, to: Method): OperationLink | null {
  const own = from.path.variables;
  const wanted = to.path.variables;
  if (!wanted.every((wire) => own.includes(wire) && samePattern(from, to, wire))) return null;
  return { operation: to.id, arguments: wanted.map((wire) => ({ parameter: wire, from: parameter(wire) })) };
}

/** Two parameters called `name` are the same thing only where they name the same kind of resource. */
function samePattern(from: Method, to: Method, wire: string): boolean {
  const a = patternOf(from, wire);
  const b = patternOf(to, wire);
  if (a === null || b === null) return true;
  return a.length === b.length && a.every((part, index) => part === b[index]);
}

/**
 * How a method that handles operations, or reads a resource, is called by the method that started it all: `identity`
 * gives the last piece, and every other variable of the path has to be a parameter of the start.
 *
 * Where the path is one resource name and the piece is only its end, the name is put together from the start of a name
 * that the starting method was called with. Null where nothing of this fits.
 */
export function linkByIdentity(
  from: Method,
  to: Method,
  identity: ArgumentSource,
  whole: boolean,
): OperationLink | null {
  const own = from.path.variables;
  const wanted = to.path.variables;
  const last = wanted.at(-1);
  if (last === undefined) return null;
  const others = wanted.slice(0, -1);
  if (!others.every((wire) => own.includes(wire))) return null;
  const source = whole ? identity : completeName(from, to, last, identity);
  if (source === null) return null;
  const shared = others.map((wire): LinkArgument => ({ parameter: wire, from: parameter(wire) }));
  return { operation: to.id, arguments: [...shared, { parameter: last, from: source }] };
}

function completeName(from: Method, to: Method, wire: string, identity: ArgumentSource): ArgumentSource | null {
  if (encodingOf(to.path, wire) !== "reserved") return identity;
  const wanted = patternOf(to, wire);
  if (wanted === null || wanted.length < 4 || wanted.at(-1) !== null || wanted.at(-2) === null) return null;
  const parent = wanted.slice(0, -2);
  for (const own of from.path.variables) {
    const pattern = patternOf(from, own);
    if (pattern === null || pattern.length < parent.length || !parent.every((part, index) => part === pattern[index]))
      continue;
    const source: ArgumentSource =
      pattern.length === parent.length
        ? parameter(own)
        : { kind: "segments", of: parameter(own), from: 0, to: parent.length };
    return { kind: "concat", of: [source, `/${wanted.at(-2) ?? ""}/`, identity] };
  }
  return null;
}
