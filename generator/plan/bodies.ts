import type { Content } from "../model/index.ts";
import { constraintNotes, paragraphs, phrase } from "./docs.ts";
import { unionType, type Place } from "./layout.ts";
import type { FieldView } from "./interfaces.ts";
import type { OperationNames } from "./names.ts";
import type { HeadersView } from "./responses.ts";
import { identifier, propertyKey, stringLiteral, templateType, type, type Identifier, type TypeText } from "./text.ts";
import { isDescribed, isStructured } from "./reading.ts";
import { typeAt, unionMembers, type TypeContext } from "./typeText.ts";

type FormContent = Extract<Content, { readonly kind: "form" | "multipart" }>;

const isForm = (content: Content): content is FormContent => content.kind === "form" || content.kind === "multipart";

/** Name of the interface of a form's fields; an operation that takes both kinds of form gets two. */
export const formName = (names: OperationNames, content: FormContent): Identifier =>
  identifier(`${names.prefix}${content.kind === "form" ? "Form" : "Parts"}`);

/** The interfaces of the forms that the operation takes. */
export function formViews(names: OperationNames, context: TypeContext): readonly HeadersView[] {
  const forms = (names.operation.body?.contents ?? []).filter(isForm);
  return forms
    .filter((content) => content.fields.length > 0)
    .map((content) => ({ ...content, fields: content.fields.filter((field) => field.constant === undefined) }))
    .map((content) => ({
      doc: paragraphs(0, content.kind === "form" ? "Fields of the form." : "Parts of the body."),
      name: formName(names, content),
      fields: content.fields.map((field) => {
        const key = propertyKey(field.name.wire);
        const column = 2 + "readonly ".length + key.length + (field.required ? 2 : 3);
        const own = typeAt(
          field.type,
          "input",
          context,
          { indent: 2, column, after: 1 },
          { orUndefined: !field.required, readonlyLists: true },
        );
        const words = [
          field.docs.description ?? phrase(field.name.words),
          constraintNotes(field.constraints).join(" "),
        ];
        return { doc: paragraphs(2, ...words), key, readonly: true, optional: !field.required, type: own };
      }),
    }));
}

/** A range such as `image/*`, of which the caller has to choose one. */
export const isRange = (mediaType: string): boolean => /^[^;]*\*/.test(mediaType);

/** What a body is said to be where the caller does not say: of a range, what holds for all of it. */
export function usualType(mediaType: string): string {
  if (!isRange(mediaType)) return mediaType;
  return mediaType.startsWith("text/") ? "text/plain" : "application/octet-stream";
}

/** What a caller may name for a media type: itself, or any of the range that it is. */
function choiceType(mediaType: string): TypeText {
  if (!isRange(mediaType)) return stringLiteral(mediaType) as string as TypeText;
  const [start = ""] = mediaType.split("*", 1);
  return start === "" ? type`string` : templateType([start, ""]);
}

/** The types that a body may have, one for each content that differs. */
function bodyTypes(contents: readonly Content[], names: OperationNames, context: TypeContext): readonly TypeText[] {
  const members = contents.flatMap((content): readonly TypeText[] => {
    if (content.kind === "binary") return [type`BinaryBody`];
    if (content.kind === "text" || (content.kind === "xml" && !isDescribed(content))) return [type`string`];
    if ("type" in content) return unionMembers(content.type, "input", context);
    return [content.fields.length === 0 ? type`Readonly<Record<string, unknown>>` : type`${formName(names, content)}`];
  });
  return [...new Set(members)];
}

/** Whether the caller has a choice of media types. */
export const isChoice = (contents: readonly Content[]): boolean =>
  contents.length > 1 || contents.some(({ mediaType }) => isRange(mediaType));

/** What a call gives as body: the argument itself, and the choice of its media type where there is one. */
export function bodyFields(names: OperationNames, context: TypeContext): readonly FieldView[] {
  const { body } = names.operation;
  if (body === null) return [];
  const { contents, required } = body;
  const [only] = contents;
  const place: Place = { indent: 2, column: 2 + `readonly body${required ? "" : "?"}: `.length, after: 1 };
  const single = contents.length === 1 && only !== undefined && "type" in only && isStructured(only) ? only : null;
  const own =
    single === null
      ? unionType([...bodyTypes(contents, names, context), ...(required ? [] : [type`undefined`])], place)
      : typeAt(single.type, "input", context, place, { orUndefined: !required, readonlyLists: true });
  const words = body.docs.description ?? "What is sent.";
  const field: FieldView = {
    doc: paragraphs(2, words),
    key: propertyKey("body"),
    readonly: true,
    optional: !required,
    type: own,
  };
  if (!isChoice(contents)) return [field];
  const media = contents.map((content) => choiceType(content.mediaType));
  const choice: FieldView = {
    doc: paragraphs(2, `Media type of the body. Default: ${"`"}${usualType(contents[0]?.mediaType ?? "")}${"`"}.`),
    key: propertyKey("contentType"),
    readonly: true,
    optional: true,
    type: unionType([...new Set(media), type`undefined`], { ...place, column: 2 + "readonly contentType?: ".length }),
  };
  return [field, choice];
}
