export type { QrImageOptions } from './image/qr-image-options.js';
export { type QrErrorCorrection, type QrMatrix, type QrMatrixOptions, qrMatrix } from './image/qr-matrix.js';
export { qrPng } from './image/qr-png.js';
export { qrSvg } from './image/qr-svg.js';
