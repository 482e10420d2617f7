import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFile } from './outside.js';

/**
 * A page as a grid of how dark its parts are: a line of digits for each row of squares, `.` for white. So coarse that how a
 * rasteriser smooths letters does not matter, and so fine that a text in another place, a missing line or column does.
 */
export type PageGrid = readonly string[];

const squarePx = 9;
const darkest = 9;

/** The grids of a PDF's pages, rasterised by poppler at 72 pixels an inch. */
export function gridsOfPdf(pdf: Uint8Array): PageGrid[] {
  return withFile('a.pdf', pdf, (file, folder) => {
    execFileSync('pdftoppm', ['-r', '72', '-gray', file, join(folder, 'page')]);
    return readdirSync(folder)
      .filter((name) => name.endsWith('.pgm'))
      .sort()
      .map((name) => gridOf(readFileSync(join(folder, name))));
  });
}

function gridOf(pgm: Uint8Array): PageGrid {
  const [header = '', width = '', height = ''] =
    /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(Buffer.from(pgm.subarray(0, 40)).toString('latin1')) ?? [];
  const pixels = pgm.subarray(header.length);
  const rows: string[] = [];
  for (let top = 0; top + squarePx <= Number(height); top += squarePx) {
    let row = '';
    for (let left = 0; left + squarePx <= Number(width); left += squarePx)
      row += symbolOf(darknessOf(pixels, Number(width), left, top));
    rows.push(row);
  }
  return rows;
}

/** From 0 (white) to 1 (black). */
function darknessOf(pixels: Uint8Array, width: number, left: number, top: number): number {
  let sum = 0;
  for (let y = top; y < top + squarePx; y++)
    for (let x = left; x < left + squarePx; x++) sum += 255 - (pixels[y * width + x] ?? 255);
  return sum / (squarePx * squarePx * 255);
}

// Text covers a fourth of its square at most: the scale is finer where things are light.
function symbolOf(darkness: number): string {
  const level = Math.min(darkest, Math.round(Math.sqrt(darkness) * 12));
  return level === 0 ? '.' : String(level);
}

const levelOf = (symbol: string | undefined) => (symbol === undefined || symbol === '.' ? 0 : Number(symbol));

/** How far two grids are apart: the share of squares that differ by more than one level, and the largest difference. */
export function distance(one: PageGrid, other: PageGrid): { share: number; largest: number } {
  if (one.length !== other.length || one[0]?.length !== other[0]?.length)
    return { share: 1, largest: darkest };
  let [different, largest, all] = [0, 0, 0];
  one.forEach((row, index) => {
    for (let column = 0; column < row.length; column++) {
      const difference = Math.abs(levelOf(row[column]) - levelOf(other[index]?.[column]));
      largest = Math.max(largest, difference);
      if (difference > 1) different++;
      all++;
    }
  });
  return { share: different / all, largest };
}
