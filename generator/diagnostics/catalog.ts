import type { Severity } from "./diagnostic.ts";

/** What is known of a code in general. Adding a code without documenting it does not compile. */
export interface CatalogEntry {
  readonly severity: Severity;
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

export const catalog = {
  "ref/not-found": {
    severity: "error",
    title: "A $ref points at nothing",
    cause: "The document or the pointer that a $ref names does not exist.",
    fix: "Add the definition, or correct the $ref in an overlay.",
  },
  "ref/cycle": {
    severity: "error",
    title: "A $ref leads back to itself",
    cause: "Following the $ref, and those it leads to, never arrives at a definition.",
    fix: "Replace one $ref of the circle by what it was meant to be.",
  },
} as const satisfies Record<string, CatalogEntry>;

export type DiagnosticCode = keyof typeof catalog;
