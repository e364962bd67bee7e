/** What an element without structure, or an attribute, holds. `any` is text, or whatever elements are found. */
export type XmlScalar = "string" | "number" | "boolean" | "any";

/** How a value is written in the place where it stands: OpenAPI's `xml` object, worked out. */
export interface XmlUse {
  /** Of the element or attribute. Default: the property's. */
  readonly name?: string;
  readonly prefix?: string;
  readonly namespace?: string;
  /** Stands in the start tag of the element around it. */
  readonly attribute?: true;
  /** Is the text of the element around it. */
  readonly text?: true;
  /** The value is a list; this is how each item is written. Without a name of its own an item has the list's. */
  readonly items?: XmlUse;
  /** The items stand in an element of their own. Always so for a list that is a whole document. */
  readonly wrapped?: true;
  /** A list that is there even if no item is. */
  readonly required?: true;
  /** What a value is that is no list. Default: `string`. */
  readonly of?: XmlScalar | XmlModel | (() => XmlModel);
}

/** A property: in full, or only what it is. */
export type XmlProperty = XmlUse | XmlScalar | (() => XmlModel);

/** How the properties of an object are written. Generated for every model that travels as XML. */
export interface XmlModel {
  /** Of its element where it is a document, with prefix and namespace. */
  readonly name?: string;
  readonly prefix?: string;
  readonly namespace?: string;
  readonly properties?: Readonly<Record<string, XmlProperty>>;
  /** What further elements hold, by their names. Default: `any`. */
  readonly additional?: XmlProperty;
  /** Models that are told apart by the value of a property. */
  readonly variants?: {
    readonly property: string;
    readonly of: Readonly<Record<string, () => XmlModel>>;
  };
}

/** A whole document: a model under its own name, or what else it is. */
export type XmlDocument = XmlModel | XmlUse;

/** What is used of a tree of nodes. */
export interface XmlNode {
  /** `element`, `text`, `cdata`, `doctype`; others are passed over. */
  readonly type: string;
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly XmlNode[];
  readonly text?: string;
  readonly parent?: XmlNode | null;
}

/**
 * Makes a tree of a document, or throws where it is not well-formed or refers to an entity that XML does not define.
 * `@rgrove/parse-xml` is one.
 */
export type ParseXml = (text: string, options: { readonly preserveDocumentType: true }) => XmlNode;

export const useOf = (property: XmlProperty): XmlUse => (typeof property === "object" ? property : { of: property });

export function documentUse(document: XmlDocument): XmlUse {
  if (!("properties" in document)) return document as XmlUse;
  const { name = "root", prefix = "", namespace } = document;
  return { name, prefix, of: document, ...(namespace === undefined ? {} : { namespace }) };
}

/** The model of a value or element, given what it has as the property that tells variants apart. */
export function variantOf(model: XmlModel, valueOf: (property: string) => unknown): XmlModel {
  const { property, of } = model.variants ?? { property: "", of: {} };
  const tag = String(valueOf(property));
  return Object.hasOwn(of, tag) ? (of[tag]?.() ?? model) : model;
}

/** What a use is of: a scalar's name, or a model. */
export const targetOf = ({ of = "string" }: XmlUse): XmlScalar | XmlModel => (typeof of === "function" ? of() : of);
