/** A name as it goes over the wire, and the words that a target language composes its own spelling from. */
export interface Name {
  readonly wire: string;
  /** Lower-case words, in order: `aadProfileURL` is `["aad", "profile", "url"]`. Never empty. */
  readonly words: readonly string[];
}

const boundary = /[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

/** The words of a text in ASCII, as most are: what {@link splitLetters} finds, in a tenth of its time. */
const asciiWord = /[A-Z]{2,}s(?=[A-Z]|[^A-Za-z0-9]|$)|[A-Z]+(?![a-z])[a-z0-9]*|[A-Z]?[a-z0-9]+/g;

/** Words that are written with capitals inside, which are no new words. */
const mixedNames = "DevOps|GitHub|IPv|MySQL|NoSQL|OAuth|OData|PostgreSQL|VNet|WiFi";
const mixed = new RegExp(`(?<!\\p{Lu})(?:${mixedNames})\\d*s?(?!\\p{Ll})`, "gu");
/** Quick to say no, as it must to most texts. */
const mayBeMixed = new RegExp(mixedNames);

const isAscii = /^[\u0000-\u007f]*$/;

/**
 * Splits a spec's spelling into words: at anything that is neither letter nor digit, at a change from lower to upper
 * case, and before the last capital of a run (`HTTPProxy` is http, proxy). Plural acronyms stay whole (`VMs`, `IPs`), and
 * so do names such as `OAuth2`.
 */
export function splitWords(text: string): readonly string[] {
  const whole = mayBeMixed.test(text) ? text.replace(mixed, (word) => `_${word.toLowerCase()}_`) : text;
  const words = isAscii.test(whole) ? (whole.match(asciiWord) ?? []) : splitLetters(whole);
  return words.length > 0 ? words.map((word) => word.toLowerCase()) : ["value"];
}

function splitLetters(text: string): readonly string[] {
  return text
    .replace(/(\p{Lu}{2,})s(?=\p{Lu}|[^\p{L}\p{N}]|$)/gu, (_, acronym: string) => `_${acronym.toLowerCase()}s_`)
    .split(boundary)
    .filter((word) => word !== "");
}

/** The name of a thing; `preferred` (for example a client name given by the spec) decides the words, never the wire. */
export function makeName(wire: string, preferred: string = wire): Name {
  return { wire, words: splitWords(preferred) };
}
