import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { CryptoError } from '@ksef/core';
import fc from '@ksef-tools/testing/properties';
import { describe, expect, it } from 'vitest';
import {
  aesDecryptStream,
  aesEncryptStream,
  decryptAes,
  encryptAes,
  randomIv,
  randomKey,
  sha256Stream,
} from '../src/index.js';

const aes = { key: randomKey(), iv: randomIv() };
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const openssl = (direction: '-e' | '-d', input: Uint8Array) =>
  new Uint8Array(
    execFileSync('openssl', ['enc', direction, '-aes-256-cbc', '-K', hex(aes.key), '-iv', hex(aes.iv)], {
      input,
    }),
  );

/** Sends bytes through in uneven pieces. */
async function through(
  bytes: Uint8Array,
  stream: TransformStream<Uint8Array, Uint8Array>,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7) % 1000 || 1)
    pieces.push(bytes.subarray(at, at + size));
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  return new Uint8Array(await new Response(source.pipeThrough(stream)).arrayBuffer());
}

describe('AES-256-CBC', () => {
  it.each([0, 1, 15, 16, 17, 10_000])(
    'agrees with openssl on %i bytes, whole and as a stream',
    async (length) => {
      const plain = new Uint8Array(length).map((_, index) => index % 251);
      const expected = openssl('-e', plain);
      expect(await encryptAes(plain, aes)).toEqual(expected);
      expect(await through(plain, aesEncryptStream(aes))).toEqual(expected);
      expect(openssl('-d', await encryptAes(plain, aes))).toEqual(plain);
      expect(await decryptAes(expected, aes)).toEqual(plain);
      expect(await through(expected, aesDecryptStream(aes))).toEqual(plain);
    },
  );

  it('gives back whatever was encrypted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (plain) => {
        const decrypted = await through(await encryptAes(plain, aes), aesDecryptStream(aes));
        expect(hex(decrypted)).toBe(hex(plain));
      }),
      { numRuns: 50 },
    );
  });

  it('refuses truncated data, and says nothing of the key', async () => {
    const truncated = (await encryptAes(new Uint8Array(100), aes)).subarray(0, 50);
    for (const attempt of [
      () => decryptAes(truncated, aes),
      () => through(truncated, aesDecryptStream(aes)),
    ]) {
      const error = await attempt().catch((e: unknown) => e);
      expect(error).toBeInstanceOf(CryptoError);
      expect(error).toMatchObject({
        code: 'DECRYPTION_FAILED',
        message: 'Decryption failed: wrong key or IV, or the data is corrupted.',
      });
      expect(String(error)).not.toContain(hex(aes.key));
    }
  });

  it('refuses bad padding', async () => {
    // The last block, decrypted with an IV whose last byte differs by 0x10, ends in a padding byte of 0.
    const block = await encryptAes(new Uint8Array(0), aes);
    const iv = Uint8Array.from(aes.iv);
    iv[15] = (iv[15] ?? 0) ^ 0x10;
    await expect(decryptAes(block, { key: aes.key, iv })).rejects.toBeInstanceOf(CryptoError);
    await expect(through(block, aesDecryptStream({ key: aes.key, iv }))).rejects.toBeInstanceOf(CryptoError);
  });

  it('refuses keys and IVs of another length', async () => {
    const bad = [
      [
        { ...aes, key: new Uint8Array(16) },
        'key',
        'The key of AES-256-CBC must be a Uint8Array of 32 bytes, not 16 bytes',
      ],
      [
        { ...aes, iv: new Uint8Array(12) },
        'iv',
        'The IV of AES-256-CBC must be a Uint8Array of 16 bytes, not 12 bytes',
      ],
      [
        { ...aes, key: 'x'.repeat(32) },
        'key',
        'The key of AES-256-CBC must be a Uint8Array of 32 bytes, not something else',
      ],
      [{ key: aes.key }, 'iv', 'The IV of AES-256-CBC must be a Uint8Array of 16 bytes, not something else'],
      [undefined, 'key', 'The key of AES-256-CBC must be a Uint8Array of 32 bytes, not something else'],
    ] as const;
    for (const [wrong, input, said] of bad) {
      const refusal = expect.objectContaining({
        code: 'INVALID_KEY',
        input,
        message: `${said}.`,
      });
      await expect((async () => encryptAes(new Uint8Array(1), wrong as never))()).rejects.toEqual(refusal);
      await expect((async () => decryptAes(new Uint8Array(16), wrong as never))()).rejects.toEqual(refusal);
      expect(() => aesEncryptStream(wrong as never)).toThrow(refusal);
      expect(() => aesDecryptStream(wrong as never)).toThrow(refusal);
    }
  });

  it('puts no empty pieces into a stream', async () => {
    const sizes: number[] = [];
    const source = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < 32; at++) controller.enqueue(new Uint8Array(1));
        controller.close();
      },
    });
    const both = source.pipeThrough(aesEncryptStream(aes)).pipeThrough(aesDecryptStream(aes));
    for await (const piece of both) sizes.push(piece.length);
    expect(sizes).toEqual([16, 16]);
  });
});

describe('sha256Stream', () => {
  it('passes bytes through and tells their hash and number', async () => {
    const bytes = new Uint8Array(5000).fill(7);
    const stream = sha256Stream();
    expect(await through(bytes, stream)).toEqual(bytes);
    const { hash, sizeBytes } = await stream.digest;
    expect(hex(hash)).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(sizeBytes).toBe(5000);
  });
});

describe('randomKey and randomIv', () => {
  it('have the lengths of AES-256-CBC and differ each time', () => {
    expect([randomKey().length, randomIv().length]).toEqual([32, 16]);
    expect(hex(randomKey())).not.toBe(hex(randomKey()));
  });
});
