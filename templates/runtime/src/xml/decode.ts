import {
  documentUse,
  targetOf,
  useOf,
  variantOf,
  type ParseXml,
  type XmlDocument,
  type XmlModel,
  type XmlNode,
  type XmlScalar,
  type XmlUse,
} from "./types.js";

/** The part of a qualified name behind its prefix. */
const localName = (name: string = ""): string => name.slice(name.indexOf(":") + 1);

const elementsOf = (node: XmlNode): readonly XmlNode[] =>
  (node.children ?? []).filter(({ type }) => type === "element");

const textOf = (node: XmlNode): string =>
  (node.children ?? []).map(({ type, text }) => (type === "text" || type === "cdata" ? text : "")).join("");

/** The address that a prefix, or its absence, stands for at a node. */
function namespaceAt(node: XmlNode | null | undefined, name: string = ""): string | undefined {
  const colon = name.indexOf(":");
  const key = colon < 0 ? "xmlns" : `xmlns:${name.slice(0, colon)}`;
  for (let at = node; at; at = at.parent) if (at.attributes?.[key] !== undefined) return at.attributes[key];
  return undefined;
}

/** Of nodes or attributes with the same local name those of the namespace that is asked for, if there are any. */
function preferred<T>(
  found: readonly T[],
  { namespace }: XmlUse,
  namespaceOf: (item: T) => string | undefined,
): readonly T[] {
  if (namespace === undefined || found.length < 2) return found;
  const own = found.filter((item) => namespaceOf(item) === namespace);
  return own.length > 0 ? own : found;
}

function attributeOf(node: XmlNode, use: XmlUse, name: string): string | undefined {
  const attributes = node.attributes ?? {};
  const names = Object.keys(attributes).filter((key) => localName(key) === name && !/^xmlns(:|$)/.test(key));
  const [first] = preferred(names, use, (key) => (key.includes(":") ? namespaceAt(node, key) : undefined));
  return first === undefined ? undefined : attributes[first];
}

/** Reads text as what is declared; what is no such thing stays text, as it would in JSON. Nothing is no number. */
function scalar(kind: XmlScalar, text: string): unknown {
  const trimmed = text.trim();
  if (kind === "boolean") {
    return trimmed ? (/^(true|1)$/.test(trimmed) ? true : /^(false|0)$/.test(trimmed) ? false : text) : undefined;
  }
  if (kind !== "number") return text;
  const value = Number(trimmed.replace(/^(-?)INF$/, "$1Infinity"));
  return trimmed ? (Number.isNaN(value) && trimmed !== "NaN" ? text : value) : undefined;
}

function read(use: XmlUse, node: XmlNode): unknown {
  // XML Schema's null.
  if (Object.entries(node.attributes ?? {}).some(([name, value]) => name.endsWith(":nil") && /^(true|1)$/.test(value)))
    return null;
  const { items } = use;
  if (items) return elementsOf(node).map((child) => read(items, child));
  const target = targetOf(use);
  if (typeof target === "object") return members(target, node);
  return target === "any" && elementsOf(node).length > 0 ? members({}, node) : scalar(target, textOf(node));
}

function groupsOf(node: XmlNode): Map<string, XmlNode[]> {
  const groups = new Map<string, XmlNode[]>();
  for (const child of elementsOf(node)) {
    const name = localName(child.name);
    const known = groups.get(name);
    if (known) known.push(child);
    else groups.set(name, [child]);
  }
  return groups;
}

/** One property of a model, from what its element holds. */
function property(use: XmlUse, key: string, node: XmlNode, groups: Map<string, readonly XmlNode[]>): unknown {
  const { items, name = key } = use;
  if (use.attribute) {
    const text = attributeOf(node, use, name);
    return text === undefined ? undefined : scalar(targetOf(use) as XmlScalar, text);
  }
  if (use.text) return scalar(targetOf(use) as XmlScalar, textOf(node));
  const each = items && !use.wrapped ? items : use;
  const found = preferred(groups.get(each.name ?? name) ?? [], each, (child) => namespaceAt(child, child.name));
  if (items && !use.wrapped) return found[0] || use.required ? found.map((child) => read(items, child)) : undefined;
  return found[0] ? read(use, found[0]) : items && use.required ? [] : undefined;
}

function members(base: XmlModel, node: XmlNode): object {
  const groups = groupsOf(node);
  const tagUse = useOf(base.properties?.[base.variants?.property ?? ""] ?? "string");
  const model = variantOf(base, (name) => property(tagUse, name, node, groups));
  const { properties = {}, additional = "any" } = model;
  const entries: [key: string, value: unknown][] = [];
  const declared = new Set<string>();
  for (const key of Object.keys(properties)) {
    const use = useOf(properties[key] ?? "any");
    const value = property(use, key, node, groups);
    if (value !== undefined) entries.push([key, value]);
    declared.add(key);
    if (!use.attribute && !use.text) declared.add((use.wrapped ? undefined : use.items?.name) ?? use.name ?? key);
  }
  const further = useOf(additional);
  for (const [key, found] of groups) {
    if (declared.has(key)) continue;
    const repeats = found.length > 1 && targetOf(further) === "any" && !further.items;
    const value = repeats
      ? found.map((child) => read(further, child))
      : property({ ...further, name: key }, key, node, groups);
    if (value !== undefined) entries.push([key, value]);
  }
  // Names are the service's: `__proto__` becomes a property like any other.
  return Object.fromEntries(entries);
}

/**
 * What the runtime looks for in errors, under the names that it knows. They do not show: the body is what the service
 * sent.
 */
function withNames(body: unknown): unknown {
  for (const [name, own] of [
    ["code", "Code"],
    ["message", "Message"],
  ] as const) {
    const value = Object(body) as Readonly<Record<string, unknown>>;
    if (value[own] !== undefined && value[name] === undefined) Object.defineProperty(body, name, { value: value[own] });
  }
  return body;
}

/** The document that is named as the element is, else the first. */
function expected(documents: XmlDocument | readonly XmlDocument[], root: XmlNode): XmlUse {
  const uses = [documents].flat().map(documentUse);
  return uses.find(({ name }) => name === localName(root.name)) ?? uses[0] ?? { of: "any" };
}

/**
 * Reads bodies: what an operation answers with, and its errors. Elements that are not declared are kept, as they are in
 * JSON. A document type is refused, so that no entities can be defined. What does not start as XML is read as JSON,
 * since some services answer so with errors.
 *
 * What is returned throws where a body is neither.
 */
export const decoder =
  (parse: ParseXml, answers: XmlDocument | readonly XmlDocument[], errors: XmlDocument | readonly XmlDocument[] = []) =>
  (text: string, isError: boolean): unknown => {
    if (!/^\s*</.test(text)) return JSON.parse(text);
    const { children = [] } = parse(text.trimStart(), { preserveDocumentType: true });
    const root = children.find(({ type }) => type === "element");
    if (!root || children.some(({ type }) => type === "doctype")) throw new SyntaxError("XML with a document type");
    const value = read(expected(isError ? errors : answers, root), root);
    return isError ? withNames(value) : value;
  };
