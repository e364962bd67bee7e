import { splitWords, type Name } from "../model/index.ts";
import { isIdentifierPart } from "./text.ts";

/** Words that ECMAScript or TypeScript's strict mode keeps for itself: none may name a function or a module. */
export const reservedWords: ReadonlySet<string> = new Set(
  (
    "abstract any arguments as async await boolean break case catch class const constructor continue debugger declare " +
    "default delete do else enum eval export extends false finally for from function get if implements import in " +
    "instanceof interface let module namespace never new null number object of package private protected public " +
    "require return set static string super switch symbol this throw true try type typeof undefined unknown var void " +
    "while with yield"
  )
    .split(" ")
    // These may name a function; they are only keywords in places where no name can stand.
    .filter((word) => !["as", "async", "from", "get", "set", "of", "type", "abstract", "declare"].includes(word)),
);

/** Names that generated modules use themselves; a type of the spec with such a name gets another one. */
const usedTypes: ReadonlySet<string> = new Set([
  "Array",
  "BinaryBody",
  "Blob",
  "ByteStream",
  "Object",
  "Omit",
  "ReadableStream",
  "Record",
  "String",
  "Uint8Array",
]);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Latin letters that are no other letter with an accent, as their languages write them where they have to do without. */
const latin: Readonly<Record<string, string>> = {
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ı: "i", ħ: "h", ŋ: "ng" },
};

/** What no identifier may have, as its code point. */
const codePoint = (character: string): string => `u${(character.codePointAt(0) ?? 0).toString(16)}`;

/** Letters and digits only. Latin letters lose their accents, so that every keyboard has them. */
function plain(word: string): string {
  if (/^[A-Za-z0-9]*$/.test(word)) return word;
  const bare = word
    .normalize("NFKD")
    .replace(/(?<=[A-Za-z])\p{M}+/gu, "")
    .normalize("NFC");
  const spelled = [...bare]
    .map((letter) => (Object.hasOwn(latin, letter) ? (latin[letter] ?? letter) : letter))
    .join("");
  return [...spelled]
    .map((letter) => (isIdentifierPart(letter) && !/[_$]/.test(letter) ? letter : codePoint(letter)))
    .join("");
}

/** The name in ASCII, for files: not all systems agree on other letters. */
export function asciiName(name: string): string {
  return name.replace(/[^ -~]/gu, codePoint);
}

function saysTheSame(name: Name): boolean {
  const own = splitWords(name.wire);
  return own.length === name.words.length && own.every((word, index) => word === name.words[index]);
}

const startable = (text: string): string => (/^[0-9]/.test(text) ? `_${text}` : text);

export function pascalCase(words: readonly string[]): string {
  return startable(words.map((word) => capital(plain(word))).join(""));
}

export function camelCase(words: readonly string[]): string {
  const [first = "value", ...rest] = words;
  return startable(plain(first) + rest.map((word) => capital(plain(word))).join(""));
}

/** A type's name. A spelling that is a type name already is kept: its author knew how to write the acronyms. */
export function typeName(name: Name): string {
  const kept = /^[A-Z][A-Za-z0-9]*$/.test(name.wire) && saysTheSame(name);
  const text = kept ? name.wire : pascalCase(name.words);
  return usedTypes.has(text) ? `${text}Type` : text;
}

/** The name of an argument, a function or a module; kept likewise where it is in lower camel case already. */
export function memberName(name: Name): string {
  const kept = /^[a-z][A-Za-z0-9]*$/.test(name.wire) && saysTheSame(name);
  return kept ? name.wire : camelCase(name.words);
}
