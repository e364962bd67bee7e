import type { Body, Content } from "../model/index.ts";
import { separatorOf, textItems, type Declarations } from "./bindings.ts";
import { formName, isChoice, usualType } from "./bodies.ts";
import { delimited, fits, objectCode, printWidth, type Place } from "./layout.ts";
import type { OperationNames } from "./names.ts";
import { isDescribed } from "./reading.ts";
import { entryPlace, type Entries } from "./entries.ts";
import { code, identifier, literalCode, member, objectKey, stringLiteral, type CodeText } from "./text.ts";
import type { XmlPlan } from "./xml.ts";

type FormContent = Extract<Content, { readonly kind: "form" | "multipart" }>;

const isForm = (content: Content): content is FormContent => content.kind === "form" || content.kind === "multipart";

const body = identifier("body");
const text = (value: string): CodeText => stringLiteral(value) as string as CodeText;

/** Code, and the runtime's functions that it calls. */
interface Written {
  readonly value: CodeText;
  readonly uses: readonly string[];
}

/** What a body is planned with. */
interface BodyContext {
  readonly names: OperationNames;
  readonly xml: XmlPlan;
  readonly declarations: Declarations;
}

/** A field that does not go as it is. */
interface ChangedField extends Written {
  readonly key: string;
}

/** Fields that do not go as they are: lists that share a field are joined, and what the spec fixes is put in. */
function changedFields(content: FormContent, source: CodeText, context: BodyContext): readonly ChangedField[] {
  return content.fields.flatMap((field): readonly ChangedField[] => {
    const key = objectKey(field.name.wire);
    if (field.constant !== undefined) return [{ key, value: literalCode(field.constant), uses: [] }];
    if (field.deep) {
      const parts = code`...deepObject(${text(field.name.wire)}, ${member(source, field.name.wire)})`;
      // What it is made of goes in its place.
      return [
        { key: "", value: parts, uses: ["deepObject"] },
        { key, value: code`undefined`, uses: [] },
      ];
    }
    const separator = separatorOf(field.list, "form");
    if (separator === null) return [];
    const items = textItems(field.type, member(source, field.name.wire), context.declarations);
    return [{ key, value: code`join(${items.value}, ${text(separator)})`, uses: ["join", ...items.uses] }];
  });
}

/** The call that writes a form: `form(args.body)`, `multipart(args.body, { file: "image/png" })`. */
function formCall(content: FormContent, source: CodeText, place: Place, context: BodyContext): Written {
  const { kind } = content;
  const changed = changedFields(content, source, context);
  const media = content.fields.flatMap(({ name, mediaType }): readonly (readonly [string, string])[] =>
    mediaType === null ? [] : [[objectKey(name.wire), text(mediaType)]],
  );
  const members: Members = [["", `...${source}`], ...changed.map(({ key, value }) => [key, value] as const)];
  const value = formArguments(kind, changed.length === 0 ? null : members, source, media, place);
  return { value, uses: [kind, ...changed.flatMap(({ uses }) => uses)] };
}

type Members = readonly (readonly [string, string])[];

/** The call with its one or two arguments: only the last one breaks, or each has a line of its own. */
function formArguments(
  kind: string,
  members: Members | null,
  source: CodeText,
  media: Members,
  place: Place,
): CodeText {
  const at: Place = { ...place, column: place.column + kind.length + 1, after: place.after + 1 };
  const argument = (here: Place): string => (members === null ? source : objectCode(members, here));
  if (media.length === 0) return `${kind}(${argument(at)})` as CodeText;
  const flat = argument({ indent: 0, column: -Infinity, after: 0 });
  if (at.column + flat.length + ", {".length <= printWidth) {
    return `${kind}(${flat}, ${objectCode(media, { ...at, column: at.column + flat.length + 2 })})` as CodeText;
  }
  const inner: Place = { indent: place.indent + 2, column: place.indent + 2, after: 1 };
  return delimited(`${kind}(`, [argument(inner), objectCode(media, inner)], ")", {
    ...place,
    column: Infinity,
  }) as CodeText;
}

function singleForm(content: FormContent, required: boolean, context: BodyContext): Entries {
  const place = entryPlace("body");
  const source = code`args.body`;
  const guard = required ? "" : `${source} && `;
  const call = formCall(content, source, { ...place, column: place.column + guard.length }, context);
  const { uses } = call;
  if (required || !call.value.includes("\n")) {
    return { entries: [{ key: body, value: `${guard}${call.value}` as CodeText }], uses };
  }
  // Prettier starts a condition of several lines below its key.
  const indent = place.indent + 2;
  const below = formCall(content, source, { indent, column: indent, after: 1 }, context);
  const start = `\n${" ".repeat(indent)}`;
  return { entries: [{ key: body, value: `${start}${source} &&${start}${below.value}` as CodeText }], uses };
}

/** A content among others that does not go as it is: what writes it is chosen with its media type. */
function writer(content: Content, context: BodyContext): ChangedField | readonly never[] {
  const key = objectKey(content.mediaType);
  if (content.kind === "xml" && isDescribed(content)) return { key, value: context.xml.encode(content), uses: [] };
  if (!isForm(content)) return [];
  const place: Place = { indent: 8, column: 8 + key.length + 2, after: 1 };
  const call = formCall(content, code`body`, { indent: 10, column: 10, after: 1 }, context);
  if (call.value === `${content.kind}(body)`) return { key, value: code`${identifier(content.kind)}`, uses: call.uses };
  const parameters = `(body: ${formName(context.names, content)})`;
  const head = `${parameters} =>`;
  const line = `${head} ${call.value}`;
  const value = fits(line, place) ? line : `${head}\n          ${call.value}`;
  return { key, value: value as CodeText, uses: call.uses };
}

function chosenBody(contents: readonly Content[], context: BodyContext): Entries {
  const forms = contents.flatMap((content) => writer(content, context));
  const [first] = contents;
  const chosen = isUsual(first)
    ? code`args.contentType`
    : code`args.contentType ?? ${text(usualType(first?.mediaType ?? ""))}`;
  const contentType = { key: identifier("contentType"), value: chosen };
  const written = contents.some(({ kind }) => kind === "json");
  const encode = written ? [{ key: identifier("encode"), value: code`toMediaType` }] : [];
  const encodeUses = written ? ["toMediaType"] : [];
  if (forms.length === 0) {
    return { entries: [{ key: body, value: code`args.body` }, contentType, ...encode], uses: encodeUses };
  }
  const writers = forms.map(({ key, value }) => `\n        ${key}: ${value},`).join("");
  const chosenText = code`writeBody(args.body, ${chosen}, {${writers as CodeText}\n      })`;
  // A multipart body knows its own type, which has the boundary in it.
  const parts = contents.find(({ kind }) => kind === "multipart");
  const type = { ...contentType, value: parts === undefined ? chosen : withoutParts(chosen, parts, first) };
  const uses = ["writeBody", ...encodeUses, ...forms.flatMap((form) => form.uses)];
  return { entries: [{ key: body, value: chosenText }, type, ...encode], uses };
}

/** What a body is taken for where a request says nothing else. */
const isUsual = (content: Content | undefined): boolean =>
  content?.kind === "json" && content.mediaType.toLowerCase() === "application/json";

function withoutParts(chosen: CodeText, parts: Content, first: Content | undefined): CodeText {
  const given = code`args.contentType`;
  if (parts === first) return given;
  return code`${given} === ${text(parts.mediaType)} ? undefined : ${chosen}`;
}

/** What writes a body of the one kind that there is; null where it is sent as it is given. */
function singleEncoder(content: Content, context: BodyContext): Written | null {
  if (content.kind === "xml" && isDescribed(content)) return { value: context.xml.encode(content), uses: [] };
  return content.kind === "json" ? { value: code`toJson`, uses: ["toJson"] } : null;
}

/** The entries of a request for its body: what is sent, and its media type where the runtime would not guess it. */
export function bodyEntries(sent: Body | null, context: BodyContext): Entries {
  if (sent === null) return { entries: [], uses: [] };
  const { contents, required } = sent;
  const [first] = contents;
  if (first === undefined) return { entries: [], uses: [] };
  if (isChoice(contents)) return chosenBody(contents, context);
  if (isForm(first)) return singleForm(first, required, context);
  const entries = [{ key: body, value: code`args.body` }];
  const type = isUsual(first) ? [] : [{ key: identifier("contentType"), value: text(first.mediaType) }];
  const encoder = singleEncoder(first, context);
  const encode = encoder === null ? [] : [{ key: identifier("encode"), value: encoder.value }];
  return { entries: [...entries, ...type, ...encode], uses: encoder?.uses ?? [] };
}
