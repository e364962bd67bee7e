import type { CatalogEntry } from "./catalog.ts";

/** What can be wrong with a Discovery document. */
export const discoveryCodes = {
  "discovery/not-a-document": {
    severity: "error",
    title: "The document does not describe a REST API",
    cause: "It has no name or version, or its `protocol` or `kind` is that of something else.",
    fix: "Name the document that the API's `discoveryRestUrl` leads to.",
  },
  "discovery/several-documents": {
    severity: "warning",
    title: "Only the first document is read",
    cause: "A Discovery document describes a whole API at one version, so several cannot be one package.",
    fix: "Generate a package, or an entry point, for each of them.",
  },
  "discovery/malformed": {
    severity: "warning",
    title: "A member has a value of the wrong kind",
    cause: "The value cannot be read as what the member means, and counts as absent.",
    fix: "Correct the value in an overlay.",
  },
  "discovery/unknown-member": {
    severity: "info",
    title: "A member is not known",
    cause: "It is no part of the format as this generator knows it, and has no effect.",
    fix: "Nothing, unless the member matters.",
  },
  "discovery/unknown-type": {
    severity: "warning",
    title: "A type is not known",
    cause: "The node has neither a `$ref` nor a `type` of the format; its values are typed as unknown.",
    fix: "Give the type in an overlay.",
  },
  "discovery/unknown-format": {
    severity: "info",
    title: "A format is not known",
    cause: "The format does not say anything to this generator; the plain type is used.",
    fix: "Nothing, unless the format matters.",
  },
  "discovery/unknown-method": {
    severity: "error",
    title: "An HTTP method is not known",
    cause: "`httpMethod` is none of those that a request can have.",
    fix: "Correct it in an overlay.",
  },
  "discovery/duplicate-id": {
    severity: "error",
    title: "Two methods have the same id",
    cause: "Ids tell methods apart; the one that comes later by resource and name is left out.",
    fix: "Give one of them another id in an overlay.",
  },
  "discovery/path-expression": {
    severity: "error",
    title: "A path has an expression that cannot be expanded",
    cause: "Of RFC 6570, a path can have `{name}`, `{+name}`, `{/name}` and `{.name}`.",
    fix: "Rewrite the path in an overlay.",
  },
  "discovery/parameter-not-in-path": {
    severity: "warning",
    title: "A path parameter is not in the path",
    cause: "The parameter has no place in the request, and is left out.",
    fix: "Correct the path, or the parameter's `location`, in an overlay.",
  },
  "discovery/parameter-not-declared": {
    severity: "warning",
    title: "A variable of a path is not declared",
    cause: "Nothing is known of it; it is taken for a required text.",
    fix: "Declare the parameter in an overlay.",
  },
  "discovery/parameter-location": {
    severity: "error",
    title: "A parameter is neither in the path nor in the query",
    cause: "Discovery knows no other places.",
    fix: "Correct its `location` in an overlay.",
  },
  "discovery/required-by-some": {
    severity: "info",
    title: "A field is required by some methods only",
    cause: "Several methods take the schema, and not all of those that need it whole require the field.",
    fix: "Nothing: the field stays optional, and the service checks it.",
  },
  "discovery/paging-whole": {
    severity: "info",
    title: "Pages are yielded whole",
    cause: "It is not clear which list of the answer holds the items, or there is none, so none is preferred.",
    fix: "Nothing, unless one list is all that matters.",
  },
  "discovery/not-polled": {
    severity: "info",
    title: "An operation's state cannot be read",
    cause: "The method answers with a long-running operation, but none reads it again, or its arguments are not known.",
    fix: "Nothing: the method answers with the operation as it is.",
  },
  "discovery/no-root-url": {
    severity: "error",
    title: "The API's address is missing or no address",
    cause: "`rootUrl`, `mtlsRootUrl` and the `endpoints` are absolute http or https addresses.",
    fix: "Give the address in an overlay.",
  },
} as const satisfies Record<string, CatalogEntry>;
