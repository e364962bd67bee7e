/** Puts pieces together. A single one is not copied. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array | undefined {
  if (!pieces[1]) return pieces[0];
  const bytes = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
