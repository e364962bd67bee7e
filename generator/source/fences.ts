/** A fenced block of a literate document. */
export interface Fence {
  /** What follows the language on the opening line: a condition, or nothing. */
  readonly condition: string;
  /** Offset of the opening line in the document. */
  readonly line: number;
  readonly text: string;
  /** Offset of `text` in the document. */
  readonly offset: number;
}

const opening = /^ {0,3}(`{3,}|~{3,})\s*([\w-]*)(.*)$/;

/** A fence of any language that is not closed yet. */
interface OpenFence extends Omit<Fence, "text"> {
  /** The backticks or tildes that it was opened with. */
  readonly mark: string;
  readonly isYaml: boolean;
}

/** The fenced `yaml` blocks of a Markdown text, in order. A block that is never closed ends with the text. */
export function findFences(markdown: string): readonly Fence[] {
  const fences: Fence[] = [];
  const close = ({ isYaml, condition, line, offset }: OpenFence, end: number): void => {
    if (isYaml) fences.push({ condition, line, offset, text: markdown.slice(offset, end) });
  };
  let open: OpenFence | null = null;
  let line = 0;
  for (const text of markdown.split("\n")) {
    const next = line + text.length + 1;
    if (open === null) open = openFence(text.trimEnd(), line, next);
    else if (closes(text.trim(), open.mark)) {
      close(open, line);
      open = null;
    }
    line = next;
  }
  if (open !== null) close(open, markdown.length);
  return fences;
}

function openFence(text: string, line: number, offset: number): OpenFence | null {
  const match = opening.exec(text);
  if (match === null) return null;
  const [, mark = "", language = "", rest = ""] = match;
  return { mark, isYaml: /^ya?ml$/i.test(language), condition: rest.trim(), line, offset };
}

/** A fence is closed by as many of its marks as opened it, or more, and nothing else. */
function closes(text: string, mark: string): boolean {
  return text.startsWith(mark) && text.replaceAll(mark.slice(0, 1), "") === "";
}
