import { describe, expect, it } from 'vitest';
import { EncryptionService } from '../src/index.js';
import { clockAt, makeSource } from './key-sources.js';
import { clock, key, newer, older } from './two-certificates.js';

describe('preloaded keys', () => {
  const usage = ['SymmetricKeyEncryption'];
  const dates = { validFrom: '2026-01-01T00:00:00Z', validTo: '2026-06-01T00:00:30Z' };

  it.each([
    ['certificate as DER', () => ({ certificate: older.der })],
    ['certificate as Base64', () => ({ certificate: Buffer.from(older.der).toString('base64') })],
    ['public key as DER', () => ({ publicKey: older.spki, publicKeyId: older.publicKeyId })],
    ['public key as Base64', () => ({ publicKey: Buffer.from(older.spki).toString('base64') })],
  ])('serve as %s to their very end', async (_what, form) => {
    const service = new EncryptionService({ preloaded: [{ ...form(), ...dates, usage }], clock });
    await expect(service.encryptSymmetricKey(key)).resolves.toMatchObject({ publicKeyId: older.publicKeyId });
  });

  it('touch no network', async () => {
    const source = makeSource(() => []);
    const service = new EncryptionService({
      source,
      preloaded: [{ certificate: older.der, usage, ...dates, validTo: '2027-01-01T00:00:00Z' }],
      clock,
    });
    await service.encryptSymmetricKey(key);
    expect(source.calls).toBe(0);
  });

  it('become used when they become valid', async () => {
    const time = clockAt('2026-01-02T00:00:00Z');
    const next = {
      certificate: newer.der,
      usage,
      validFrom: '2026-03-01T00:00:00Z',
      validTo: '2027-01-01T00:00:00Z',
    };
    const service = new EncryptionService({
      preloaded: [{ certificate: older.der, usage, ...dates }, next],
      clock: time,
    });
    expect((await service.encryptSymmetricKey(key)).publicKeyId).toBe(older.publicKeyId);
    time.set('2026-03-02T00:00:00Z');
    expect((await service.encryptSymmetricKey(key)).publicKeyId).toBe(newer.publicKeyId);
  });

  it('cannot be fetched anew without a source, and stay', async () => {
    const service = new EncryptionService({
      preloaded: [{ certificate: older.der, usage, ...dates }],
      clock,
    });
    await expect(service.forceRefresh()).rejects.toMatchObject({
      code: 'NO_PUBLIC_KEY',
      message: expect.stringMatching(/Preload the current one/),
    });
    await expect(service.encryptSymmetricKey(key)).resolves.toBeDefined();
  });

  it('take their dates from the certificate where none are given', async () => {
    const made = Date.now();
    const time = clockAt(new Date(made - 86_400_000).toISOString());
    const service = new EncryptionService({ preloaded: [{ certificate: older.der, usage }], clock: time });
    await expect(service.encryptSymmetricKey(key)).rejects.toMatchObject({ code: 'NO_PUBLIC_KEY' });
    time.set(new Date(made + 29 * 86_400_000).toISOString());
    await expect(service.encryptSymmetricKey(key)).resolves.toBeDefined();
    time.set(new Date(made + 31 * 86_400_000).toISOString());
    await expect(service.encryptSymmetricKey(key)).rejects.toMatchObject({
      code: 'NO_PUBLIC_KEY',
      message: expect.stringContaining('no preloaded key is valid now, and there is no source'),
    });
  });

  it('are valid from the millisecond of validFrom to the one before validTo', async () => {
    const time = clockAt('2026-06-01T00:00:00Z');
    const service = new EncryptionService({
      preloaded: [{ certificate: older.der, usage, ...dates }],
      clock: time,
    });
    for (const [at, valid] of [
      ['2025-12-31T23:59:59.999Z', false],
      ['2026-01-01T00:00:00Z', true],
      ['2026-06-01T00:00:29.999Z', true],
      ['2026-06-01T00:00:30Z', false],
    ] as const) {
      time.set(at);
      const outcome = await service.encryptSymmetricKey(key).then(
        () => true,
        () => false,
      );
      expect([at, outcome]).toEqual([at, valid]);
    }
  });

  it.each([
    ['no dates', () => ({ publicKey: older.spki })],
    ['no end', () => ({ publicKey: older.spki, validFrom: dates.validFrom })],
    ['no beginning', () => ({ publicKey: older.spki, validTo: dates.validTo })],
    ['no key', () => dates],
  ])('are refused with %s', (_what, given) => {
    expect(() => new EncryptionService({ preloaded: [{ ...given(), usage } as never] })).toThrow(
      expect.objectContaining({
        code: 'INVALID_PRELOADED_KEY',
        input: 'preloaded',
        message: 'A preloaded key needs a certificate, or publicKey with validFrom and validTo.',
      }),
    );
  });

  it.each([
    ['it is not Base64', () => ({ publicKey: '???' })],
    ['it is not a SubjectPublicKeyInfo', () => ({ publicKey: new Uint8Array(9) })],
    ['its certificate cannot be read', () => ({ certificate: new Uint8Array(9) })],
    ['its dates cannot be read', () => ({ publicKey: older.spki, validFrom: 'once' })],
    ['its dates cannot be read', () => ({ publicKey: older.spki, validTo: 'some day' })],
  ])('that cannot be read are refused: %s', (why, given) => {
    expect(() => new EncryptionService({ preloaded: [{ ...dates, ...given(), usage } as never] })).toThrow(
      expect.objectContaining({
        code: 'INVALID_PUBLIC_KEY',
        message: `A public key of KSeF is unusable: ${why}.`,
      }),
    );
  });
});

describe('a service is refused', () => {
  it('with neither a source nor a key', () => {
    for (const options of [{}, { preloaded: [] }]) {
      expect(() => new EncryptionService(options)).toThrow(
        expect.objectContaining({
          code: 'INVALID_OPTION',
          input: 'source',
          message: 'EncryptionService needs a source of public keys, or preloaded ones.',
        }),
      );
    }
  });
  it.each([
    ['source', { source: {} }],
    ['preloaded', { source: makeSource(() => []), preloaded: 'key' }],
    ['clock', { source: makeSource(() => []), clock: {} }],
    ['ecies', { source: makeSource(() => []), ecies: 'java' }],
    ['sources', { sources: makeSource(() => []) }],
  ])('with a wrong %s', (input, options) => {
    expect(() => new EncryptionService(options as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', input }),
    );
  });
  it.each([-1, Number.NaN])('with a refreshSkewMs of %d', (refreshSkewMs) => {
    expect(() => new EncryptionService({ source: makeSource(() => []), refreshSkewMs })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', input: 'refreshSkewMs' }),
    );
  });
});
