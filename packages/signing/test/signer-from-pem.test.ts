import { hasTools } from '@ksef-tools/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { signerFromPem } from '../src/index.js';
import { testPersonCertificate } from '../src/testing.js';
import { openssl, read } from './support/openssl.js';
import { verifies } from './support/verifies.js';

describe.skipIf(!hasTools('openssl'))('signerFromPem with keys of openssl', () => {
  const subject = '-subj /CN=Jan';
  beforeAll(() => {
    openssl(`req -x509 -newkey rsa:2048 -nodes -keyout @rsa.pk8 -out @rsa.crt -days 30 ${subject}`);
    openssl(
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout @ec.pk8 -out @ec.crt ${subject}`,
    );
    for (const kind of ['rsa', 'ec']) {
      openssl(`pkey -in @${kind}.pk8 -traditional -out @${kind}.old`);
      openssl(`pkcs8 -topk8 -in @${kind}.pk8 -v2 aes-256-cbc -passout pass:tajne -out @${kind}.pbes2`);
      openssl(`pkey -in @${kind}.pk8 -traditional -aes128 -passout pass:tajne -out @${kind}.proctype`);
    }
  });

  it.each(['rsa', 'ec'].flatMap((kind) => ['pk8', 'old', 'pbes2', 'proctype'].map((form) => [kind, form])))(
    '%s key as %s',
    async (kind, form) => {
      const key = read(`${kind}.${form}`);
      const labels: Record<string, string> = {
        pk8: 'BEGIN PRIVATE KEY',
        old: kind === 'rsa' ? 'BEGIN RSA PRIVATE KEY' : 'BEGIN EC PRIVATE KEY',
        pbes2: 'BEGIN ENCRYPTED PRIVATE KEY',
        proctype: 'Proc-Type: 4,ENCRYPTED',
      };
      expect(key).toContain(labels[form as string]);
      const input = { certificate: read(`${kind}.crt`), key, passphrase: 'tajne' };
      expect(await verifies(await signerFromPem(input))).toBe(true);
      if (form === 'pk8' || form === 'old') return;
      await expect(signerFromPem({ ...input, passphrase: 'inne' })).rejects.toMatchObject({
        code: 'WRONG_PASSPHRASE',
      });
      await expect(signerFromPem({ ...input, passphrase: undefined })).rejects.toMatchObject({
        code: 'PASSPHRASE_REQUIRED',
      });
    },
  );

  it.each([
    ['rsa:1024', '', 'WEAK_KEY'],
    ['ec', '-pkeyopt ec_paramgen_curve:secp256k1 ', 'UNSUPPORTED_CURVE'],
    ['ec', '-pkeyopt ec_paramgen_curve:P-224 ', 'UNSUPPORTED_CURVE'],
    ['ec', '-pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit ', 'UNSUPPORTED_CURVE'],
    ['ed25519', '', 'UNSUPPORTED_KEY'],
    ['rsa-pss', '', 'UNSUPPORTED_KEY'],
  ])('refuses %s %s', async (kind, more, code) => {
    openssl(`req -x509 -newkey ${kind} ${more}-nodes -keyout @odd.key -out @odd.crt -days 30 ${subject}`);
    const input = { certificate: read('odd.crt'), key: read('odd.key') };
    await expect(signerFromPem(input)).rejects.toMatchObject({ name: 'InvalidInputError', code });
  });
});

describe('signerFromPem', () => {
  it.each(['P-256', 'P-384', 'P-521', 'RSA-2048'] as const)(
    'signs with %s and the hash that fits',
    async (keyType) => {
      const { certificatePem, privateKeyPem } = await testPersonCertificate(
        { nip: '5265877635' },
        { keyType },
      );
      const signer = await signerFromPem({ certificate: certificatePem, key: privateKeyPem });
      expect(signer.algorithm).toEqual(
        keyType === 'RSA-2048'
          ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
          : {
              name: 'ECDSA',
              namedCurve: keyType,
              hash: { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' }[keyType],
            },
      );
      expect(await verifies(signer)).toBe(true);
    },
  );

  it('signs RSA with PSS and another hash on request', async () => {
    const { certificate, privateKeyPem } = await testPersonCertificate(
      { nip: '5265877635' },
      { keyType: 'RSA-2048' },
    );
    const signer = await signerFromPem(
      { certificate, key: privateKeyPem },
      { rsaPadding: 'pss', hash: 'SHA-512' },
    );
    expect(signer.algorithm).toEqual({ name: 'RSA-PSS', hash: 'SHA-512', saltLength: 64 });
    expect(await verifies(signer)).toBe(true);
  });

  it('refuses what does not fit, by name', async () => {
    const one = await testPersonCertificate({ nip: '5265877635' });
    const other = await testPersonCertificate({ nip: '5265877635' });
    const input = { certificate: one.certificatePem, key: one.privateKeyPem };
    const code = (more: object, options = {}) =>
      signerFromPem({ ...input, ...more }, options).then(
        () => 'fine',
        (error) => error.code,
      );
    expect(await code({})).toBe('fine');
    expect(await code({ key: other.privateKeyPem })).toBe('KEY_MISMATCH');
    expect(await code({ key: 'nonsense' })).toBe('INVALID_KEY');
    expect(await code({ key: one.privateKeyPem.slice(0, 80) })).toBe('INVALID_KEY');
    expect(await code({ certificate: 'nonsense' })).toBe('INVALID_CERTIFICATE');
    expect(await code({ certificate: Uint8Array.of(0x30, 1, 2) })).toBe('INVALID_CERTIFICATE');
    expect(await code({ certificate: one.certificatePem.replace(/MII/, 'M*I') })).toBe('INVALID_CERTIFICATE');
    expect(await code({}, { hash: 'SHA-512' })).toBe('UNSUPPORTED_ALGORITHM');
    expect(await code({}, { hash: 'SHA-1' })).toBe('UNSUPPORTED_ALGORITHM');
    const at = (ms: number) => ({ clock: { now: () => ms, sleep: async () => {} } });
    expect(await code({}, at(Date.now() + 366 * 86_400_000))).toBe('CERTIFICATE_EXPIRED');
    expect(await code({}, at(Date.now() - 3 * 3_600_000))).toBe('CERTIFICATE_NOT_YET_VALID');
    await expect(signerFromPem(input, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow(
      'stop',
    );
  });

  it('says nothing of the key or passphrase in its errors', async () => {
    const { certificate } = await testPersonCertificate({ nip: '5265877635' });
    const key =
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0IGtleQ==\n-----END ENCRYPTED PRIVATE KEY-----';
    const error = await signerFromPem({ certificate, key, passphrase: 'tajne' }).catch((reason) => reason);
    expect(error.code).toBe('WRONG_PASSPHRASE');
    expect(error.cause).toBeUndefined();
    expect(error.message).not.toContain('tajne');
  });
});
