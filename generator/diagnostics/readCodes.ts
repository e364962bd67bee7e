import type { CatalogEntry } from "./catalog.ts";

/** What can be wrong with what a specification says. */
export const readCodes = {
  "extension/invalid": {
    severity: "error",
    title: "An x-armature extension is not understood",
    cause: "The extension does not have the form that it is documented to have.",
    fix: "Correct the overlay that puts it there.",
  },
  "schema/circular": {
    severity: "error",
    title: "A schema leads back to itself",
    cause: "A chain of $ref and allOf comes back to where it started, so that it describes nothing.",
    fix: "Replace one $ref of the circle by what it was meant to be.",
  },
  "schema/circular-base": {
    severity: "error",
    title: "A definition extends itself",
    cause: "The allOf of the definition names the definition, directly or through others.",
    fix: "Remove the member of allOf that closes the circle.",
  },
  "schema/enum-value": {
    severity: "warning",
    title: "A listed value is not of its list's type",
    cause: "An enum has a value that its type does not allow; the value is left out.",
    fix: "Correct the type or the value in an overlay.",
  },
  "schema/malformed": {
    severity: "warning",
    title: "Something is not a schema",
    cause: "Where a schema is expected stands something else; any value is taken there.",
    fix: "Correct the specification in an overlay.",
  },
  "schema/pattern": {
    severity: "warning",
    title: "A pattern is no ECMAScript regular expression",
    cause: "The pattern uses the syntax of another language, so that it cannot be checked; it is left out.",
    fix: "Write the pattern as ECMAScript has it, in an overlay.",
  },
  "schema/required-unknown": {
    severity: "info",
    title: "A required property is not declared",
    cause: "The list of required properties has a name that neither the definition nor its bases declare.",
    fix: "Declare the property, or remove its name from the list, in an overlay.",
  },
  "schema/tuple": {
    severity: "info",
    title: "A tuple becomes a list",
    cause: "Lists whose positions differ in type are read as lists of any of those types.",
    fix: "Nothing needs to be done; values are not changed.",
  },
  "schema/unknown-format": {
    severity: "info",
    title: "A format is not known",
    cause: "Formats are open-ended; one that nobody here knows has no effect on how a value is read.",
    fix: "Nothing needs to be done, unless the format is misspelt.",
  },
  "schema/unsupported": {
    severity: "warning",
    title: "A keyword has no effect",
    cause: "The keyword says something that a type cannot say.",
    fix: "Nothing needs to be done; the service still checks it.",
  },
} as const satisfies Record<string, CatalogEntry>;
