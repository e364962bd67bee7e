import type { CatalogEntry } from "./catalog.ts";

/** What can be wrong with texts, references, and the files that say what to read. */
export const sourceCodes = {
  "source/not-found": {
    severity: "error",
    title: "A document does not exist",
    cause: "There is no file, or no answer, at the address that was given on the command line or in a readme.md.",
    fix: "Correct the address. Relative ones start at the working directory, those in a readme.md at its folder.",
  },
  "source/unreadable": {
    severity: "error",
    title: "A document cannot be read",
    cause: "The file or the server exists, but reading from it failed.",
    fix: "Check access rights and network, then run again.",
  },
  "source/encoding": {
    severity: "error",
    title: "A document is not encoded as UTF-8 or UTF-16",
    cause: "The bytes are in another encoding, or are no text at all.",
    fix: "Save the document as UTF-8.",
  },
  "source/syntax": {
    severity: "error",
    title: "A document is neither JSON nor YAML",
    cause: "The text breaks the grammar of its format at the place shown.",
    fix: "Correct the text there. The mistake may be just before it, such as a missing comma or quote.",
  },
  "source/not-a-spec": {
    severity: "error",
    title: "A document is not a specification",
    cause: "A specification is an object; this document's outermost value is something else.",
    fix: "Give the address of a Swagger, OpenAPI or Discovery document, or of a readme.md that lists some.",
  },
  "source/duplicate-key": {
    severity: "warning",
    title: "A key is twice in one object",
    cause: "Of equal keys, parsers keep the last, so what stands under the first is lost.",
    fix: "Remove or rename one of them.",
  },
  "source/limit": {
    severity: "error",
    title: "A document goes beyond a limit",
    cause: "Size, depth, number of values and number of documents are bounded, so that no document can stall a run.",
    fix: "Split the document. A limit that gets in the way of a real specification is a defect: please report it.",
  },
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
  "ref/outside-root": {
    severity: "error",
    title: "A $ref leaves the root folder",
    cause: "A document may only refer to files in the root folder, so that a foreign one cannot read yours.",
    fix: "Name a folder that holds all documents as the root, if you trust them.",
  },
  "ref/remote": {
    severity: "error",
    title: "A $ref needs a connection that nobody allowed",
    cause: "Documents are fetched only from origins that you named.",
    fix: "Allow the origin, or download the document and refer to the file.",
  },
  "readme/no-input": {
    severity: "error",
    title: "A readme.md names no input files",
    cause: 'No yaml block that holds for the tag has an "input-file".',
    fix: "Choose one of the tags that the file defines.",
  },
  "readme/unknown-tag": {
    severity: "error",
    title: "A readme.md does not know the tag",
    cause: "No yaml block of the file depends on the tag that was asked for.",
    fix: "Choose one of the tags that the file defines.",
  },
  "readme/condition": {
    severity: "warning",
    title: "A condition in a readme.md is not understood",
    cause: "Conditions of yaml blocks compare settings: $(tag) == 'a' && !$(python). Anything else counts as false.",
    fix: "Write the condition in that form.",
  },
  "readme/require": {
    severity: "warning",
    title: "A readme.md requires a file that cannot be read",
    cause: "The file does not exist, or lies outside the root folder.",
    fix: 'Correct the "require" entry, or name a wider root folder.',
  },
  "readme/directive-ignored": {
    severity: "warning",
    title: "A directive in a readme.md has no effect",
    cause: "The directive is written in JavaScript, which is never run, or is of a kind that does not exist here.",
    fix: "Write the change as an action of an overlay.",
  },
  "readme/directive-unmatched": {
    severity: "warning",
    title: "A directive in a readme.md changes nothing",
    cause: "Nothing in the documents has the name or path that the directive asks for.",
    fix: "Correct the name, or remove the directive.",
  },
  "sources/invalid": {
    severity: "error",
    title: "The manifest of packages is not as it must be",
    cause: "A package or api-version lacks something, has something unknown, or is there twice.",
    fix: "Correct the line. specs/sources.yaml lists packages, each with a name, an output folder and api-versions.",
  },
  "overlay/invalid": {
    severity: "error",
    title: "An overlay is not as it must be",
    cause: "The file breaks the form of OpenAPI Overlay 1.0, or uses a part of JSONPath that is not supported.",
    fix: "Correct the line.",
  },
  "overlay/unmatched": {
    severity: "warning",
    title: "An overlay's action changes nothing",
    cause: "Nothing in the documents matches the action's target. Upstream may have fixed or moved what it was for.",
    fix: "Correct the target, or remove the action.",
  },
  "overlay/other-document": {
    severity: "warning",
    title: "An overlay is for another document",
    cause: 'Its "extends" names a document that is not among those read. It is applied all the same.',
    fix: 'Correct "extends", or leave it out where the overlay is for several documents.',
  },
  "write/path": {
    severity: "error",
    title: "A file cannot be written under its path",
    cause: "Paths of generated files come from names in the specification, and this one is not valid on every system.",
    fix: "Give the operation group or api-version another name in an overlay.",
  },
  "import/entries-differ": {
    severity: "error",
    title: "Documents cannot become one contract file",
    cause: "Two input files say different things of the same thing: its address, its path, or its definition.",
    fix: "Import the documents one at a time.",
  },
  "import/other-version": {
    severity: "error",
    title: "A document is of another api-version",
    cause: "What is published at the origin has moved on since it was imported, so nothing is written.",
    fix: "Correct the origin or the tag in the manifest, or import the new api-version beside the old one.",
  },
} as const satisfies Record<string, CatalogEntry>;
