import { InvalidInputError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import encodeQR from 'qr';

/** How much of a code may be damaged while it stays readable: about 7, 15, 25 or 30 %. */
export type QrErrorCorrection = 'L' | 'M' | 'Q' | 'H';

/** The modules of a QR code, rows from the top, without quiet zone; true is dark. */
export type QrMatrix = readonly (readonly boolean[])[];

/** Options of {@link qrMatrix}. */
export interface QrMatrixOptions {
  /** Default `M`. */
  readonly errorCorrection?: QrErrorCorrection | undefined;
}

const levels = { L: 'low', M: 'medium', Q: 'quartile', H: 'high' } as const;

/**
 * The bare matrix of a QR code (ISO/IEC 18004), for your own drawing code, e.g. a PDF generator.
 *
 * Leave a white margin of four modules around it.
 *
 * @throws InvalidInputError `INVALID_TEXT` when there is nothing to encode or too much, `INVALID_OPTION`
 * @example
 * ```ts
 * import { qrMatrix } from '@ksef/qr/image';
 *
 * const matrix = qrMatrix('https://qr.ksef.mf.gov.pl/invoice/…');
 * for (const [y, row] of matrix.entries()) {
 *   for (const [x, dark] of row.entries()) if (dark) console.log('a square at', x, y);
 * }
 * ```
 */
export function qrMatrix(text: string, { errorCorrection = 'M' }: QrMatrixOptions = {}): QrMatrix {
  const ecc = Object.hasOwn(levels, errorCorrection) ? levels[errorCorrection] : undefined;
  if (ecc === undefined) {
    throw new InvalidInputError(`${quoted(errorCorrection)} is no level of error correction: L, M, Q or H.`, {
      code: 'INVALID_OPTION',
      input: 'errorCorrection',
    });
  }
  if (typeof text !== 'string' || text === '') throw invalidText('There is no text to encode.');
  return withoutBorder(encode(text, ecc));
}

function encode(text: string, ecc: (typeof levels)[QrErrorCorrection]): boolean[][] {
  try {
    return encodeQR(text, 'raw', { ecc, border: 1 });
  } catch (cause) {
    throw invalidText(
      `A QR code cannot hold this text of ${text.length} characters at this level of error correction.`,
      cause,
    );
  }
}

/** The encoder requires a border of at least one module. */
function withoutBorder(bordered: readonly (readonly boolean[])[]): QrMatrix {
  return bordered.slice(1, -1).map((row) => row.slice(1, -1));
}

function invalidText(message: string, cause?: unknown): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_TEXT', input: 'text', cause });
}
