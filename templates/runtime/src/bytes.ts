/** Puts pieces together, which are `size` bytes in all and not needed any more. A single one is not copied. */
export function concat(pieces: Uint8Array[], size: number): Uint8Array | undefined {
  if (!pieces[1]) return pieces[0];
  const bytes = new Uint8Array(size);
  for (const piece of pieces.reverse()) bytes.set(piece, (size -= piece.length));
  return bytes;
}
