import { makeParameter, type Operation, type Parameter, type Response } from "../model/index.ts";
import { paragraphs } from "./docs.ts";
import type { EntryView } from "./entries.ts";
import type { Form } from "./functions.ts";
import type { FieldView } from "./interfaces.ts";
import type { OperationNames } from "./names.ts";
import { code, docCode, identifier, literalCode, propertyKey, type, type CodeText, type TypeText } from "./text.ts";

/** An operation that travels with bytes: beside what it says, or in place of what it answers. */
export interface MediaOperation {
  readonly operation: Operation;
  readonly uploads: boolean;
}

/** What asks for the bytes of a resource in place of its description. */
function asksForBytes(operation: Operation): Parameter {
  return makeParameter({
    name: { wire: "alt", words: ["alt"] },
    role: "responseFormat",
    type: { kind: "literal", value: "media" },
    constant: "media",
    at: operation.at,
  });
}

/** Only the request and its answer are left of it: nobody waits for bytes, or lists them. */
const plain = (operation: Operation): Operation => ({
  ...operation,
  longRunning: null,
  watch: null,
  paging: null,
  waits: [],
});

const inBytes = (response: Response): Response =>
  response.role === "success"
    ? { ...response, contents: [{ kind: "binary", mediaType: "*/*", type: { kind: "binary" } }] }
    : response;

const asking = (operation: Operation): Operation => ({
  ...operation,
  parameters: [...operation.parameters, asksForBytes(operation)],
});

const downloadOf = (operation: Operation): Operation => ({
  ...asking(plain(operation)),
  responses: operation.responses.map(inBytes),
});

/** Sessions are opened where single requests go, if there is such a place: so do the services' own clients. */
function uploadOf(operation: Operation): Operation {
  const { simplePath = null, resumablePath = null } = operation.mediaUpload ?? {};
  return { ...plain(operation), path: simplePath ?? resumablePath ?? operation.path };
}

/** The bytes of a resource are all that an operation gives. */
const onlyDownloads = ({ mediaDownload, responses }: Operation): boolean =>
  mediaDownload &&
  responses.some(({ role, contents }) => role === "success" && contents.some(({ kind }) => kind === "binary"));

/** The operation as its own function calls it: one that only downloads says so. */
export const asCalled = (operation: Operation): Operation => (onlyDownloads(operation) ? asking(operation) : operation);

/** The further forms of an operation, those with bytes; none for most. */
export function mediaOperations(operation: Operation): readonly MediaOperation[] {
  const downloads = operation.mediaDownload && !onlyDownloads(operation);
  return [
    ...(operation.mediaUpload === null ? [] : [{ operation: uploadOf(operation), uploads: true }]),
    ...(downloads ? [{ operation: downloadOf(operation), uploads: false }] : []),
  ];
}

/** What the bytes of an upload may be. */
function mediaFacts({ mediaUpload }: Operation): string {
  const { accept = [], maxSize = null } = mediaUpload ?? {};
  const types = accept.filter((each) => each !== "*/*");
  const notes = [
    types.length === 0 ? "" : `Accepted: ${types.map(docCode).join(", ")}.`,
    maxSize === null ? "" : `At most ${maxSize} bytes.`,
  ];
  return notes.filter((note) => note !== "").join(" ");
}

/** What the documentation of a function with bytes says. */
export function mediaNote({ operation, uploads }: OperationNames): string | null {
  if (!uploads) return onlyDownloads(operation) ? "Gives the bytes as they come." : null;
  return operation.mediaUpload?.resumablePath == null
    ? "Uploads bytes, in one request."
    : "Uploads bytes: in one request, or in a session that goes on after a cut.";
}

/** The argument that an upload has beside those of its operation. */
export function mediaField(operation: Operation): FieldView {
  return {
    doc: paragraphs(2, "What is uploaded.", mediaFacts(operation)),
    key: propertyKey("media"),
    readonly: true,
    optional: false,
    type: type`Media`,
  };
}

/** A call that sends bytes beside its body. */
export function uploadForm({ operation, prefix }: OperationNames, error: TypeText): Form {
  const { simplePath = null, resumablePath = null, maxSize = null } = operation.mediaUpload ?? {};
  const entry = (key: string, value: CodeText): EntryView => ({ key: identifier(key), value });
  const response = type`${identifier(`${prefix}Response`)}`;
  return {
    callee: "upload",
    options: "UploadOptions",
    returns: { name: "Call", args: error === "unknown" ? [response] : [response, error] },
    spec: [
      entry("id", literalCode(operation.id)),
      entry("media", code`args.media`),
      ...(simplePath === null ? [] : [entry("single", code`true`)]),
      ...(resumablePath === null ? [] : [entry("resumable", code`true`)]),
      ...(maxSize === null ? [] : [entry("maxSize", literalCode(maxSize))]),
    ],
    uses: [],
    types: ["Call", "ResponseOf"],
    imports: [],
  };
}
