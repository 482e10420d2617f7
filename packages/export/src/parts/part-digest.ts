import { createDecipheriv, createHash } from 'node:crypto';
import type { ExportAccess } from '../run/index.js';
import { discard } from './discard.js';
import type { SpoolFile } from './spool-file.js';

// Fits the caches of a processor: the second hash finds what the decryption has just made.
const stepBytes = 65_536;

/** The facts of a completely received part. */
export interface PartFacts {
  /** SHA-256, Base64. */
  readonly encryptedHash: string;
  readonly plainHash: string;
  readonly plainBytes: number;
  readonly undecryptable: boolean;
}

/** Writes a part to the spool, and hashes and decrypts it, while it arrives. */
export interface PartDigest {
  /** Takes the next bytes and returns them; the passed buffer is detached meanwhile. */
  update(bytes: Uint8Array<ArrayBuffer>, position: number): Promise<Uint8Array<ArrayBuffer>>;
  finish(): Promise<PartFacts>;
}

/** In this thread. */
export function digestHere({ key, iv }: ExportAccess, file: SpoolFile): PartDigest {
  const encrypted = createHash('sha256');
  const plain = createHash('sha256');
  const decipher = createDecipheriv('aes-256-cbc', key, iv);
  let plainBytes = 0;
  const addPlain = (bytes: Buffer) => {
    plainBytes += bytes.length;
    plain.update(bytes);
    discard(bytes as Uint8Array<ArrayBuffer>);
  };
  return {
    async update(bytes, position) {
      for (let at = 0; at < bytes.length; at += stepBytes) {
        const step = bytes.subarray(at, at + stepBytes);
        encrypted.update(step);
        addPlain(decipher.update(step));
      }
      await file.write(bytes, position);
      return bytes;
    },
    async finish() {
      let undecryptable = false;
      try {
        addPlain(decipher.final());
      } catch {
        undecryptable = true;
      }
      const [encryptedHash, plainHash] = [encrypted.digest('base64'), plain.digest('base64')];
      return { encryptedHash, plainHash, plainBytes, undecryptable };
    },
  };
}
