import type { CatalogEntry } from "./catalog.ts";

/** What can be wrong with what a specification says. */
export const readCodes = {
  "extension/invalid": {
    severity: "error",
    title: "An x-armature extension is not understood",
    cause: "The extension does not have the form that it is documented to have.",
    fix: "Correct the overlay that puts it there.",
  },
} as const satisfies Record<string, CatalogEntry>;
