import {
  makeName,
  makeParameter,
  type Encoding,
  type Location,
  type Parameter,
  type PathSegment,
} from "../../model/index.ts";
import type { Reader } from "./reader.ts";
import { parseTemplate } from "./templates.ts";

/** A path whose every placeholder is a parameter. */
export interface FilledPath {
  readonly segments: readonly PathSegment[];
  readonly parameters: readonly Parameter[];
}

/** What RFC 6570 and gateways put around a name: `{+rest}`, `{rest*}`, `{proxy+}`, `{;color}`. */
const marks = /^[+/;?.&#]|[*+]$/g;

/**
 * A path with its parameters. A placeholder that no parameter has to the letter is that of the same name but for marks
 * or case, as far as no other placeholder is; else nothing is known of it, and it is taken for a required text.
 */
export function fillPath(reader: Reader, path: string, parameters: readonly Parameter[], at: Location): FilledPath {
  const inPath = new Map(
    parameters.filter(({ location }) => location === "path").map((parameter) => [parameter.name.wire, parameter]),
  );
  const template = parseTemplate(path, () => "component");
  const names = template.flatMap((segment) => (segment.kind === "parameter" ? [segment.wire] : []));
  const left = [...inPath.keys()].filter((wire) => !names.includes(wire));
  const added = new Map<string, Parameter>();
  const segments = template.map((segment): PathSegment => {
    if (segment.kind === "text") return segment;
    const { wire } = segment;
    const known = inPath.get(wire) ?? added.get(wire);
    if (known !== undefined) return { ...segment, encoding: known.encoding };
    const bare = wire.replace(marks, "");
    const other = left.find((name) => name.toLowerCase() === bare.toLowerCase());
    if (other !== bare) {
      const meaning = other === undefined ? "a text" : `"${other}"`;
      reader.sink.report("parameter/not-declared", at, `No parameter is called "${wire}"; it is taken for ${meaning}`);
    }
    const found = other === undefined ? undeclared(wire, bare, "path", at) : inPath.get(other);
    if (other === undefined && found !== undefined) added.set(wire, found);
    const encoding: Encoding = /[*+]/.test(wire) ? "reserved" : (found?.encoding ?? "component");
    return { kind: "parameter", wire: found?.name.wire ?? wire, encoding };
  });
  return { segments, parameters: added.size === 0 ? parameters : [...added.values(), ...parameters] };
}

/** A parameter of which nothing is known but that it is needed. */
export function undeclared(wire: string, spoken: string, location: "path" | "host", at: Location): Parameter {
  return makeParameter({
    name: makeName(wire, spoken),
    location,
    scope: location === "host" ? "client" : "operation",
    type: { kind: "string", format: null },
    at,
  });
}
