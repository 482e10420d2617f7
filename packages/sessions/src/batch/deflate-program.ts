/**
 * What a deflating thread runs. Text, not a file: a file beside the built package would be lost when an application is
 * bundled. See docs/decisions/0021.
 */
export const deflateProgram = `
'use strict';
const { parentPort } = require('node:worker_threads');
const { constants, crc32, deflateRawSync } = require('node:zlib');

parentPort.on('message', ({ id, bytes, lengths, level, last }) => {
  try {
    const finishFlush = last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    const crcs = [];
    const pieces = [];
    let start = 0;
    for (const length of lengths) {
      const piece = bytes.subarray(start, start + length);
      start += length;
      crcs.push(crc32(piece));
      const chunkSize = Math.max(1024, Math.min(65536, length));
      pieces.push(deflateRawSync(piece, { level, finishFlush, chunkSize }));
    }
    const deflated = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let end = 0;
    for (const piece of pieces) {
      deflated.set(piece, end);
      end += piece.length;
    }
    const answer = { id, bytes: deflated, lengths: pieces.map((piece) => piece.length), crcs };
    parentPort.postMessage(answer, [deflated.buffer]);
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});
`;
