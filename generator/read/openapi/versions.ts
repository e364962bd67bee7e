import { compareText } from "../values.ts";

/** Orders api-versions, older first: by their numbers, and a preview before what it is a preview of. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  for (let index = 0; index < Math.max(left.numbers.length, right.numbers.length); index += 1) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.suffix === right.suffix) return compareText(a, b);
  if (left.suffix === "") return 1;
  if (right.suffix === "") return -1;
  return left.suffix.localeCompare(right.suffix, "en", { numeric: true });
}

function parse(version: string): { readonly numbers: readonly number[]; readonly suffix: string } {
  const match = /^v?([\d.-]*)(.*)$/i.exec(version);
  return { numbers: (match?.[1]?.match(/\d+/g) ?? []).map(Number), suffix: match?.[2]?.toLowerCase() ?? "" };
}

/** The newest of some api-versions; empty where there is none. */
export function newestOf(versions: readonly string[]): string {
  return versions.toSorted(compareVersions).at(-1) ?? "";
}
