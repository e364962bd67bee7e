/** What {@link scanJson} tells about a text. Offsets are UTF-16 units from its start. */
export interface JsonEvents {
  /** An object or array begins; it is the value of the latest key or item. */
  open(kind: "object" | "array"): void;
  close(): void;
  key(name: string, offset: number): void;
  item(offset: number): void;
}

/** The first thing in a text that is not JSON (RFC 8259). */
export interface JsonProblem {
  readonly offset: number;
  /** What is wrong, to stand in a sentence. */
  readonly reason: string;
}

const noEvents: JsonEvents = { open() {}, close() {}, key() {}, item() {} };

/**
 * Reads a JSON text once, strictly, without building values: to find the place of a mistake that `JSON.parse` only
 * complains of, and the places of keys and items. Nesting does not recurse, so its depth is not limited here.
 */
export function scanJson(text: string, events: JsonEvents = noEvents): JsonProblem | null {
  try {
    scanDocument(text, events);
    return null;
  } catch (error) {
    if (error instanceof ScanError) return { offset: error.offset, reason: error.message };
    throw error;
  }
}

class ScanError extends Error {
  readonly offset: number;
  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

function scanDocument(text: string, events: JsonEvents): void {
  const open: ("object" | "array")[] = [];
  let at = skipSpace(text, 0);
  do {
    const char = text[at];
    if (char === "{" || char === "[") {
      const kind = char === "{" ? "object" : "array";
      open.push(kind);
      events.open(kind);
      at = skipSpace(text, at + 1);
      if (text[at] !== (kind === "object" ? "}" : "]")) {
        at = beginMember(text, at, kind, events);
        continue;
      }
    } else {
      at = skipSpace(text, skipScalar(text, at));
    }
    at = endMembers(text, at, open, events);
  } while (open.length > 0);
  if (at < text.length) throw new ScanError(at, "there is more text after the end of the JSON value");
}

/** After a value: closes what ends here, and goes on to the value of the next member where there is one. */
function endMembers(text: string, start: number, open: ("object" | "array")[], events: JsonEvents): number {
  let at = start;
  for (;;) {
    const kind = open.at(-1);
    if (kind === undefined) return at;
    const char = text[at];
    if (char === ",") return beginMember(text, skipSpace(text, at + 1), kind, events);
    if (char !== (kind === "object" ? "}" : "]"))
      throw unexpected(text, at, `"," or "${kind === "object" ? "}" : "]"}"`);
    open.pop();
    events.close();
    at = skipSpace(text, at + 1);
  }
}

/** At a member's first character: passes its key and colon; the offset that comes back is the value's. */
function beginMember(text: string, at: number, kind: "object" | "array", events: JsonEvents): number {
  if (kind === "array") {
    events.item(at);
    return at;
  }
  if (text[at] !== '"') throw unexpected(text, at, "a key in double quotes");
  const end = skipString(text, at);
  const raw = text.slice(at + 1, end - 1);
  events.key(raw.includes("\\") ? String(JSON.parse(text.slice(at, end))) : raw, at);
  const colon = skipSpace(text, end);
  if (text[colon] !== ":") throw unexpected(text, colon, '":"');
  return skipSpace(text, colon + 1);
}

function skipSpace(text: string, start: number): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function skipScalar(text: string, at: number): number {
  if (text[at] === '"') return skipString(text, at);
  scalar.lastIndex = at;
  const match = scalar.exec(text);
  if (match === null) throw unexpected(text, at, "a value");
  const end = at + match[0].length;
  if (/[\w.+-]/.test(text[end] ?? ""))
    throw new ScanError(at, `"${wordAt(text, at)}" is neither a number nor a literal`);
  return end;
}

const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function skipString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code === 0x5c) {
      escape.lastIndex = at;
      const match = escape.exec(text);
      if (match === null) throw new ScanError(at, "this escape does not exist in JSON");
      at += match[0].length;
    } else if (code < 0x20) {
      throw new ScanError(at, "a string may not contain a raw line break or control character");
    } else if (Number.isNaN(code)) {
      throw new ScanError(start, "this string does not end");
    } else {
      at += 1;
    }
  }
}

function unexpected(text: string, at: number, wanted: string): ScanError {
  if (at >= text.length) return new ScanError(text.length, `the text ends where ${wanted} is due`);
  return new ScanError(at, `${JSON.stringify(wordAt(text, at))} stands where ${wanted} is due`);
}

function wordAt(text: string, at: number): string {
  return /^(?:[\w.+-]{1,40}|[\s\S])/u.exec(text.slice(at, at + 80))?.[0] ?? "";
}
