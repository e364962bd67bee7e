/** A fenced block of a literate document. */
export interface Fence {
  /** What follows the language on the opening line: a condition, or nothing. */
  readonly condition: string;
  readonly text: string;
  /** Offset of `text` in the document. */
  readonly offset: number;
}

const opening = /^ {0,3}(`{3,}|~{3,})\s*([\w-]*)(.*)$/;

/** The fenced `yaml` blocks of a Markdown text, in order. A block that is never closed ends with the text. */
export function findFences(markdown: string): readonly Fence[] {
  const fences: Fence[] = [];
  let open: { mark: string; condition: string | null; start: number } | null = null;
  let offset = 0;
  for (const line of markdown.split("\n")) {
    const end = offset + line.length + 1;
    if (open === null) {
      const match = opening.exec(line.trimEnd());
      const [, mark = "", language = "", rest = ""] = match ?? [];
      if (match !== null) open = { mark, condition: /^ya?ml$/i.test(language) ? rest.trim() : null, start: end };
    } else if (line.trim().startsWith(open.mark) && /^(`+|~+)$/.test(line.trim())) {
      if (open.condition !== null) fences.push(fence(markdown, open.condition, open.start, offset));
      open = null;
    }
    offset = end;
  }
  if (open !== null && open.condition !== null)
    fences.push(fence(markdown, open.condition, open.start, markdown.length));
  return fences;
}

function fence(markdown: string, condition: string, start: number, end: number): Fence {
  return { condition, text: markdown.slice(start, end), offset: start };
}
