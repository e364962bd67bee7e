import { fullAccess, type Access } from "../../model/index.ts";

/**
 * What a description says in its leading words about how a field behaves (AIP-203). Discovery documents have no other
 * place for it, except `readOnly`.
 */
export interface Behavior {
  readonly required: boolean;
  readonly outputOnly: boolean;
  readonly inputOnly: boolean;
  readonly immutable: boolean;
  readonly deprecated: boolean;
}

type Label = "deprecated" | "identifier" | "immutable" | "input" | "optional" | "output" | "required" | "unordered";

const words: Readonly<Record<string, Label>> = {
  deprecated: "deprecated",
  identifier: "identifier",
  immutable: "immutable",
  "input only": "input",
  optional: "optional",
  "output only": "output",
  "read only": "output",
  required: "required",
  "unordered list": "unordered",
  "write only": "input",
};

const label = String.raw`(required|optional|(?:output|input|read|write)[ _-]only|immutable|identifier|unordered list|deprecated)`;
/** `Required.`, `[Output Only]`, `(Optional)`, `REQUIRED:`, `Required -`. Not `Required when …`, which is a condition. */
const leading = new RegExp(
  String.raw`^\s*(?:\[${label}\][.:]?|\(${label}\)[.:]?|${label}(?:[.:!]|\s+-(?=\s)|\s*$))`,
  "i",
);
/** Older APIs put the label into parentheses at the end. */
const trailing = new RegExp(String.raw`\(${label}\)\.?\s*$`, "i");

/** More labels than any field has; bounds the work on a description that is nothing but labels. */
const maxLabels = 8;

function labelOf(match: RegExpExecArray): Label | undefined {
  const text = match[1] ?? match[2] ?? match[3] ?? "";
  return words[text.toLowerCase().replace(/[_-]/, " ")];
}

/** The labels that a description begins with, and what follows them. */
function splitLabels(description: string): { readonly labels: readonly Label[]; readonly rest: string } {
  const labels: Label[] = [];
  let rest = description;
  for (let count = 0; count < maxLabels; count += 1) {
    const match = leading.exec(rest);
    const found = match === null ? undefined : labelOf(match);
    if (match === null || found === undefined) break;
    labels.push(found);
    rest = rest.slice(match[0].length);
  }
  return { labels, rest };
}

/** Null for a description that says nothing but how the field behaves; that is in the type already. */
export function proseOf(description: string | null): string | null {
  return description === null || splitLabels(description).rest.trim() === "" ? null : description;
}

function labelsOf(description: string): readonly Label[] {
  const { labels } = splitLabels(description);
  const end = trailing.exec(description.slice(-40));
  const last = end === null ? undefined : labelOf(end);
  return last === undefined ? labels : [...labels, last];
}

/** Reads the labels. Where a description says both, the first of `Optional` and `Required` counts. */
export function behaviorOf(description: string | null): Behavior {
  const labels = labelsOf(description ?? "");
  return {
    required: labels.find((label) => label === "required" || label === "optional") === "required",
    outputOnly: labels.includes("output"),
    inputOnly: labels.includes("input"),
    immutable: labels.includes("immutable"),
    deprecated: labels.includes("deprecated"),
  };
}

/**
 * In which direction the field travels. `updatable` is false for fields of what an update takes: there, and only
 * there, an immutable field has no business. Deeper down it goes along with the rest of its message.
 */
export function accessOf(behavior: Behavior, readOnly: boolean, updatedDirectly: boolean): Access {
  if (readOnly || behavior.outputOnly) return { read: true, create: false, update: false };
  if (!behavior.inputOnly && !behavior.immutable) return fullAccess;
  return { read: !behavior.inputOnly, create: true, update: !(behavior.immutable && updatedDirectly) };
}
