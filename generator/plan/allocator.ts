/**
 * Hands out names, each once; a name that is taken gets the lowest free number from 2 on. With `fold`, names that
 * differ in case only count as the same: those of files, which some systems do not tell apart.
 */
export function allocator(taken: Iterable<string>, fold = (name: string): string => name): (wanted: string) => string {
  const used = new Set([...taken].map(fold));
  // Where to go on counting: many things may want one name.
  const counted = new Map<string, number>();
  return (wanted) => {
    let name = wanted;
    for (let number = counted.get(wanted) ?? 2; used.has(fold(name)); number++) {
      name = `${wanted}${number}`;
      counted.set(wanted, number + 1);
    }
    used.add(fold(name));
    return name;
  };
}

/** For names of files. */
export const foldCase = (name: string): string => name.toLowerCase();
