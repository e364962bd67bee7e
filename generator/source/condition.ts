/** Settings that conditions compare; what is not among them is undefined, and so false. */
export type Settings = ReadonlyMap<string, string>;

/**
 * Whether the condition of a literate block holds: `$(tag) == 'a' && (!$(python) || $(x) != "b")`. Comments in
 * C style are left out; no text at all holds always. Null where the text is no condition.
 */
export function evaluateCondition(text: string, settings: Settings): boolean | null {
  const tokens = tokenize(text.replace(/\/\*.*?\*\//g, " "));
  if (tokens === null) return null;
  if (tokens.length === 0) return true;
  const cursor: Cursor = { tokens, at: 0, depth: 0 };
  const value = readOr(cursor, settings);
  return cursor.at === tokens.length ? value : null;
}

interface Cursor {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

const token = /\s*(?:(\$\([\w.-]+\)|'[^']*'|"[^"]*"|==|!=|&&|\|\||!|\(|\)|true|false)|(\S))/y;

function tokenize(text: string): readonly string[] | null {
  const tokens: string[] = [];
  const trimmed = text.trim();
  token.lastIndex = 0;
  while (token.lastIndex < trimmed.length) {
    const match = token.exec(trimmed);
    if (match?.[1] === undefined) return null;
    tokens.push(match[1]);
  }
  return tokens;
}

function take(cursor: Cursor, expected: string): boolean {
  if (cursor.tokens[cursor.at] !== expected) return false;
  cursor.at += 1;
  return true;
}

function readOr(cursor: Cursor, settings: Settings): boolean | null {
  let left = readAnd(cursor, settings);
  while (left !== null && take(cursor, "||")) {
    const right = readAnd(cursor, settings);
    left = right === null ? null : left || right;
  }
  return left;
}

function readAnd(cursor: Cursor, settings: Settings): boolean | null {
  let left = readTerm(cursor, settings);
  while (left !== null && take(cursor, "&&")) {
    const right = readTerm(cursor, settings);
    left = right === null ? null : left && right;
  }
  return left;
}

const maxDepth = 50;

function readTerm(cursor: Cursor, settings: Settings): boolean | null {
  cursor.depth += 1;
  if (cursor.depth > maxDepth) return null;
  const value = readUnnested(cursor, settings);
  cursor.depth -= 1;
  return value;
}

function readUnnested(cursor: Cursor, settings: Settings): boolean | null {
  if (take(cursor, "!")) {
    const value = readTerm(cursor, settings);
    return value === null ? null : !value;
  }
  if (take(cursor, "(")) {
    const value = readOr(cursor, settings);
    return take(cursor, ")") ? value : null;
  }
  const left = readOperand(cursor, settings);
  if (left === null) return null;
  const equal = take(cursor, "==");
  if (!equal && !take(cursor, "!=")) return left.value !== undefined && left.value !== "" && left.value !== "false";
  const right = readOperand(cursor, settings);
  return right === null ? null : (left.value === right.value) === equal;
}

function readOperand(cursor: Cursor, settings: Settings): { readonly value: string | undefined } | null {
  const text = cursor.tokens[cursor.at];
  if (text === undefined) return null;
  cursor.at += 1;
  if (text.startsWith("$(")) return { value: settings.get(text.slice(2, -1)) };
  if (/^['"]/.test(text)) return { value: text.slice(1, -1) };
  cursor.at -= text === "true" || text === "false" ? 0 : 1;
  return text === "true" || text === "false" ? { value: text } : null;
}
