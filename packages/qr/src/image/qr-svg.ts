import { type Layout, layOut } from './lay-out.js';
import { checkImageOptions, type QrImageOptions } from './qr-image-options.js';
import { qrMatrix } from './qr-matrix.js';

/**
 * A QR code with its label as an SVG document. The label consists of shapes, not text: it needs no font, and no font
 * can cut it off.
 *
 * @throws InvalidInputError `INVALID_TEXT`, `INVALID_LABEL`, `INVALID_OPTION`
 * @example
 * ```ts
 * import { qrSvg } from '@ksef/qr/image';
 *
 * declare const link: string;
 * const svg = qrSvg(link, { label: 'OFFLINE' });
 * ```
 */
export function qrSvg(text: string, options: QrImageOptions = {}): string {
  const checked = checkImageOptions(options);
  const layout = layOut(qrMatrix(text, options), checked);
  const { width, height } = layout;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"` +
    ` role="img" aria-label="${`QR ${checked.label}`.trim()}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${width}v${height}H0z"/><path d="${outline(layout)}"/></svg>`
  );
}

/** All dark rectangles in one path: within one path, adjacent rectangles never show a seam. */
function outline({ bands }: Layout): string {
  let path = '';
  let y = 0;
  for (const { height, runs } of bands) {
    for (const { x, width } of runs) path += `M${x} ${y}h${width}v${height}h-${width}z`;
    y += height;
  }
  return path;
}
