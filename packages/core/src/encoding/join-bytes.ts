/**
 * Pieces as one array.
 *
 * @example
 * ```ts
 * import { joinBytes } from '@ksef/core/internal';
 *
 * joinBytes([Uint8Array.of(1, 2), Uint8Array.of(3)]); // 1, 2, 3
 * ```
 */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole;
}
