import { argumentError } from "./errors.js";
import type { BlobLike } from "./platform.js";
import { asText } from "./values.js";

type BlobParts = NonNullable<ConstructorParameters<typeof Blob>[0]>;

/** Names and values of the fields that are given; lists repeat their name. */
const entries = (fields: object): readonly (readonly [name: string, value: unknown])[] =>
  Object.entries(fields as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((item) => item != null)
      .map((item) => [name, item] as const),
  );

/**
 * A body `application/x-www-form-urlencoded`. Lists repeat their name; objects become JSON; what is null or undefined is
 * left out.
 */
export function form(fields: object): BlobLike {
  const pairs = entries(fields).map(([name, value]): [string, string] => [name, String(asText(value))]);
  return new Blob([String(new URLSearchParams(pairs))], { type: "application/x-www-form-urlencoded" });
}

/** Text of a part's header, written as the HTML standard writes names and file names. */
const quoted = (text: string): string => `"${text.replace(/[\r\n"]/g, (character) => encodeURIComponent(character))}"`;

function part(
  name: string,
  value: unknown,
  mediaType: string | undefined,
): { readonly head: string; readonly content: unknown } {
  const isBytes = value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value);
  const isJson = typeof value === "object" && !isBytes;
  const { name: file = name, type } = Object(value) as { readonly name?: string; readonly type?: string };
  const media = mediaType ?? (isBytes ? type || "application/octet-stream" : isJson ? "application/json" : undefined);
  if (media && /[^\t -~]/.test(media)) throw argumentError(name, "header");
  const head = [
    `Content-Disposition: form-data; name=${quoted(name)}${isBytes ? `; filename=${quoted(file)}` : ""}`,
    ...(media ? [`Content-Type: ${media}`] : []),
  ].join("\r\n");
  return { head, content: isJson ? JSON.stringify(value) : isBytes ? value : String(value) };
}

/** A text to put between parts. Not to be guessed, so that no content can end its part. */
export const makeBoundary = (): string => `armature-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;

/**
 * A body `multipart/form-data` (RFC 7578). Bytes and Blobs become files, a `File` under its own name; objects become
 * JSON; lists repeat their name; what is null or undefined is left out. `mediaTypes` are by field.
 */
export function multipart(fields: object, mediaTypes: Readonly<Record<string, string>> = {}): BlobLike {
  const boundary = makeBoundary();
  const parts = entries(fields).flatMap(([name, value]) => {
    const { head, content } = part(name, value, mediaTypes[name]);
    return [`--${boundary}\r\n${head}\r\n\r\n`, content, "\r\n"];
  });
  return new Blob([...parts, `--${boundary}--\r\n`] as BlobParts, {
    type: `multipart/form-data; boundary=${boundary}`,
  });
}

/** Writes a body in the media type that was chosen for it; a type without a writer has its body sent as it is. */
export const writeBody = (
  body: unknown,
  mediaType: string | undefined,
  writers: Readonly<Record<string, (body: never) => unknown>>,
): unknown => (body && writers[mediaType ?? ""]?.(body as never)) ?? body;
