import type { CatalogEntry } from "./catalog.ts";

/** What can be wrong with what a specification says. */
export const readCodes = {
  "auth/unknown": {
    severity: "warning",
    title: "A security requirement names nothing",
    cause: "The requirement names a scheme that the document does not define; it is left out.",
    fix: "Define the scheme, or name the ways of proving who calls in an overlay (x-armature-auth).",
  },
  "auth/unsupported": {
    severity: "warning",
    title: "A security scheme cannot be used",
    cause: "The scheme is of a kind that no client here can use; it is left out.",
    fix: "Name the ways of proving who calls in an overlay (x-armature-auth).",
  },
  "extension/invalid": {
    severity: "error",
    title: "An x-armature extension is not understood",
    cause: "The extension does not have the form that it is documented to have.",
    fix: "Correct the overlay that puts it there.",
  },
  "extension/no-effect": {
    severity: "warning",
    title: "An x-armature extension has no effect",
    cause: "The extension stands where it says nothing.",
    fix: "Remove it, or correct the target of the overlay's action.",
  },
  "operation/duplicate-id": {
    severity: "warning",
    title: "Two operations have one id",
    cause: "The ids of operations are unique in a service; the second gets a number behind its own.",
    fix: "Give one of them another id, in an overlay.",
  },
  "operation/method": {
    severity: "warning",
    title: "A method is not supported",
    cause: "Requests of this method cannot be sent by fetch, or are of no use in a client; the operation is left out.",
    fix: "Nothing needs to be done.",
  },
  "operation/no-id": {
    severity: "warning",
    title: "An operation has no id",
    cause: "Names come from ids; where there is none, one is composed from the method and the path.",
    fix: "Give the operation an operationId, in an overlay.",
  },
  "paging/no-list": {
    severity: "warning",
    title: "A paged operation answers with no list",
    cause:
      "The property that is said to hold the items does not exist, or is no list; the operation is read as one without pages.",
    fix: "Correct itemName, or the schema of the answer, in an overlay.",
  },
  "paging/unknown-operation": {
    severity: "warning",
    title: "The operation that reads the next page does not exist",
    cause: "An operation says by which other its next page is read, but there is no operation of that id.",
    fix: "Correct operationName in an overlay.",
  },
  "parameter/content": {
    severity: "warning",
    title: "A parameter is a text in a format",
    cause: "The value is written in a media type; the caller has to write the text.",
    fix: "Nothing needs to be done.",
  },
  "parameter/not-declared": {
    severity: "warning",
    title: "A variable of a path or host is not declared",
    cause:
      "No parameter has the name; it is taken for the one whose name differs by case alone, or for a required text.",
    fix: "Declare the parameter, or correct the name, in an overlay.",
  },
  "parameter/repeated": {
    severity: "warning",
    title: "A parameter is twice in one list",
    cause: "A list has two different parameters of one name and place; only the last can be given.",
    fix: "Remove one of them in an overlay.",
  },
  "parameter/style": {
    severity: "warning",
    title: "The style of a parameter is not supported",
    cause: "Values are written as the simple style has it.",
    fix: "Write the parameter in another style, if the service takes it.",
  },
  "response/status": {
    severity: "warning",
    title: "A response has no status",
    cause: "Responses are listed by status (200), by range (4XX) or as default; anything else is left out.",
    fix: "Correct the key in an overlay.",
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
  "schema/unknown-type": {
    severity: "warning",
    title: "A type is not known",
    cause: "The type is none of JSON Schema's; any value is taken there.",
    fix: "Correct the type in an overlay.",
  },
  "schema/unsupported": {
    severity: "warning",
    title: "A keyword has no effect",
    cause: "The keyword says something that a type cannot say.",
    fix: "Nothing needs to be done; the service still checks it.",
  },
  "server/operation": {
    severity: "warning",
    title: "An operation lives on a server that cannot be called",
    cause:
      "Beside the service's host, operations are sent to https addresses that are known as a whole; this one is neither.",
    fix: "Correct the address, or make a document, and so a client, for the server.",
  },
  "spec/incoming": {
    severity: "info",
    title: "Requests that a service sends are left out",
    cause:
      "Webhooks and callbacks are received by a server; a client has no part in them. What they carry is declared where operations use it too, or it has a name.",
    fix: "Nothing needs to be done.",
  },
  "spec/version": {
    severity: "error",
    title: "A document is of no version that is known",
    cause: "Only Swagger 2.0 and OpenAPI 3 are understood here.",
    fix: "Give the address of such a document, or convert it.",
  },
} as const satisfies Record<string, CatalogEntry>;
