import { InvalidInputError } from '@ksef/core';
import { anything, checkOptions, quoted } from '@ksef/core/internal';
import { hasGlyphs } from './glyphs.js';
import type { QrMatrixOptions } from './qr-matrix.js';

/** The appearance of a code's image. */
export interface QrImageOptions extends QrMatrixOptions {
  /**
   * Label below the code: the KSeF number, `OFFLINE` before KSeF has assigned it, `CERTYFIKAT` below KOD II. Capital
   * letters, digits and dashes. Default: no label. Source: kody-qr.md.
   */
  readonly label?: string | undefined;
  /** Side of one module, in pixels, 1 to 100. Default 8. */
  readonly moduleSize?: number | undefined;
  /** White margin around the code, in modules, 0 to 100. ISO/IEC 18004 requires 4, the default. */
  readonly quietZone?: number | undefined;
}

/** The checked options, with defaults. */
export interface CheckedImageOptions {
  readonly label: string;
  readonly moduleSize: number;
  readonly quietZone: number;
}

const longestLabel = 100;

/** @throws InvalidInputError `INVALID_LABEL`, `INVALID_OPTION` */
export function checkImageOptions(options: QrImageOptions): CheckedImageOptions {
  checkOptions<QrImageOptions>(options, {
    errorCorrection: anything,
    label: anything,
    moduleSize: anything,
    quietZone: anything,
  });
  const { label = '', moduleSize = 8, quietZone = 4 } = options;
  if (!hasGlyphs(label)) {
    throw new InvalidInputError(
      `The label ${quoted(label)} has other characters than A-Z, 0-9 and -: give the KSeF number, OFFLINE or CERTYFIKAT.`,
      { code: 'INVALID_LABEL', input: 'label' },
    );
  }
  if (label.length > longestLabel) {
    throw new InvalidInputError(
      `The label has ${label.length} characters: at most ${longestLabel} are drawn.`,
      {
        code: 'INVALID_LABEL',
        input: 'label',
      },
    );
  }
  return {
    label,
    moduleSize: checkedInteger('moduleSize', moduleSize, 1),
    quietZone: checkedInteger('quietZone', quietZone, 0),
  };
}

function checkedInteger(input: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least && value <= 100) return value;
  throw new InvalidInputError(`${input} is ${quoted(value)}: a whole number from ${least} to 100.`, {
    code: 'INVALID_OPTION',
    input,
  });
}
