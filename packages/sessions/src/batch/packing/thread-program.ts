/**
 * The program of a worker thread. It is text, not a file: a file beside the built package would be lost when an
 * application is bundled. See docs/decisions/0021 and 0036.
 */
export const threadProgram = `
'use strict';
const { hash } = require('node:crypto');
const { MessageChannel, parentPort } = require('node:worker_threads');
const { constants, crc32, deflateRawSync } = require('node:zlib');

// A small file needs no large tables: to make them takes longer than to deflate it.
function tablesFor({ length }) {
  const windowBits = Math.min(15, Math.max(9, 32 - Math.clz32(length)));
  return { windowBits, memLevel: Math.max(1, windowBits - 7) };
}

// What is sent to nobody is gone at once; left to the garbage collector, results of large files pile up.
const nowhere = new MessageChannel().port1;
nowhere.close();

function discard({ buffer, length }) {
  if (length > Buffer.poolSize) nowhere.postMessage(undefined, [buffer]);
}

const hashOf = (bytes) => hash('sha256', bytes, 'base64');

function cut(bytes, lengths) {
  let end = 0;
  return lengths.map((length) => bytes.subarray(end, (end += length)));
}

const works = {
  deflate({ contents, lengths, stream, into, level, hashed }) {
    const files = cut(contents, lengths);
    const pieces = stream ? [stream] : files;
    const finishFlush = stream ? constants.Z_SYNC_FLUSH : constants.Z_FINISH;
    const answer = { contents, into, lengths: [], crcs: [], hashes: hashed ? files.map(hashOf) : undefined };
    let end = 0;
    for (const piece of pieces) {
      // Room for all of it: pieces of a result, and then the whole, are twice the memory.
      const chunkSize = Math.max(1024, piece.length);
      const deflated = deflateRawSync(piece, { ...tablesFor(piece), level, finishFlush, chunkSize });
      into.set(deflated, end);
      end += deflated.length;
      answer.lengths.push(deflated.length);
      answer.crcs.push(crc32(piece));
      discard(deflated);
    }
    return answer;
  },
  async read({ contents, lengths, reader, limits }) {
    const { readInvoice } = await import(reader);
    const read = (file) => {
      try {
        return readInvoice(file, limits);
      } catch {
        return undefined;
      }
    };
    const files = cut(contents, lengths);
    return { contents, documents: files.map(read), hashes: files.map(hashOf) };
  },
};

parentPort.on('message', async ({ id, kind, job }) => {
  try {
    const answer = await works[kind](job);
    const buffers = [answer.contents, answer.into].flatMap((bytes) => bytes?.buffer ?? []);
    parentPort.postMessage({ id, answer }, buffers);
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});
`;
