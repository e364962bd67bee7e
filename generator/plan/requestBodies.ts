import type { Body, Content } from "../model/index.ts";
import { separatorOf } from "./bindings.ts";
import { formName } from "./bodies.ts";
import { arrowCode, objectCode, type Place } from "./layout.ts";
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

/** Fields that do not go as they are: lists that share a field are joined, and what the spec fixes is put in. */
function changedFields(content: FormContent, source: CodeText): readonly (readonly [string, string])[] {
  return content.fields.flatMap((field): readonly (readonly [string, string])[] => {
    const key = objectKey(field.name.wire);
    if (field.constant !== undefined) return [[key, literalCode(field.constant)]];
    const separator = separatorOf(field.list, "form");
    return separator === null ? [] : [[key, `join(${member(source, field.name.wire)}, ${text(separator)})`]];
  });
}

/** The call that writes a form: `form(args.body)`, `multipart(args.body, { file: "image/png" })`. */
function formCall(content: FormContent, source: CodeText, place: Place): Written {
  const { kind } = content;
  const changed = changedFields(content, source);
  const media = content.fields.flatMap(({ name, mediaType }): readonly (readonly [string, string])[] =>
    mediaType === null ? [] : [[objectKey(name.wire), text(mediaType)]],
  );
  const at: Place = { ...place, column: place.column + kind.length + 1, after: place.after + 1 };
  const flat: Place = { indent: 0, column: -Infinity, after: 0 };
  const members: readonly (readonly [string, string])[] = [["", `...${source}`], ...changed];
  const fields = changed.length === 0 ? source : objectCode(members, media.length === 0 ? at : flat);
  const types = media.length === 0 ? "" : `, ${objectCode(media, { ...at, column: at.column + fields.length + 2 })}`;
  const joins = changed.some(([, value]) => value.startsWith("join("));
  return { value: `${kind}(${fields}${types})` as CodeText, uses: joins ? [kind, "join"] : [kind] };
}

function singleForm(content: FormContent, required: boolean): Entries {
  const place = entryPlace("body");
  const source = code`args.body`;
  const guard = required ? "" : `${source} && `;
  const call = formCall(content, source, { ...place, column: place.column + guard.length });
  return { entries: [{ key: body, value: `${guard}${call.value}` as CodeText }], uses: call.uses };
}

/** A content among others that does not go as it is: what writes it is chosen with its media type. */
function writer(
  content: Content,
  names: OperationNames,
  xml: XmlPlan,
): (Written & { readonly key: string }) | readonly never[] {
  const key = objectKey(content.mediaType);
  if (content.kind === "xml" && isDescribed(content)) return { key, value: xml.encode(content), uses: [] };
  if (!isForm(content)) return [];
  const place: Place = { indent: 8, column: 8 + key.length + 2, after: 1 };
  const call = formCall(content, code`body`, { indent: 10, column: 10, after: 1 });
  if (call.value === `${content.kind}(body)`) return { key, value: code`${identifier(content.kind)}`, uses: call.uses };
  const parameters = `(body: ${formName(names, content)})`;
  const args = call.value.slice(content.kind.length + 1, -1);
  return { key, value: arrowCode(parameters, content.kind, [args], place), uses: call.uses };
}

function chosenBody(contents: readonly Content[], names: OperationNames, xml: XmlPlan): Entries {
  const forms = contents.flatMap((content) => writer(content, names, xml));
  const [first] = contents;
  const isJson = first?.mediaType.toLowerCase() === "application/json";
  const chosen = isJson ? code`args.contentType` : code`args.contentType ?? ${text(first?.mediaType ?? "")}`;
  const contentType = { key: identifier("contentType"), value: chosen };
  if (forms.length === 0) return { entries: [{ key: body, value: code`args.body` }, contentType], uses: [] };
  const writers = forms.map(({ key, value }) => `\n        ${key}: ${value},`).join("");
  const written = code`writeBody(args.body, ${chosen}, {${writers as CodeText}\n      })`;
  // A multipart body knows its own type, which has the boundary in it.
  const parts = contents.find(({ kind }) => kind === "multipart");
  const type = { ...contentType, value: parts === undefined ? chosen : withoutParts(chosen, parts, first) };
  return { entries: [{ key: body, value: written }, type], uses: ["writeBody", ...forms.flatMap(({ uses }) => uses)] };
}

function withoutParts(chosen: CodeText, parts: Content, first: Content | undefined): CodeText {
  const given = code`args.contentType`;
  if (parts === first) return given;
  return code`${given} === ${text(parts.mediaType)} ? undefined : ${chosen}`;
}

/** The entries of a request for its body: what is sent, and its media type where the runtime would not guess it. */
export function bodyEntries(sent: Body | null, names: OperationNames, xml: XmlPlan): Entries {
  if (sent === null) return { entries: [], uses: [] };
  const { contents, required } = sent;
  const [first] = contents;
  if (first === undefined) return { entries: [], uses: [] };
  if (contents.length > 1) return chosenBody(contents, names, xml);
  if (isForm(first)) return singleForm(first, required);
  const entries = [{ key: body, value: code`args.body` }];
  const isJson = first.mediaType.toLowerCase() === "application/json";
  const encode =
    first.kind === "xml" && isDescribed(first) ? [{ key: identifier("encode"), value: xml.encode(first) }] : [];
  return {
    entries: isJson
      ? entries
      : [...entries, { key: identifier("contentType"), value: text(first.mediaType) }, ...encode],
    uses: [],
  };
}
