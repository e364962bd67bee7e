import { splitWords, type Content, type Model, type Operation, type TypeRef, type Xml } from "../model/index.ts";
import { allocator } from "./allocator.ts";
import type { Declarations } from "./bindings.ts";
import { pascalCase } from "./casing.ts";
import { entryPlace } from "./entries.ts";
import { delimited } from "./layout.ts";
import { isDescribed, readAs, successes, wanted } from "./reading.ts";
import { code, identifier, objectKey, stringLiteral, type CodeText, type Identifier } from "./text.ts";
import type { TypeContext } from "./typeText.ts";
import { lineage } from "./unions.ts";
import { expand, propertyEntry, propertyLiteral, useMembers, type Literal, type XmlNames } from "./xmlUses.ts";

/** A constant that describes how something is written in XML. */
export interface XmlConstant {
  readonly name: Identifier;
  readonly type: Identifier;
  readonly value: CodeText;
}

/** The module of an entry point that describes its XML. */
export interface XmlView {
  /** `{ XmlDocument, … }`: types of the runtime. */
  readonly types: CodeText;
  readonly constants: readonly XmlConstant[];
}

type XmlContent = Extract<Content, { readonly kind: "xml" }>;

/** What request literals say of XML; gathers what they refer to. */
export interface XmlPlan {
  /** `xml.encode(…)`. */
  encode(content: XmlContent): CodeText;
  /** `xml.decode(…)`; null for an operation whose answers and errors are no XML. */
  decode(operation: Operation): CodeText | null;
  /** Null where nothing has been asked for. */
  view(): XmlView | null;
}

/** The members that a model, or one that it extends, declares: of a base first, the nearest declaration of each. */
function propertiesOf(model: Model, names: XmlNames): Literal {
  const found = new Map<string, readonly [string, Literal]>();
  for (const ancestor of lineage(model, names.declarations).toReversed()) {
    for (const property of ancestor.properties) found.set(property.name.wire, propertyEntry(property, names));
  }
  return [...found.values()];
}

const text = (value: string): CodeText => stringLiteral(value) as string as CodeText;

const memberIf = (key: string, value: string | null | undefined): readonly (readonly [string, Literal])[] =>
  value === null || value === undefined ? [] : [[key, text(value)]];

function modelMembers(model: Model, names: XmlNames): readonly (readonly [string, Literal])[] {
  const additional = lineage(model, names.declarations).find((ancestor) => ancestor.additional !== null)?.additional;
  const variants = (model.discriminator?.variants ?? []).flatMap(
    ({ value, id }): readonly (readonly [string, Literal])[] => {
      const name = id === model.id ? null : names.modelName(id);
      return name === null ? [] : [[objectKey(value), code`() => ${name}`]];
    },
  );
  const property = text(model.discriminator?.property ?? "");
  return [
    ...memberIf("name", model.xml?.name),
    ...memberIf("prefix", model.xml?.prefix),
    ...memberIf("namespace", model.xml?.namespace),
    ["properties", propertiesOf(model, names)],
    ...(additional === null || additional === undefined || additional.kind === "unknown"
      ? []
      : [["additional", propertyLiteral({ type: additional, xml: null }, "", names)] as const]),
    ...(variants.length === 0
      ? []
      : [
          [
            "variants",
            [
              ["property", property],
              // Of two with one value, the first: values are keys.
              ["of", [...new Map(variants.toReversed()).entries()].toReversed()],
            ],
          ] as const,
        ]),
  ];
}

/** Names that the module itself uses. */
const moduleNames = ["ParseXml", "XmlDocument", "XmlModel", "XmlUse", "decode", "decoder", "encode", "parseXml"];

const sameElement = (a: Xml, b: Xml | null): boolean =>
  a.name === b?.name && a.prefix === b.prefix && a.namespace === b.namespace;

/** The body of errors that an operation says nothing of. */
function fallbackError(type: TypeRef | null, declarations: Declarations): readonly Content[] {
  const declared = type?.kind === "named" ? declarations.get(type.id) : undefined;
  return type === null || declared?.kind !== "model" || declared.xml === null
    ? []
    : [{ kind: "xml", mediaType: "", type, xml: declared.xml }];
}

function speaksXml({ body, responses }: Operation): boolean {
  const contents = [...(body?.contents ?? []), ...responses.flatMap((response) => response.contents)];
  return contents.some(({ kind }) => kind === "xml");
}

/** What is described so far. */
interface Gathered {
  readonly context: TypeContext;
  /** Hands out names of constants. */
  readonly allocate: (wanted: string) => string;
  readonly models: Map<string, { readonly name: Identifier; readonly model: Model }>;
  /** By their descriptions. */
  readonly documents: Map<string, XmlConstant>;
  readonly names: XmlNames;
}

const wantedName = (id: string, context: TypeContext): string => context.names.types.get(id)?.name ?? "Value";

function gather(context: TypeContext): Gathered {
  const { declarations } = context;
  const allocate = allocator(moduleNames);
  const models: Gathered["models"] = new Map();
  const modelName = (id: string): Identifier | null => {
    const model = declarations.get(id);
    if (model?.kind !== "model") return null;
    const known = models.get(id) ?? { name: identifier(allocate(wantedName(id, context))), model };
    models.set(id, known);
    return known.name;
  };
  return { context, allocate, models, documents: new Map(), names: { declarations, modelName } };
}

/** The constant of a document: its model's, where it is called as that is. */
function documentName({ type, xml }: XmlContent, gathered: Gathered): Identifier {
  const { context, allocate, documents, names } = gathered;
  const own = xml as Xml;
  const declared = type.kind === "named" ? context.declarations.get(type.id) : undefined;
  if (declared?.kind === "model" && sameElement(own, declared.xml)) {
    const name = names.modelName(declared.id);
    if (name !== null) return name;
  }
  const value = expand(useMembers({ type, xml: { ...own, wrapped: false } }, null, true, names), 0) as CodeText;
  const known = documents.get(value);
  if (known !== undefined) return known.name;
  const wanted =
    declared?.kind === "alias" ? wantedName(declared.id, context) : `${pascalCase(splitWords(own.name))}Document`;
  const constant = { name: identifier(allocate(wanted)), type: identifier("XmlUse"), value };
  documents.set(value, constant);
  return constant.name;
}

/** In the order of the declarations. Describing a model may bring in others. */
function modelConstants({ context, models, names }: Gathered): readonly XmlConstant[] {
  const done = new Map<string, XmlConstant>();
  for (const [id, { name, model }] of models) {
    done.set(id, { name, type: identifier("XmlModel"), value: expand(modelMembers(model, names), 0) as CodeText });
  }
  return [...context.declarations.keys()].flatMap((id) => done.get(id) ?? []);
}

export function createXmlPlan(context: TypeContext, errorType: TypeRef | null): XmlPlan {
  const gathered = gather(context);
  const list = (contents: readonly Content[]): readonly CodeText[] => {
    const described = contents.filter(isDescribed).map((content) => documentName(content as XmlContent, gathered));
    return [...new Set(described)].map((name) => code`xml.${name}`);
  };
  return {
    encode: (content) => code`xml.encode(xml.${documentName(content, gathered)})`,
    decode(operation) {
      const as = readAs(operation);
      const answers = as === "json" ? list(successes(operation).flatMap((response) => wanted(response, as))) : [];
      const failed = operation.responses.filter(({ role }) => role === "error");
      // What answers to every other status says most of an error that is called differently.
      const declared = failed.toReversed().flatMap(({ contents }) => contents.slice(0, 1));
      const silent = failed.length === 0 && speaksXml(operation);
      const errors = list(silent ? fallbackError(errorType, context.declarations) : declared);
      return answers.length === 0 && errors.length === 0 ? null : decodeCode(answers, errors);
    },
    view() {
      const constants = [...modelConstants(gathered), ...gathered.documents.values()];
      if (constants.length === 0) return null;
      const types = ["XmlDocument", ...new Set(constants.map(({ type }) => type))];
      return { types: code`{ ${types.toSorted().join(", ") as CodeText} }`, constants };
    },
  };
}

const one = (items: readonly CodeText[]): CodeText =>
  items.length === 1 && items[0] !== undefined ? items[0] : code`[${items.join(", ") as CodeText}]`;

function decodeCode(answers: readonly CodeText[], errors: readonly CodeText[]): CodeText {
  const parts = errors.length === 0 ? [one(answers)] : [one(answers), one(errors)];
  return delimited("xml.decode(", parts, ")", entryPlace("decode")) as CodeText;
}
