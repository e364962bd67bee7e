import type { Content, Operation, Response } from "../model/index.ts";

/** How the runtime reads the bodies of an operation's answers. */
export type ReadAs = "json" | "none" | "text" | "stream" | "exists";

type Kind = Content["kind"];

/**
 * Answers that a call resolves to. 304 is an error: nothing came that could be given. Redirects are followed, unless a
 * request that changes something is answered by nothing else: then it has been done, and the address is what it gives.
 */
export function successes(operation: Operation): readonly Response[] {
  const found = operation.responses.filter(({ role, status }) => {
    if (role !== "success") return false;
    if (status.kind === "exact") return status.status < 300;
    return status.kind === "default" || status.hundred < 3;
  });
  return found.length > 0 || reads.test(operation.method) ? found : operation.responses.filter(isRedirect);
}

const reads = /^(GET|HEAD|OPTIONS)$/;

const isRedirect = ({ role, status }: Response): boolean =>
  role === "success" && status.kind === "exact" && status.status >= 300 && status.status !== 304;

/** Statuses that are answers and no errors, beside 2xx. */
export const furtherAnswers = (operation: Operation): readonly number[] =>
  [...successes(operation), ...operation.responses.filter(({ role }) => role === "absent")].flatMap(({ status }) =>
    status.kind === "exact" && status.status >= 300 ? [status.status] : [],
  );

/** Answers with another address, which is followed: of what is there, nothing is known but that it is bytes. */
export const redirects = (operation: Operation): boolean =>
  successes(operation).length === 0 && operation.responses.some(isRedirect);

const textual: readonly Kind[] = ["text", "xml", "form"];

/** A document of which the spec says what it holds, so that it is read and written by that. Others are texts. */
export const isDescribed = (content: Content): boolean => content.kind === "xml" && content.xml !== null;

export const isStructured = (content: Content): boolean => content.kind === "json" || isDescribed(content);

/**
 * One way of reading for all answers of an operation: what it comes in is not known before it is asked for. JSON, or XML
 * that is described, where every answer can be one of these; else text, else bytes, which everything is in the end.
 */
export function readAs(operation: Operation): ReadAs {
  if (operation.responses.some((response) => response.role === "absent")) return "exists";
  if (operation.method === "HEAD") return "none";
  const answers = successes(operation);
  const bodies = answers.filter((response) => response.contents.length > 0);
  if (bodies.length === 0) return answers.length > 0 ? "none" : redirects(operation) ? "stream" : "json";
  const all = (kinds: readonly Kind[]): boolean =>
    bodies.every(({ contents }) => contents.some(({ kind }) => kinds.includes(kind)));
  if (bodies.every(({ contents }) => contents.some(isStructured))) return "json";
  return all(["json", ...textual]) ? "text" : "stream";
}

const readable: Readonly<Record<ReadAs, readonly Kind[]>> = {
  exists: [],
  json: ["json"],
  none: [],
  stream: ["binary", "multipart"],
  text: textual,
};

/** The contents of an answer that are asked for: those that can be read as they are, where there are any. */
export function wanted(response: Response, as: ReadAs): readonly Content[] {
  const fitting = response.contents.filter(({ kind }) => readable[as].includes(kind));
  if (fitting.length > 0) return fitting;
  const structured = as === "json" ? response.contents.filter(isStructured) : [];
  return structured.length > 0 ? structured : response.contents;
}

/** The media types to ask for; null where that is plain JSON. */
export function acceptedTypes(operation: Operation): string | null {
  const as = readAs(operation);
  const answers = successes(operation);
  const asked = answers.flatMap((response) => wanted(response, as).map(({ mediaType }) => mediaType));
  const others = answers.flatMap(({ contents }) => contents.map(({ mediaType }) => mediaType));
  const errors = operation.responses
    .filter((response) => response.role === "error")
    .flatMap(({ contents }) => contents.map(({ mediaType }) => mediaType))
    // A service that could answer in this type as well must not be asked to.
    .filter((mediaType) => !others.includes(mediaType));
  const types = [...new Set([...asked, ...errors])].filter((mediaType) => mediaType !== "");
  const [only] = types;
  if (only === undefined || (types.length === 1 && only.toLowerCase() === "application/json")) return null;
  return types.join(", ");
}
