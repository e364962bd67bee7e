/** How a type differs from an earlier one, as far as texts tell: `wider` takes all that the other does, and more. */
export type Relation = "same" | "wider" | "narrower" | "other";

const quotes = new Set(['"', "'", "`"]);

/** The parts of a type between separators that stand in no brackets and no quotes. */
export function splitType(text: string, separator: "|" | ","): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (quotes.has(character)) at = endOfQuote(text, at);
    else if ("([{<".includes(character)) depth += 1;
    else if (")]}>".includes(character)) depth -= 1;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== "");
}

function endOfQuote(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== text[start]) at += text[at] === "\\" ? 2 : 1;
  return at;
}

/** The text on one line, without the name of the module of types, and with names that `rename` gives. */
export function canonicalType(text: string, rename: ReadonlyMap<string, string>): string {
  // What stands in quotes is left alone.
  const pieces = text.split(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/);
  const plain = (piece: string): string =>
    piece
      .replace(/\s+/g, " ")
      .replace(/\bmodels\./g, "")
      .replace(/[\p{L}_$][\p{L}\p{N}_$]*/gu, (name) => rename.get(name) ?? name);
  return pieces
    .map((piece, index) => (index % 2 === 1 ? piece : plain(piece)))
    .join("")
    .replace(/([<({]) (?=\S)/g, "$1")
    .replace(/^ *\| */, "")
    .trim();
}

/** Admits every value of a primitive beside those that are listed. */
const openMembers: ReadonlySet<string> = new Set(["(string & {})", "(number & {})"]);

/** Members of a union that are only in the one, or only in the other. */
function compareMembers(before: string, after: string) {
  const [old, now] = [new Set(splitType(before, "|")), new Set(splitType(after, "|"))];
  const lost = [...old].filter((member) => !now.has(member));
  const gained = [...now].filter((member) => !old.has(member));
  return { lost, gained, isUnion: lost.length < old.size };
}

export function relationOf(before: string, after: string): Relation {
  if (before === after) return "same";
  if (after === "unknown") return "wider";
  if (before === "unknown") return "narrower";
  const { lost, gained } = compareMembers(before, after);
  if (lost.length === 0 && gained.length === 0) return "same";
  if (lost.length === 0) return "wider";
  return gained.length === 0 ? "narrower" : "other";
}

const longest = 100;
const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** What becomes of a type, in words that go on after the name of what has it. */
export function describeChange(before: string, after: string): string {
  const { lost, gained, isUnion } = compareMembers(before, after);
  if (!isUnion || before === "unknown" || after === "unknown") return `is ${short(after)}, was ${short(before)}`;
  const parts = [
    ...(gained.length === 0 ? [] : [`is also ${short(gained.join(" | "))}`]),
    ...(lost.length === 0 ? [] : [`is no longer ${short(lost.join(" | "))}`]),
  ];
  return parts.join(", ");
}

/** Whether values are listed that the type admits in any case. */
export function isOpen(text: string): boolean {
  return splitType(text, "|").some((member) => openMembers.has(member));
}

/** What a response is made of, without its status: the types of data, as a union. */
export function responseData(text: string): string {
  const data = splitType(text, "|").map((member) => {
    const args = /^ResponseOf<(.*)>$/s.exec(member)?.[1];
    return args === undefined ? member : (splitType(args, ",")[1] ?? "undefined");
  });
  return [...new Set(data)].sort().join(" | ");
}
