import type { Encoding, PathSegment } from "../../model/index.ts";

/** A path as RFC 6570 writes it, taken apart. */
export interface PathTemplate {
  readonly segments: readonly PathSegment[];
  /** Names of the variables in the order of their first appearance. */
  readonly variables: readonly string[];
  /** Expressions that cannot be part of a path, as written. */
  readonly rejected: readonly string[];
}

/** How an expression is expanded: what stands before the first value, and between the values (RFC 6570, appendix A). */
interface Operator {
  readonly first: string;
  readonly separator: string;
  readonly encoding: Encoding;
}

const operators: Readonly<Record<string, Operator>> = {
  "": { first: "", separator: ",", encoding: "component" },
  "+": { first: "", separator: ",", encoding: "reserved" },
  "/": { first: "/", separator: "/", encoding: "component" },
  ".": { first: ".", separator: ".", encoding: "component" },
};

const expression = /\{([^{}]*)\}/g;
/** Without the explode (`*`) and prefix (`:3`) modifiers: a path's values are single texts, sent whole. */
const variable = /^([^\s*:]+)(?:\*|:\d+)?$/;

function expand(body: string): readonly PathSegment[] | null {
  const sign = /^[+/.]/.exec(body)?.[0] ?? "";
  const operator = operators[sign];
  const names = body
    .slice(sign.length)
    .split(",")
    .map((part) => variable.exec(part)?.[1]);
  if (operator === undefined || names.some((name) => name === undefined || /^[#;?&]/.test(name))) return null;
  return names.flatMap((wire, index): readonly PathSegment[] => [
    { kind: "text", text: index === 0 ? operator.first : operator.separator },
    { kind: "parameter", wire: wire ?? "", encoding: operator.encoding },
  ]);
}

/** Joins neighbouring texts and drops empty ones. */
function tidy(segments: readonly PathSegment[]): readonly PathSegment[] {
  const tidied: PathSegment[] = [];
  for (const segment of segments) {
    const last = tidied.at(-1);
    if (segment.kind === "text" && last?.kind === "text") {
      tidied[tidied.length - 1] = { kind: "text", text: last.text + segment.text };
    } else if (segment.kind === "parameter" || segment.text !== "") {
      tidied.push(segment);
    }
  }
  return tidied;
}

/**
 * Reads a path template: `{name}`, `{+name}` (slashes stay), and the rarer `{/a,b}` and `{.a}`, between literal texts
 * such as `:cancel`. The result starts with a slash.
 */
export function parsePath(template: string): PathTemplate {
  const path = template.replace(/^\/+/, "");
  const segments: PathSegment[] = [{ kind: "text", text: "/" }];
  const rejected: string[] = [];
  let end = 0;
  for (const match of path.matchAll(expression)) {
    const text = path.slice(end, match.index);
    end = match.index + match[0].length;
    const expanded = expand(match[1] ?? "");
    if (expanded === null) rejected.push(match[0]);
    segments.push({ kind: "text", text }, ...(expanded ?? []));
  }
  segments.push({ kind: "text", text: path.slice(end) });
  const variables = segments.flatMap((segment) => (segment.kind === "parameter" ? [segment.wire] : []));
  return { segments: tidy(segments), variables: [...new Set(variables)], rejected };
}

/** How the variable is encoded in the path; null where the path does not have it. */
export function encodingOf(path: PathTemplate, wire: string): Encoding | null {
  const found = path.segments.find((segment) => segment.kind === "parameter" && segment.wire === wire);
  return found?.kind === "parameter" ? found.encoding : null;
}
