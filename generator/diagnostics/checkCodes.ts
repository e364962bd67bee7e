import type { CatalogEntry } from "./catalog.ts";

/** What can be wrong with a service as a whole, whatever format it was read from. */
export const checkCodes = {
  "check/body": {
    severity: "warning",
    title: "A GET or HEAD has a body",
    cause: "Such a body means nothing to HTTP, and fetch refuses to send it.",
    fix: "Remove the body, make the operation a POST, as the service takes it, or call it over nodeFetch.",
  },
  "check/discriminator": {
    severity: "warning",
    title: "A discriminator is no property",
    cause: "The property that tells the variants of a model apart is declared neither by the model nor by its bases.",
    fix: "Declare the property in an overlay.",
  },
  "check/discriminator-value": {
    severity: "warning",
    title: "Variants cannot be told apart",
    cause: "Two variants of one model have the same value of the discriminator.",
    fix: "Correct the value of one of them in an overlay.",
  },
  "check/duplicate-parameter": {
    severity: "error",
    title: "A parameter is there twice",
    cause: "An operation has two parameters of one name in one place.",
    fix: "Remove one of them in an overlay.",
  },
  "check/link-argument": {
    severity: "error",
    title: "A link between operations does not fit",
    cause: "A link gives an operation what it does not take, or not what it needs.",
    fix: "Correct the arguments of the link, which mostly comes from an overlay.",
  },
  "check/no-success": {
    severity: "warning",
    title: "An operation has no successful answer",
    cause: "All answers that the operation lists are errors, so that nothing is known of its success.",
    fix: "Add the answer in an overlay.",
  },
  "check/operation-id": {
    severity: "error",
    title: "Two operations have one id",
    cause: "The ids of operations are unique in a service.",
    fix: "Give one of them another id, in an overlay.",
  },
  "check/paging": {
    severity: "error",
    title: "Pages cannot be read",
    cause: "The list of a page's items, or the parameter for the token of the next page, does not exist.",
    fix: "Correct what is said of the operation's pages, in an overlay.",
  },
  "check/path-parameter": {
    severity: "error",
    title: "A path has a gap that no parameter fills",
    cause: "A name in braces stands in a path or host, but there is no parameter of that name.",
    fix: "Declare the parameter, or correct its name, in an overlay.",
  },
  "check/reference": {
    severity: "error",
    title: "A type is not declared",
    cause: "Something refers to a type that the service does not have.",
    fix: "This is a defect of the reader: please report it.",
  },
  "check/unknown-operation": {
    severity: "error",
    title: "A link leads to no operation",
    cause: "A link names an operation that the service does not have.",
    fix: "Correct the id in the link, which mostly comes from an overlay.",
  },
  "check/unused-parameter": {
    severity: "warning",
    title: "A parameter has no place in its path",
    cause: "A parameter is declared to stand in the path, but the path has no such name in braces.",
    fix: "Correct the path or the parameter's name, in an overlay.",
  },
  "check/wait-property": {
    severity: "error",
    title: "A wait looks at nothing",
    cause: "The property that holds the state is not in the answer.",
    fix: "Correct the property of the wait, in an overlay.",
  },
  "check/wait-state": {
    severity: "warning",
    title: "A wait is for a state that is not listed",
    cause: "The state is not among the values that the property may have.",
    fix: "Correct the state, in an overlay.",
  },
  "check/xml": {
    severity: "warning",
    title: "A property cannot be written in XML",
    cause:
      "Its name is none that an element or attribute may have, or another property's, or it is an attribute that holds more than a text.",
    fix: "Correct the xml object of the property in an overlay.",
  },
} as const satisfies Record<string, CatalogEntry>;
