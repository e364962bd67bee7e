/** Numbers that only look like chance: the same seed gives the same ones. */
export interface Random {
  /** From 0 to below `limit`, whole. */
  below(limit: number): number;
  /** One of the items; they may not be empty. */
  pick<T>(items: readonly T[]): T;
}

/** Mulberry32: 32 bits of state are enough to tell runs apart, and a seed is short to write down. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit) => Math.floor(next() * limit),
    pick<T>(items: readonly T[]): T {
      return items[Math.floor(next() * items.length)] as T;
    },
  };
}
