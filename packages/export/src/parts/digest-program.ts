/**
 * What the thread of a {@link DigestThread} runs. Text, not a file: a file beside the built package would be lost when
 * an application is bundled. See docs/decisions/0037.
 */
export const digestProgram = `
'use strict';
const { MessageChannel, parentPort } = require('node:worker_threads');
const { createDecipheriv, createHash } = require('node:crypto');
const { writeSync } = require('node:fs');

// Fits the caches of a processor: the second hash finds what the decryption has just made.
const stepBytes = 65536;
const parts = new Map();
// What is sent to a closed port is freed at once; left to the garbage collector, plaintext piles up to 50 MB.
const nowhere = new MessageChannel().port1;
nowhere.close();

parentPort.on('message', ({ id, begin, bytes, fd, position }) => {
  if (begin) {
    parts.set(id, {
      encrypted: createHash('sha256'),
      plain: createHash('sha256'),
      decipher: createDecipheriv('aes-256-cbc', begin.key, begin.iv),
      plainBytes: 0,
    });
    return;
  }
  const part = parts.get(id);
  const addPlain = (plain) => {
    part.plainBytes += plain.length;
    part.plain.update(plain);
    if (plain.length === plain.buffer.byteLength) nowhere.postMessage(undefined, [plain.buffer]);
  };
  if (bytes) {
    for (let at = 0; at < bytes.length; at += stepBytes) {
      const step = bytes.subarray(at, at + stepBytes);
      part.encrypted.update(step);
      addPlain(part.decipher.update(step));
    }
    let written = true;
    try {
      for (let done = 0; done < bytes.length; )
        done += writeSync(fd, bytes, done, bytes.length - done, position + done);
    } catch {
      // The disk is full, or descriptors are each thread's own, as in Deno: who lent it can write, or says why not.
      written = false;
    }
    parentPort.postMessage({ bytes, written }, [bytes.buffer]);
    return;
  }
  parts.delete(id);
  let undecryptable = false;
  try {
    addPlain(part.decipher.final());
  } catch {
    undecryptable = true;
  }
  const [encryptedHash, plainHash] = [part.encrypted.digest('base64'), part.plain.digest('base64')];
  const facts = { encryptedHash, plainHash, plainBytes: part.plainBytes, undecryptable };
  parentPort.postMessage({ facts });
});
`;
