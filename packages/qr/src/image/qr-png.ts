import { encodePng } from './encode-png.js';
import { type Band, layOut } from './lay-out.js';
import { checkImageOptions, type QrImageOptions } from './qr-image-options.js';
import { qrMatrix } from './qr-matrix.js';

/**
 * A QR code with its label as a PNG file, one bit per pixel, black on white.
 *
 * Needs `CompressionStream`, available in Node, edge runtimes and browsers since 2023.
 *
 * @throws InvalidInputError `INVALID_TEXT`, `INVALID_LABEL`, `INVALID_OPTION`
 * @example
 * ```ts
 * import { qrPng } from '@ksef/qr/image';
 *
 * declare const link: string;
 * const png = await qrPng(link, { label: 'CERTYFIKAT', moduleSize: 5 });
 * ```
 */
export async function qrPng(text: string, options: QrImageOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, bands } = layOut(qrMatrix(text, options), checkImageOptions(options));
  const lineBytes = 1 + Math.ceil(width / 8);
  const lines = new Uint8Array(lineBytes * height);
  let start = 0;
  for (const band of bands) {
    const end = start + lineBytes * band.height;
    drawBand(lines.subarray(start, end), lineBytes, band);
    start = end;
  }
  return encodePng(width, height, lines);
}

// Filter types of PNG: the line as it is, or its difference to the line above.
const asItIs = 0;
const up = 2;

/** Only the first line of a band contains data; the others repeat the one above. */
function drawBand(lines: Uint8Array, lineBytes: number, { runs }: Band): void {
  if (lines.length === 0) return;
  lines[0] = asItIs;
  lines.fill(0xff, 1, lineBytes);
  for (const { x, width } of runs) {
    for (let pixel = x; pixel < x + width; pixel++) {
      const index = 1 + (pixel >> 3);
      lines[index] = (lines[index] ?? 0) & ~(0x80 >> (pixel & 7));
    }
  }
  for (let start = lineBytes; start < lines.length; start += lineBytes) lines[start] = up;
}
