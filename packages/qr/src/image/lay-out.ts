import { glyphAdvance, glyphHeight, glyphRow } from './glyphs.js';
import type { CheckedImageOptions } from './qr-image-options.js';
import type { QrMatrix } from './qr-matrix.js';

/** Dark pixels side by side. */
export interface Run {
  readonly x: number;
  readonly width: number;
}

/** Lines of pixels below each other that all look the same. */
export interface Band {
  readonly height: number;
  /** From the left, without overlap. The rest is white. */
  readonly runs: readonly Run[];
}

/** A whole image, from the top, in pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly Band[];
}

// A KSeF number has 35 characters. Every label gets the size at which a KSeF number would be about as wide as the code
// with its quiet zone, so that the labels of both codes of an invoice look alike.
const charactersPerLine = 35;
const marginDots = glyphAdvance;

/** The position of each pixel of an image. Only whole pixels, so nothing is blurred. A wide label widens the image. */
export function layOut(matrix: QrMatrix, options: CheckedImageOptions): Layout {
  const { label, moduleSize, quietZone } = options;
  const quiet = quietZone * moduleSize;
  const codeWidth = matrix.length * moduleSize;
  const dot = Math.max(
    1,
    Math.round((codeWidth + 2 * quiet) / (charactersPerLine * glyphAdvance + 2 * marginDots)),
  );
  const labelWidth = (label.length * glyphAdvance - 1) * dot;
  const width = Math.max(codeWidth + 2 * quiet, label === '' ? 0 : labelWidth + 2 * marginDots * dot);
  const centred = (content: number) => Math.floor((width - content) / 2);

  const bands: Band[] = [
    blank(quiet),
    ...matrix.map((row) => ({ height: moduleSize, runs: runsOf(row, moduleSize, centred(codeWidth)) })),
    blank(quiet),
  ];
  if (label !== '') {
    if (quiet < 3 * dot) bands.push(blank(3 * dot - quiet));
    for (let row = 0; row < glyphHeight; row++)
      bands.push({ height: dot, runs: runsOf(glyphRow(label, row), dot, centred(labelWidth)) });
    bands.push(blank(marginDots * dot));
  }
  return { width, height: bands.reduce((sum, band) => sum + band.height, 0), bands };
}

function blank(height: number): Band {
  return { height, runs: [] };
}

function runsOf(cells: readonly boolean[], size: number, left: number): Run[] {
  const runs: Run[] = [];
  let start: number | undefined;
  for (let index = 0; index <= cells.length; index++) {
    if (cells[index] === true) start ??= index;
    else if (start !== undefined) {
      runs.push({ x: left + start * size, width: (index - start) * size });
      start = undefined;
    }
  }
  return runs;
}
