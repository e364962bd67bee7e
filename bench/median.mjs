/** The middle of some numbers; the mean of the two in the middle where their count is even. Throws for none. */
export function median(numbers) {
  if (numbers.length === 0) throw new RangeError("no numbers");
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
