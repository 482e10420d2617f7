import { InvalidInputError } from '@ksef/core';

/** Counts the rounds that a file requires, and yields to the event loop in between. */
export interface Rounds {
  /** @throws InvalidInputError `INVALID_PKCS12` when all rounds together are too many */
  spend(iterations: number): void;
  readonly signal: AbortSignal | undefined;
}

// OpenSSL makes 2 048, Windows 2 000, cautious people a million, for each of up to five derivations.
const mostRounds = 10_000_000;
const sliceMs = 5;

/** The rounds of one file. */
export function roundsOfFile(signal: AbortSignal | undefined): Rounds {
  let left = mostRounds;
  return {
    signal,
    spend(iterations) {
      left -= iterations;
      if (left >= 0 && iterations > 0) return;
      throw new InvalidInputError(
        `The PKCS#12 file asks for more than ${mostRounds} rounds of key derivation. Export it with fewer.`,
        { code: 'INVALID_PKCS12', input: 'pkcs12' },
      );
    },
  };
}

/** PBKDF2 (RFC 8018), on a thread of Node's pool. The passphrase is encoded as UTF-8. */
export async function pbkdf2Key(
  passphrase: string,
  how: { salt: Uint8Array; iterations: number; length: number; hash: string },
  rounds: Rounds,
): Promise<Uint8Array> {
  rounds.spend(how.iterations);
  const { pbkdf2 } = await import('node:crypto');
  return new Promise((resolve, reject) => {
    pbkdf2(passphrase, how.salt, how.iterations, how.length, how.hash, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    );
  });
}

/** The purpose of a derived key (RFC 7292, appendix B.3). */
export const purposes = { key: 1, iv: 2, mac: 3 } as const;

/**
 * The key derivation of PKCS#12 itself (RFC 7292, appendix B.2), for files in the old format. Node has no function for
 * it, so the rounds run here, with pauses that yield to the event loop.
 */
export async function pkcs12Key(
  passphrase: string | undefined,
  how: { salt: Uint8Array; iterations: number; length: number; hash: string; purpose: 1 | 2 | 3 },
  rounds: Rounds,
): Promise<Uint8Array> {
  const { createHash } = await import('node:crypto');
  const { salt, iterations, length, hash, purpose } = how;
  const digest = (...parts: Uint8Array[]) => {
    const state = createHash(hash);
    for (const part of parts) state.update(part);
    return state.digest();
  };
  const size = digest().length;
  // Of the hashes in use, the longer ones have blocks of 128 bytes.
  const block = size > 32 ? 128 : 64;
  const diversifier = new Uint8Array(block).fill(purpose);
  const input = Buffer.concat([filled(salt, block), filled(utf16(passphrase), block)]);
  const key = Buffer.alloc(length);
  for (let at = 0; at < length; at += size) {
    rounds.spend(iterations);
    let state = digest(diversifier, input);
    let sliceEnd = performance.now() + sliceMs;
    for (let round = 1; round < iterations; round++) {
      state = digest(state);
      if (round % 256 === 0 && performance.now() > sliceEnd) {
        await new Promise((resolve) => setImmediate(resolve));
        rounds.signal?.throwIfAborted();
        sliceEnd = performance.now() + sliceMs;
      }
    }
    state.copy(key, at);
    addToBlocks(input, filled(state, block), block);
  }
  return new Uint8Array(key);
}

/** Each block plus `addend` plus one, as numbers of `block` bytes. */
function addToBlocks(input: Uint8Array, addend: Uint8Array, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let at = block - 1; at >= 0; at--) {
      carry += (input[start + at] ?? 0) + (addend[at] ?? 0);
      input[start + at] = carry & 0xff;
      carry >>= 8;
    }
  }
}

/** Repeated to fill whole blocks. */
function filled(bytes: Uint8Array, block: number): Uint8Array {
  const length = Math.ceil(bytes.length / block) * block;
  return Uint8Array.from({ length }, (_, index) => bytes[index % bytes.length] ?? 0);
}

/** UTF-16 in big-endian order with two zero bytes at the end; empty for a file without a passphrase. */
function utf16(passphrase: string | undefined): Uint8Array {
  if (passphrase === undefined) return new Uint8Array();
  return Uint8Array.from(Buffer.from(`${passphrase}\0`, 'utf16le').swap16());
}
