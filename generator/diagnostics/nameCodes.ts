import type { CatalogEntry } from "./catalog.ts";

/** What becomes of the names that a package is published with. */
export const nameCodes = {
  "names/deprecated": {
    severity: "info",
    title: "A published name is deprecated",
    cause: "The specification calls the thing something else now; the package exports it by both names.",
    fix: "Nothing needs to be done. Delete the name from names.lock.json when nobody uses it any more.",
  },
  "names/gone": {
    severity: "warning",
    title: "A published name is gone",
    cause: "What it stood for is not in the specification any more, so that callers who use it do not compile.",
    fix: "Release the package as a breaking change, or bring the thing back in an overlay.",
  },
  "names/lock": {
    severity: "error",
    title: "The lock of names is not as it must be",
    cause: "The file names.lock.json was edited, or comes from another version of the generator.",
    fix: "Correct the line, or restore the file as it was published; without it, all names are made anew.",
  },
  "names/lost": {
    severity: "warning",
    title: "A published name has to change",
    cause: "Something else must have the name, such as a body or a part of the runtime, and there can be no alias.",
    fix: "Release the package as a breaking change, or rename what is in the way in an overlay.",
  },
} as const satisfies Record<string, CatalogEntry>;
