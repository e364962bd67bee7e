import {
  makeName,
  noConstraints,
  type Encoding,
  type Parameter,
  type ParameterRole,
  type TypeRef,
} from "../../model/index.ts";
import { childLocation } from "../../source/document.ts";
import { behaviorOf } from "./behavior.ts";
import { compareText } from "../values.ts";
import { composeName, constraintsOf, declareEnum } from "./enums.ts";
import { bareName, idAt, referenceOf, referenceTo, type Context } from "./context.ts";
import type { Method } from "./methods.ts";
import { docsOf, entriesOf, flagOf, memberOf, reportUnknown, textOf, textsOf, type Entry, type Node } from "./node.ts";
import { encodingOf, type PathTemplate } from "./paths.ts";
import { templateType } from "./resourceNames.ts";
import { defaultOf, scalarOf } from "./scalars.ts";

const known: ReadonlySet<string> = new Set(
  (
    "$ref annotations default deprecated description enum enumDeprecated enumDescriptions format id location maximum " +
    "minimum pattern repeated required type"
  ).split(" "),
);

/** What the reader of one parameter is told beside the node. */
export interface ParameterUse {
  readonly wire: string;
  readonly location: "path" | "query";
  readonly encoding: Encoding;
  readonly role: ParameterRole;
  /** What an enum that is written at the parameter is called. */
  readonly path: readonly string[];
  /** The same, of which no other parameter has the like. */
  readonly fullPath: readonly string[];
}

function elementType(context: Context, node: Node, use: ParameterUse): TypeRef {
  const ref = referenceOf(node);
  if (ref !== null) return referenceTo(context, ref, childLocation(node.at, "$ref"));
  if (memberOf(node, "enum") !== undefined) return enumType(context, node, use);
  const scalar = scalarOf(node);
  if (scalar === null) {
    context.sink.report("discovery/unknown-type", node.at, `the type of the parameter ${use.wire} is not known`);
    return { kind: "unknown" };
  }
  const isPlainText = scalar.kind === "string" && scalar.format === null;
  return (isPlainText ? templateType(textOf(node, "pattern")) : null) ?? scalar;
}

/**
 * The enum at a parameter. Where one of the same short name exists, it is that one if the values are the same (projects
 * and folders have the same methods), else this one goes by all of its resources.
 */
function enumType(context: Context, node: Node, use: ParameterUse): TypeRef {
  const values = JSON.stringify(textsOf(node, "enum"));
  const key = bareName(use.path.join(""));
  const other = context.parameterEnums.get(key);
  if (other?.values === values) return { kind: "named", id: other.id };
  if (other === undefined) context.parameterEnums.set(key, { id: idAt(node.at), values });
  return declareEnum(context, node, composeName(context, other === undefined ? use.path : use.fullPath, "enum"));
}

export function readParameter(context: Context, node: Node, use: ParameterUse): Parameter {
  reportUnknown(node, known);
  const behavior = behaviorOf(textOf(node, "description"));
  const repeated = flagOf(node, "repeated");
  const element = elementType(context, node, use);
  return {
    name: makeName(use.wire),
    location: use.location,
    scope: "operation",
    role: use.role,
    type: repeated ? { kind: "array", items: element } : element,
    // "Required. Deprecated." says what it was before another parameter took its place.
    required: use.location === "path" || flagOf(node, "required") || (behavior.required && !flagOf(node, "deprecated")),
    constant: undefined,
    default: defaultOf(node),
    encoding: use.encoding,
    list: listStyle(repeated, use.location),
    object: null,
    headerPrefix: null,
    constraints: { ...noConstraints, ...constraintsOf(node) },
    group: null,
    docs: docsOf(node),
    deprecated: flagOf(node, "deprecated") || behavior.deprecated,
    at: node.at,
  };
}

/** Repeated parameters of a query repeat their name; in a path RFC 6570 joins them with commas. */
function listStyle(repeated: boolean, location: "path" | "query"): Parameter["list"] {
  if (!repeated) return null;
  return location === "query" ? "multi" : "csv";
}

function roleOf({ key, node }: Entry): ParameterRole {
  const type = textOf(node, "type");
  if (key === "requestId" && type === "string") return "requestId";
  return key === "updateMask" && textOf(node, "format") === "google-fieldmask" ? "fieldMask" : "plain";
}

/** Resources that only say where something is: an enum's name does without them. */
const places: ReadonlySet<string> = new Set(
  "billingAccounts folders global locations organizations projects regions zones".split(" "),
);

/** The words that an enum of a method's parameter is called by: its resources, the method, the parameter. */
export function enumPath(method: Method, wire: string): readonly string[] {
  const groups = method.groups.filter((name, index) => !places.has(name) || index === method.groups.length - 1);
  return [...groups, method.name, wire];
}

function useOf(method: Method, wire: string): Pick<ParameterUse, "fullPath" | "path" | "wire"> {
  return { wire, path: enumPath(method, wire), fullPath: [...method.groups, method.name, wire] };
}

/** Where a parameter belongs in the order: those of the path as the path has them, then as `parameterOrder` says. */
function rank(wire: string, path: PathTemplate, order: readonly string[]): number {
  const inPath = path.variables.indexOf(wire);
  if (inPath >= 0) return inPath;
  const inOrder = order.indexOf(wire);
  return path.variables.length + (inOrder >= 0 ? inOrder : order.length);
}

/** The method's own parameters: those of the path, the required ones, the others by name. */
export function readParameters(context: Context, method: Method): readonly Parameter[] {
  const { path } = method;
  const order = textsOf(method.node, "parameterOrder");
  const entries = entriesOf(method.node, "parameters");
  const declared = entries.flatMap((entry) => readEntry(context, method, entry) ?? []);
  const missing = path.variables
    .filter((wire) => !declared.some((parameter) => parameter.location === "path" && parameter.name.wire === wire))
    .map((wire) => undeclared(context, method, wire));
  return [...declared, ...missing].sort(
    (a, b) => rank(a.name.wire, path, order) - rank(b.name.wire, path, order) || compareText(a.name.wire, b.name.wire),
  );
}

function readEntry(context: Context, method: Method, entry: Entry): Parameter | null {
  const { key: wire, node } = entry;
  const location = textOf(node, "location") ?? "query";
  const encoding = encodingOf(method.path, wire);
  if (location !== "path" && location !== "query") {
    context.sink.report("discovery/parameter-location", node.at, `${wire} of ${method.id} is in "${location}"`);
    return null;
  }
  if (location === "path" && encoding === null) {
    context.sink.report("discovery/parameter-not-in-path", node.at, `the path of ${method.id} has no {${wire}}`);
    return null;
  }
  const use = { ...useOf(method, wire), role: roleOf(entry) };
  return readParameter(context, node, {
    ...use,
    location,
    encoding: location === "path" ? (encoding ?? "component") : "component",
  });
}

/** A variable of the path that the document does not describe: any text. */
function undeclared(context: Context, method: Method, wire: string): Parameter {
  const at = childLocation(method.node.at, "path");
  context.sink.report("discovery/parameter-not-declared", at, `{${wire}} of ${method.id} is not declared`);
  const node: Node = { value: { type: "string" }, at, sink: context.sink };
  const encoding = encodingOf(method.path, wire) ?? "component";
  return readParameter(context, node, { ...useOf(method, wire), location: "path", encoding, role: "plain" });
}
