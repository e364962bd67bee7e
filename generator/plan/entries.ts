import { memberCode, type Place } from "./layout.ts";
import type { CodeText, Identifier } from "./text.ts";

/** `key: value` of an object literal. */
export interface EntryView {
  readonly key: Identifier;
  readonly value: CodeText;
}

/** The entry as it is written: a value of the key's own name needs saying once. */
export function entryText(entry: EntryView): CodeText {
  return (entry.key as string) === entry.value ? entry.value : memberCode(entry.key, entry.value, entryIndent);
}

/** Where a request's entries stand in the file: six columns in, each ended by a comma. */
const entryIndent = 6;
export const entryPlace = (key: string): Place => ({
  indent: entryIndent,
  column: entryIndent + key.length + 2,
  after: 1,
});

/** Entries, and what they need. */
export interface Entries {
  readonly entries: readonly EntryView[];
  /** Functions of the runtime that the entries call. */
  readonly uses: readonly string[];
}
