import { argumentError } from "../errors.js";
import { documentUse, targetOf, useOf, variantOf, type XmlDocument, type XmlModel, type XmlUse } from "./types.js";

/** Addresses of the namespaces that are declared, by prefix. */
type Scope = Readonly<Record<string, string>>;

/** A tag or attribute under construction. */
interface Named {
  readonly name: string;
  /** Declarations that it needs, as attributes. */
  readonly declared: string;
  readonly scope: Scope;
}

const entities: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };

/** Characters that no XML document may hold (XML 1.0, 2.2), and halves of characters. */
const forbidden = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Names as they may start and go on, but for rare letters (XML 1.0, 2.3). */
const nameLike = /^[\p{L}_][\p{L}\p{M}\p{N}._·-]*$/u;

/** Text of an element or attribute. White space that a parser would change is written as references. */
function escaped(name: string, value: unknown, changed: RegExp): string {
  const text = value === Infinity ? "INF" : value === -Infinity ? "-INF" : String(value);
  if (typeof value === "object" || forbidden.test(text)) throw argumentError(name, "xml");
  return text.replace(changed, (character) => entities[character] ?? `&#${character.charCodeAt(0)};`);
}

const inText = /[<>&\r]/g;
const inAttribute = /[<>&"\r\n\t]/g;

function named(use: XmlUse, fallback: string, scope: Scope): Named {
  const { name = fallback, prefix = "", namespace } = use;
  if (!nameLike.test(name) || !nameLike.test(prefix || name)) throw argumentError(name, "xml");
  const written = prefix ? `${prefix}:${name}` : name;
  // A prefix without an address was declared further out, or is one that XML knows by itself. An attribute without
  // a prefix belongs to no namespace.
  if (namespace === undefined || scope[prefix] === namespace || (use.attribute && !prefix))
    return { name: written, declared: "", scope };
  const declared = ` xmlns${prefix && `:${prefix}`}="${escaped(name, namespace, inAttribute)}"`;
  return { name: written, declared, scope: { ...scope, [prefix]: namespace } };
}

function element(use: XmlUse, fallback: string, value: unknown, outer: Scope, isRoot = false): string {
  const { items } = use;
  const own = use.name ?? fallback;
  if (items && !use.wrapped && !isRoot) return listed(items, own, value, outer);
  const tag = named(use, fallback, outer);
  const target = targetOf(use);
  const inner = items
    ? { attributes: "", content: listed(items, own, value, tag.scope) }
    : typeof target === "object"
      ? members(target, value, tag.scope)
      : { attributes: "", content: target === "any" ? anything(own, value, tag.scope) : escaped(own, value, inText) };
  const head = tag.name + tag.declared + inner.attributes;
  return inner.content ? `<${head}>${inner.content}</${tag.name}>` : `<${head}/>`;
}

/** The items of a list one after the other. One that is missing is an empty element, so that the others keep their places. */
function listed(items: XmlUse, name: string, value: unknown, scope: Scope): string {
  if (!Array.isArray(value)) throw argumentError(name, "xml");
  return value.map((item: unknown) => element(items, name, item ?? "", scope)).join("");
}

/** What nothing is known of: lists repeat their element, objects have an element for each property. */
function anything(name: string, value: unknown, scope: Scope): string {
  return typeof value === "object" && value ? members({}, value, scope).content : escaped(name, value ?? "", inText);
}

function members(
  model: XmlModel,
  value: unknown,
  outer: Scope,
): { readonly attributes: string; readonly content: string } {
  const fields = Object(value) as Readonly<Record<string, unknown>>;
  const { properties = {}, additional = "any" } = variantOf(model, (property) => fields[property]);
  let attributes = "";
  let content = "";
  let scope = outer;
  const further = Object.keys(fields).filter((key) => !Object.hasOwn(properties, key));
  for (const key of [...Object.keys(properties), ...further]) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const use = useOf(Object.hasOwn(properties, key) ? (properties[key] ?? "any") : additional);
    if (field == null) continue;
    if (use.attribute) {
      const attribute = named(use, key, scope);
      scope = attribute.scope;
      attributes += `${attribute.declared} ${attribute.name}="${escaped(key, field, inAttribute)}"`;
    } else if (use.text) content += escaped(key, field, inText);
    else if (targetOf(use) === "any" && Array.isArray(field)) content += listed({ of: "any" }, key, field, scope);
    else content += element(use, key, field, scope);
  }
  return { attributes, content };
}

/**
 * Writes bodies as XML. An absent body is no document; what XML cannot hold, such as control characters, is an
 * `ArgumentError`.
 */
export function encode(document: XmlDocument): (body: unknown) => string | undefined {
  const use = documentUse(document);
  return (body) =>
    body === undefined ? undefined : `<?xml version="1.0" encoding="UTF-8"?>${element(use, "root", body, {}, true)}`;
}
