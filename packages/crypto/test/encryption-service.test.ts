import { createDecipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import { CryptoError, IntegrityError } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import { type EciesVariant, EncryptionService, type PublicKeyCertificate } from '../src/index.js';
import { listed, makeCertificate, opensslRsaDecrypt } from './certificates.js';
import { clockAt, makeSource } from './key-sources.js';
import { clock, key, newer, older } from './two-certificates.js';

describe('EncryptionService', () => {
  it('encrypts a token with its timestamp so that openssl reads it', async () => {
    const service = new EncryptionService({ source: makeSource(() => [listed(older)]), clock });
    const { encrypted, publicKeyId } = await service.encryptToken({
      token: 'abc|nip-1|ff',
      timestampMs: 1_760_000_000_000,
    });
    expect(opensslRsaDecrypt(older, encrypted).toString()).toBe('abc|nip-1|ff|1760000000000');
    expect(publicKeyId).toBe(older.publicKeyId);
  });

  it('encrypts an AES key so that openssl reads it', async () => {
    const service = new EncryptionService({ source: makeSource(() => [listed(older)]), clock });
    const { encrypted } = await service.encryptSymmetricKey(key);
    expect(new Uint8Array(opensslRsaDecrypt(older, encrypted))).toEqual(new Uint8Array(key));
  });

  it('takes, of the valid keys of a usage, the one with the latest validFrom', async () => {
    const keys = [
      listed(older),
      listed(newer, { validFrom: '2026-05-01T00:00:00Z', usage: ['SymmetricKeyEncryption'] }),
      listed(older, { validFrom: '2026-07-01T00:00:00Z' }),
    ];
    const service = new EncryptionService({ source: makeSource(() => keys), clock });
    expect((await service.encryptSymmetricKey(key)).publicKeyId).toBe(newer.publicKeyId);
    expect((await service.encryptToken({ token: 't', timestampMs: 1 })).publicKeyId).toBe(older.publicKeyId);
  });

  it('fetches each usage once, and again two minutes before its key ends', async () => {
    const time = clockAt('2026-06-01T00:00:00Z');
    const source = makeSource(() => [
      listed(older, { validTo: '2026-06-01T01:00:00Z' }),
      listed(newer, { validFrom: '2026-06-01T00:57:00Z' }),
    ]);
    const service = new EncryptionService({ source, clock: time });
    await service.encryptSymmetricKey(key);
    await service.encryptSymmetricKey(key);
    expect(source.calls).toBe(1);
    await service.encryptToken({ token: 't', timestampMs: 1 });
    expect(source.calls).toBe(2);
    time.set('2026-06-01T00:58:01Z');
    expect((await service.encryptSymmetricKey(key)).publicKeyId).toBe(newer.publicKeyId);
  });

  it('fetches once however many wait; one that gives up leaves the others alone', async () => {
    const source = makeSource(() => [listed(older)]);
    let open: () => void = () => {};
    source.gate = new Promise((resolve) => {
      open = resolve;
    });
    const service = new EncryptionService({ source, clock });
    const giveUp = new AbortController();
    const impatient = service.encryptSymmetricKey(key, { signal: giveUp.signal });
    const patient = service.encryptSymmetricKey(key);
    giveUp.abort(new Error('enough'));
    await expect(impatient).rejects.toThrow('enough');
    open();
    await expect(patient).resolves.toMatchObject({ publicKeyId: older.publicKeyId });
    expect(source.calls).toBe(1);
    expect(source.signals[0]?.aborted).toBe(false);
  });

  it('stops a fetch that nobody waits for, and the next caller starts another', async () => {
    const source = makeSource(() => [listed(older)]);
    let open: () => void = () => {};
    source.gate = new Promise((resolve) => {
      open = resolve;
    });
    const service = new EncryptionService({ source, clock });
    const giveUp = new AbortController();
    const impatient = service.encryptSymmetricKey(key, { signal: giveUp.signal });
    await Promise.resolve();
    giveUp.abort(new Error('enough'));
    const next = service.encryptSymmetricKey(key);
    await expect(impatient).rejects.toThrow('enough');
    open();
    await expect(next).resolves.toMatchObject({ publicKeyId: older.publicKeyId });
    expect(source.signals.map((signal) => signal.aborted)).toEqual([true, false]);
  });

  it('does not remember a failure of the source', async () => {
    let failing = true;
    const source = makeSource(() => {
      if (failing) throw new Error('no network');
      return [listed(older)];
    });
    const service = new EncryptionService({ source, clock });
    await expect(service.encryptSymmetricKey(key)).rejects.toThrow('no network');
    failing = false;
    await expect(service.encryptSymmetricKey(key)).resolves.toBeDefined();
  });

  it('fetches both keys anew when told to', async () => {
    let current = older;
    const source = makeSource(() => [listed(current)]);
    const service = new EncryptionService({ source, clock });
    await service.encryptSymmetricKey(key);
    current = newer;
    expect(await service.forceRefresh()).toBeUndefined();
    expect((await service.encryptSymmetricKey(key)).publicKeyId).toBe(newer.publicKeyId);
    expect((await service.encryptToken({ token: 't', timestampMs: 1 })).publicKeyId).toBe(newer.publicKeyId);
    expect(source.calls).toBe(3);
  });

  it('refuses what is no list of keys', async () => {
    const service = new EncryptionService({ source: makeSource((() => ({})) as never), clock });
    await expect(service.encryptSymmetricKey(key)).rejects.toMatchObject({
      code: 'NO_PUBLIC_KEY',
      message: 'The response is not a list of public keys. Check that KSeF answers at this address.',
    });
  });

  it('says what to do when KSeF lists no key', async () => {
    const service = new EncryptionService({ source: makeSource(() => []), clock });
    await expect(service.encryptSymmetricKey(key)).rejects.toMatchObject({
      code: 'NO_PUBLIC_KEY',
      message: expect.stringMatching(/Check the system clock/),
    });
    await expect(service.forceRefresh()).rejects.toBeInstanceOf(CryptoError);
  });

  it('ignores keys of usages it does not know, readable or not', async () => {
    const source = makeSource(() => [listed(newer, { usage: ['Other'], certificate: '???' }), listed(older)]);
    await expect(new EncryptionService({ source, clock }).encryptSymmetricKey(key)).resolves.toMatchObject({
      publicKeyId: older.publicKeyId,
    });
  });

  it('refuses a key whose id is not its hash, an unreadable and a short one', async () => {
    const failure = (certificate: PublicKeyCertificate) =>
      new EncryptionService({ source: makeSource(() => [certificate]), clock })
        .encryptSymmetricKey(key)
        .catch((error: unknown) => error);
    const mismatch = await failure(listed(older, { publicKeyId: newer.publicKeyId }));
    expect(mismatch).toBeInstanceOf(IntegrityError);
    expect(mismatch).toMatchObject({ code: 'PUBLIC_KEY_MISMATCH' });
    expect(await failure(listed(older, { certificate: '???' }))).toMatchObject({
      code: 'INVALID_PUBLIC_KEY',
    });
    expect(await failure(listed(older, { certificate: 'AAAA' }))).toMatchObject({
      code: 'INVALID_PUBLIC_KEY',
    });
    expect(await failure(listed(makeCertificate(['-newkey', 'rsa:1024'])))).toMatchObject({
      code: 'WEAK_KEY',
    });
  });

  it('refuses an AES key of another length, and a token that RSA cannot hold, without showing it', async () => {
    const service = new EncryptionService({ source: makeSource(() => [listed(older)]), clock });
    for (const [wrong, said] of [
      [new Uint8Array(16), '16 bytes'],
      ['x'.repeat(32), 'something else'],
      [undefined, 'something else'],
    ] as const) {
      await expect(service.encryptSymmetricKey(wrong as never)).rejects.toMatchObject({
        name: 'InvalidInputError',
        code: 'INVALID_KEY',
        input: 'key',
        message: `An AES-256 key must be a Uint8Array of 32 bytes, not ${said}.`,
      });
    }
    const error = await service
      .encryptToken({ token: 'secret'.repeat(100), timestampMs: 1 })
      .catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'ENCRYPTION_FAILED',
      message: expect.stringMatching(/^602 bytes could not be encrypted/),
    });
    expect(String(error)).not.toContain('secret');
  });
});

describe('an elliptic-curve key', () => {
  const p256 = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];

  it('is refused unless a variant is named', async () => {
    const certificate = makeCertificate(p256);
    const service = new EncryptionService({ source: makeSource(() => [listed(certificate)]), clock });
    await expect(service.encryptSymmetricKey(key)).rejects.toMatchObject({
      code: 'UNSUPPORTED_KEY',
      message: expect.stringContaining(`Unsupported type ec of KSeF's key ${certificate.publicKeyId}`),
    });
  });

  it.each([
    ['P-384', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384']],
    ['Ed25519', ['-newkey', 'ed25519']],
  ])('of another kind is refused whatever variant is named: %s', async (_kind, options) => {
    const certificate = makeCertificate(options);
    const source = makeSource(() => [listed(certificate)]);
    const service = new EncryptionService({ source, clock, ecies: 'official-java' });
    await expect(service.encryptSymmetricKey(key)).rejects.toMatchObject({ code: 'UNSUPPORTED_KEY' });
  });

  it.each<EciesVariant>(['official-java', 'official-csharp'])('is used as in %s', async (ecies) => {
    const certificate = makeCertificate(p256);
    const service = new EncryptionService({ source: makeSource(() => [listed(certificate)]), clock, ecies });
    const bytes = Buffer.from((await service.encryptSymmetricKey(key)).encrypted);
    const shared = diffieHellman({
      privateKey: createPrivateKey(certificate.privateKeyPem),
      publicKey: createPublicKey({ key: bytes.subarray(0, 91), format: 'der', type: 'spki' }),
    });
    const java = ecies === 'official-java';
    const decipher = createDecipheriv(
      'aes-256-gcm',
      java ? shared : createHash('sha256').update(shared).digest(),
      bytes.subarray(91, 103),
    );
    decipher.setAuthTag(java ? bytes.subarray(-16) : bytes.subarray(103, 119));
    const plain = Buffer.concat([
      decipher.update(java ? bytes.subarray(103, -16) : bytes.subarray(119)),
      decipher.final(),
    ]);
    expect(new Uint8Array(plain)).toEqual(new Uint8Array(key));
  });
});
