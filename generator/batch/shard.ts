/** A share of a run: the `index`th (from 1) of `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** `2/5`; null for anything else. */
export function parseShard(text: string): Shard | null {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count ? shard : null;
}

/**
 * The items of a share: dealt out in the order of their keys, so that shares differ by one item at most, all of them
 * together are everything, and the order of a manifest has no say.
 */
export function takeShard<T>(items: readonly T[], keyOf: (item: T) => string, { index, count }: Shard): readonly T[] {
  const sorted = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const mine = new Set(sorted.filter((_, place) => place % count === index - 1));
  return items.filter((item) => mine.has(item));
}
