import { fullAccess, type Access, type Docs } from "../../model/index.ts";
import type { JsonObject, Located } from "../../source/document.ts";
import { isSecret, mutabilityOf } from "../azure/schemas.ts";
import { overlayDocs } from "../extensions.ts";
import { isTrue, objectOf, textOf } from "../values.ts";

/** What a node says of itself in prose. A schema's `title` is its summary. */
export function docsOf(node: JsonObject): Docs {
  return overlayDocs(node, {
    summary: textOf(node, "summary") ?? textOf(node, "title"),
    description: textOf(node, "description"),
    url: urlOf(node),
  });
}

function urlOf(node: JsonObject): string | null {
  const docs = objectOf(node, "externalDocs");
  const url = docs === null ? null : textOf(docs, "url");
  return url !== null && /^https?:\/\/[^\s<>"]+$/i.test(url) ? url : null;
}

/** In which directions a property travels: `readOnly` and `writeOnly` of any layer, narrowed by `x-ms-mutability`. */
export function accessOf(layers: readonly Located<JsonObject>[]): Access {
  let access = fullAccess;
  for (const { value } of layers) {
    const said = mutabilityOf(value);
    if (said !== null && access === fullAccess) access = said;
  }
  if (layers.some(({ value }) => isTrue(value, "readOnly"))) return { read: true, create: false, update: false };
  if (layers.some(({ value }) => isTrue(value, "writeOnly"))) return { ...access, read: false };
  return access;
}

/** Whether a value must not be shown: `x-ms-secret`, or a password. */
export function secretOf(layers: readonly Located<JsonObject>[]): boolean {
  return layers.some(({ value }) => isSecret(value) || textOf(value, "format") === "password");
}
