import { makeName, splitWords, type Name } from "../../model/index.ts";
import { clientName } from "../azure/schemas.ts";
import { textOf, textsOf } from "../values.ts";
import { composeId } from "./inlineNames.ts";
import type { Reader } from "./reader.ts";
import type { RawOperation } from "./view.ts";

export interface OperationNames {
  readonly id: string;
  readonly group: Name;
  readonly name: Name;
}

/**
 * The id of an operation, its group and its name in the group. `ManagedClusters_Get` is Get of ManagedClusters; where
 * an id is one word, or is written in snake case, the first tag is the group, else `fallback`.
 */
export function namesOf(reader: Reader, operation: RawOperation, autoRest: boolean, fallback: Name): OperationNames {
  const { value, at } = operation.node;
  const written = textOf(value, "operationId");
  const id = written ?? composeId(operation.method, operation.path);
  if (written === null) reader.sink.report("operation/no-id", at, `The operation has no id; it is called ${id}`);
  const [tag] = textsOf(value, "tags");
  const preferred = clientName(value);
  const parts = splitId(id, autoRest, tag);
  if (parts === null)
    return { id, group: tag === undefined ? fallback : makeName(tag), name: makeName(id, preferred ?? id) };
  const [group, name] = parts;
  const renamed = preferred === null ? null : splitId(preferred, true, undefined);
  return {
    id,
    group: makeName(group, renamed?.[0] ?? group),
    name: makeName(name, renamed?.[1] ?? preferred ?? name),
  };
}

/**
 * AutoRest's `Group_Name`. Elsewhere an underscore may be just a way of writing: then the group has to be a tag's. Other
 * marks part the group where a tag says the same (`repos/get-content`), or where there is no tag.
 */
function splitId(id: string, autoRest: boolean, tag: string | undefined): readonly [string, string] | null {
  const index = id.indexOf("_");
  const other = autoRest ? null : splitAtTag(id, tag);
  if (index <= 0 || index === id.length - 1) return other;
  const parts = [id.slice(0, index), id.slice(index + 1)] as const;
  const isGroup = autoRest || /^\p{Lu}/u.test(parts[0]) || parts[0].toLowerCase() === tag?.toLowerCase();
  return isGroup ? parts : other;
}

function splitAtTag(id: string, tag: string | undefined): readonly [string, string] | null {
  if (tag === undefined) {
    const [group, name, ...more] = id.split(/[./]/);
    return group && name && more.length === 0 ? [group, name] : null;
  }
  const wanted = splitWords(tag).join(" ");
  for (const mark of id.matchAll(/[^\p{L}\p{N}]+/gu)) {
    const name = id.slice(mark.index + mark[0].length);
    if (name !== "" && splitWords(id.slice(0, mark.index)).join(" ") === wanted) return [tag, name];
  }
  return null;
}
