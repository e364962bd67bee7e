/**
 * Text that may stand in an output file. Specs are hostile input, so a plain string never reaches a template: each kind
 * of position has a brand, and this file holds the only constructors. A brand says where the text may stand, and that
 * it has been made safe for that place.
 */
declare const brand: unique symbol;
type Branded<Kind extends string> = string & { readonly [brand]: Kind };

/** A name that TypeScript accepts for a binding or, unquoted, for a property. */
export type Identifier = Branded<"Identifier">;
/** A property's name, quoted where it has to be. */
export type PropertyKey = Branded<"PropertyKey">;
/** A quoted string literal. */
export type StringLiteral = Branded<"StringLiteral">;
/** A type expression. */
export type TypeText = Branded<"TypeText">;
/** An expression or a part of one. */
export type CodeText = Branded<"CodeText">;
/** One line inside a documentation comment. */
export type DocLine = Branded<"DocLine">;
/** A whole documentation comment, marks and all, for the indentation that it was made for. */
export type DocText = Branded<"DocText">;
/** The module specifier of an import, without quotes. */
export type ImportPath = Branded<"ImportPath">;
/** Text inside Markdown prose. */
export type MarkdownText = Branded<"MarkdownText">;
/** A JSON value. */
export type JsonText = Branded<"JsonText">;

/** Letters that every version of TypeScript and of Prettier knows for letters: Latin, Greek, Cyrillic, kana, Han, Hangul. */
const letters =
  "\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0391-\\u03a1\\u03a3-\\u03ce\\u0400-\\u0481\\u048a-\\u04ff" +
  "\\u3041-\\u3096\\u30a1-\\u30fa\\u4e00-\\u9fa5\\uac00-\\ud7a3";
const identifierPattern = new RegExp(`^[A-Za-z_$${letters}][A-Za-z0-9_$${letters}]*$`);
const identifierPart = new RegExp(`^[A-Za-z0-9_$${letters}]$`);

/** What some version of Unicode has as an identifier. */
const someIdentifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** Characters that could end a line, hide text or reorder it for a reader: line ends, C0/C1, bidi, zero width, BOM. */
const invisible =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]/g;

/** Two halves of one character are none of those. */
const pairOrInvisible = new RegExp(`[\\ud800-\\udbff][\\udc00-\\udfff]|${invisible.source}`, "g");

/** What makes a string literal, or a line of a comment, more than its text: most texts have none of it. */
const inLiterals = new RegExp(`["'\\\\]|${invisible.source}`);
const inLines = new RegExp(`\\*/|\\s$|${invisible.source}`);

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Whether a character may stand in an identifier. */
export function isIdentifierPart(character: string): boolean {
  return identifierPart.test(character);
}

/** Whether the text may stand as a name in code, reserved words aside. */
export function isIdentifier(text: string): boolean {
  return identifierPattern.test(text);
}

/** Checks that the text is an identifier; plan code composes identifiers from words, so a failure is our own defect. */
export function identifier(text: string): Identifier {
  if (!identifierPattern.test(text)) throw new TypeError(`not an identifier: ${JSON.stringify(text)}`);
  return text as Identifier;
}

/** A literal with the quotes that Prettier would choose: double, unless that needs more escapes than single. */
export function stringLiteral(text: string): StringLiteral {
  if (!inLiterals.test(text)) return `"${text}"` as StringLiteral;
  const doubles = text.split('"').length - 1;
  const singles = text.split("'").length - 1;
  const quote = doubles > singles ? "'" : '"';
  const escaped = text
    .replace(/\\/g, "\\\\")
    .replaceAll(quote, `\\${quote}`)
    .replace(/\n/g, "\\n")
    .replace(/\r/g, "\\r")
    .replace(/\t/g, "\\t")
    .replace(pairOrInvisible, (c) => (c.length === 2 ? c : unicodeEscape(c)));
  return `${quote}${escaped}${quote}` as StringLiteral;
}

/**
 * Quoted where it has to be. Prettier takes the quotes off some names, by an old version of Unicode; what only a newer
 * one calls a letter is written as an escape, which it leaves alone.
 */
export function propertyKey(name: string): PropertyKey {
  if (identifierPattern.test(name)) return name as PropertyKey;
  const text = stringLiteral(name);
  return (someIdentifier.test(name) ? text.replace(/[^ -~]/g, unicodeEscape) : text) as PropertyKey;
}

/** As `propertyKey`, in an object literal, where `__proto__` would set the prototype. */
export function objectKey(name: string): PropertyKey {
  return (name === "__proto__" ? `["__proto__"]` : propertyKey(name)) as PropertyKey;
}

/** Reads a property: `args.name` or `args["odd name"]`. */
export function member(object: Identifier | CodeText, name: string): CodeText {
  return (identifierPattern.test(name) ? `${object}.${name}` : `${object}[${stringLiteral(name)}]`) as CodeText;
}

/** A template-literal type such as `projects/${string}`. */
export function templateType(texts: readonly string[]): TypeText {
  const escape = (text: string): string =>
    text.replace(/[\\`]/g, "\\$&").replace(/\$\{/g, "\\${").replace(invisible, unicodeEscape);
  return `\`${texts.map(escape).join("${string}")}\`` as TypeText;
}

/** One line of a comment: cannot end the comment, start a tag by accident, or hide anything. */
export function docLine(text: string): DocLine {
  if (!inLines.test(text)) return text as DocLine;
  return text
    .replace(invisible, (c) => (/\s/.test(c) ? " " : ""))
    .replace(/\*\//g, "*\\/")
    .replace(/\s+$/, "") as DocLine;
}

/** Lines as a comment: short ones on the line of its marks. */
export function docComment(lines: readonly DocLine[], indent: number): DocText {
  const pad = " ".repeat(indent);
  const [only] = lines;
  if (lines.length === 1 && only !== undefined && indent + only.length + 7 <= 120) return `/** ${only} */` as DocText;
  return `/**\n${lines.map((line) => (line === "" ? `${pad} *\n` : `${pad} * ${line}\n`)).join("")}${pad} */` as DocText;
}

/** Prose that is one line and the same in a comment, as most is: {@link docProse} of it, in a tenth of the time. Else null. */
export function plainProse(text: string): DocLine | null {
  return /^[\w.,:;()'"`/+=-]+(?: [\w.,:;()'"`/+=-]+)*$/.test(text) ? (text as DocLine) : null;
}

/** Prose for a comment: TSDoc would read braces and at-signs as markup. Text between backticks is left alone. */
export function docProse(text: string): DocLine {
  if (!/[{}@]/.test(text)) return docLine(text);
  return docLine(
    text
      .split(/(`[^`]*`)/)
      .map((part, index) => (index % 2 === 1 ? part : part.replace(/[{}@]/g, "\\$&")))
      .join(""),
  );
}

/** A code span for a comment or Markdown. */
export function docCode(text: string): string {
  const clean = text.replace(/`/g, "'").replace(invisible, " ");
  return `\`${clean}\``;
}

/** A web address that may stand in a comment or Markdown; null for what is none. */
export function docUrl(text: string): string | null {
  if (!/^https?:\/\/[^\s<>"'`{}|\\^()*]+$/.test(text)) return null;
  try {
    return new URL(text).href;
  } catch {
    return null;
  }
}

export function markdownText(text: string): MarkdownText {
  return text
    .replace(invisible, " ")
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>#|]/g, "\\$&") as MarkdownText;
}

export function jsonText(value: unknown): JsonText {
  return JSON.stringify(value).replace(invisible, unicodeEscape) as JsonText;
}

/** Module specifiers are made of names that have been through `fileName`, so this only guards against our own defects. */
export function importPath(text: string): ImportPath {
  if (!/^[@A-Za-z0-9._/-]+$/.test(text)) throw new TypeError(`not an import path: ${JSON.stringify(text)}`);
  return text as ImportPath;
}

/**
 * Joins pieces that are safe already. The tag only accepts branded pieces and numbers, so that no plain string slips in:
 * its own text is written here in the generator.
 */
export function code(texts: TemplateStringsArray, ...pieces: readonly (Safe | number)[]): CodeText {
  return joined(texts, pieces) as CodeText;
}

/** As `code`, for types. */
export function type(texts: TemplateStringsArray, ...pieces: readonly (Safe | number)[]): TypeText {
  return joined(texts, pieces) as TypeText;
}

function joined(texts: readonly string[], pieces: readonly (string | number)[]): string {
  let text = texts[0] ?? "";
  for (let index = 0; index < pieces.length; index += 1) text += `${pieces[index]}${texts[index + 1]}`;
  return text;
}

type Safe = Identifier | PropertyKey | StringLiteral | TypeText | CodeText | ImportPath;

export function joinTypes(types: readonly TypeText[], separator: " | " | " & " | ", "): TypeText {
  return types.join(separator) as TypeText;
}

/** A JSON value as an expression. */
export function literalCode(value: unknown): CodeText {
  if (typeof value === "string") return stringLiteral(value) as string as CodeText;
  // Prettier writes exponents without a plus.
  if (typeof value === "number") return String(value).replace("e+", "e") as CodeText;
  if (typeof value === "boolean" || value === null) return String(value) as CodeText;
  if (Array.isArray(value)) return `[${value.map(literalCode).join(", ")}]` as CodeText;
  const entries = Object.entries(value as object).map(([key, item]) => `${objectKey(key)}: ${literalCode(item)}`);
  return (entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`) as CodeText;
}
